using System.Collections.Concurrent;
using System.Globalization;
using BotResponder.Core.Records;
using BotResponder.Core.Work;
using BotResponder.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotResponder.Storage.Tests.Sqlite;

/// <summary>Two that have one file open, as two processes would: nothing is shared but the file.</summary>
public sealed class SqliteSharedFileTests : IDisposable
{
    private static readonly RecordKey s_counter = new("p", "counter");

    private readonly TemporaryDatabase _database = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Commit_TwoProcessesOfOneCounter_LoseNoIncrement()
    {
        SqliteRecordStore[] stores = [new(_database.Open()), new(_database.Open())];
        await stores[0].CommitAsync([new RecordWrite.Insert(s_counter, "0")], Cancellation);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Task.Run(() => IncrementAsync(stores[n % 2], times: 25))));

        Assert.Equal("100", (await stores[1].FindAsync(s_counter, Cancellation))!.Body);
    }

    [Fact]
    public async Task Commit_TwoProcesses_NeverGiveTheSameTag()
    {
        SqliteRecordStore[] stores = [new(_database.Open()), new(_database.Open())];
        var tags = new HashSet<RecordTag>();

        for (var n = 0; n < 20; n++)
        {
            await stores[n % 2].CommitAsync([new RecordWrite.Put(s_counter, "0")], Cancellation);
            Assert.True(tags.Add((await stores[(n + 1) % 2].FindAsync(s_counter, Cancellation))!.Tag));
        }
    }

    [Fact]
    public async Task Lease_TwoProcesses_TakeEachItemOnce()
    {
        SqliteWorkQueue[] queues = [Queue(), Queue()];
        await Task.WhenAll(Enumerable.Range(0, 60).Select(n => queues[n % 2].EnqueueAsync(new WorkItem("p", $"r{n}"), TimeSpan.Zero, Cancellation)));
        var taken = new ConcurrentBag<string>();

        await Task.WhenAll(queues.Select(queue => Task.Run(async () =>
        {
            while (await queue.LeaseAsync(3, TimeSpan.FromMinutes(5), Cancellation) is { Count: > 0 } some)
            {
                some.Select(work => work.Item.Row).ToList().ForEach(taken.Add);
            }
        })));

        Assert.Equal(60, taken.Count);
        Assert.Equal(60, taken.Distinct(StringComparer.Ordinal).Count());
    }

    private static async Task IncrementAsync(SqliteRecordStore store, int times)
    {
        for (var done = 0; done < times;)
        {
            var current = (await store.FindAsync(s_counter, Cancellation))!;
            var next = (int.Parse(current.Body, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
            var outcome = await store.CommitAsync([new RecordWrite.Replace(s_counter, next, current.Tag)], Cancellation);
            done += outcome == WriteOutcome.Written ? 1 : 0;
        }
    }

    private SqliteWorkQueue Queue() => new(_database.Open(), TimeProvider.System, NullLogger<SqliteWorkQueue>.Instance);
}
