using System.Collections.Concurrent;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Records;
using BotResponder.Core.Work;
using BotResponder.Host.Workers;
using BotResponder.Tests.Ledgers;
using BotResponder.Tests.Samples;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BotResponder.Tests.Host.Workers;

/// <summary>One process's work room over a house. Two rooms over one house are a process and its successor.</summary>
internal sealed class WorkRoom
{
    public static readonly OutboxEntry Entry = new(WorkKind.Poll, new("abcdefgh.0"), 0, House.Morning);

    public static readonly WorkItem Item = ItemOf(Entry);

    private readonly IOptions<WorkOptions> _options;

    /// <param name="handle">What the work does; the row is removed when it returns.</param>
    public WorkRoom(House house, Func<StoredEntry, Task> handle, WorkOptions? options = null, IWorkQueue? queue = null)
    {
        (House, Queue) = (house, queue ?? house.Queue);
        _options = Options.Create(options ?? new() { MostRuns = 3 });
        Outbox = new(house.Records, Queue, house.Signal, house.Time);
        Park = new(house.Ledger, house.Customers);
        Clock = new(_options, Options.Create(house.Dispatching), house.Time);
        Desk = new(Queue, Runner(handle), new(Queue, _options, house.Time, NullLogger<LeaseKeeper>.Instance), Rows, _options, NullLogger<WorkDesk>.Instance);
        Sweep = new(Outbox, Rows, Clock, NullLogger<OutboxSweep>.Instance);
    }

    public House House { get; }

    public IWorkQueue Queue { get; }

    public Outbox Outbox { get; }

    public ParkWork Park { get; }

    public WorkClock Clock { get; }

    public RowTurns Rows { get; } = new();

    public WorkDesk Desk { get; }

    public OutboxSweep Sweep { get; }

    /// <summary>Every entry that the work was begun for, as it was then.</summary>
    public ConcurrentQueue<OutboxEntry> Begun { get; } = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static WorkItem ItemOf(OutboxEntry entry) => new(LedgerRows.Partition(Cast.Contoso), LedgerRows.Outbox(entry.Id));

    public WorkLoop Loop(TimeProvider time) => new(Queue, House.Signal, Desk, _options, time);

    /// <summary>Writes an entry; its wake-up is in the queue when it returns.</summary>
    public async Task<WorkRoom> WithAsync(OutboxEntry? entry = null)
    {
        var before = (await House.Queue.DepthAsync(Token)).Waiting;
        await House.CountAsync(outbox: entry ?? Entry);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));

        // The ledger wakes up after it has answered.
        while ((await House.Queue.DepthAsync(deadline.Token)).Waiting == before)
        {
            await Task.Yield();
        }

        return this;
    }

    public async Task<OutboxEntry?> ReadAsync(OutboxEntry? entry = null) => (await Outbox.FindAsync(ItemOf(entry ?? Entry), Token))?.Entry;

    /// <summary>Takes what is due.</summary>
    public Task<IReadOnlyList<LeasedWork>> LeaseAsync() => Queue.LeaseAsync(1000, _options.Value.Lease, Token);

    /// <summary>Takes what is due and handles it.</summary>
    /// <returns>How many were due.</returns>
    public async Task<int> HandleDueAsync()
    {
        var taken = await LeaseAsync();
        foreach (var work in taken)
        {
            Assert.True(Desk.TryEnter(work.Item));
            await Desk.HandleAsync(work);
        }

        return taken.Count;
    }

    /// <summary>Every wake-up gets lost.</summary>
    public async Task LoseWakeUpsAsync()
    {
        House.Time.Advance(TimeSpan.FromHours(1));
        foreach (var work in await LeaseAsync())
        {
            await Queue.CompleteAsync(work, Token);
        }
    }

    public Task<IReadOnlyList<StoredRecord>> RowsAsync(string prefix) => House.Records.RangeAsync(LedgerRows.Partition(Cast.Contoso), prefix, prefix + "~~", 1000, Token);

    private WorkRunner Runner(Func<StoredEntry, Task> handle) => new(
        Outbox,
        async (stored, token) =>
        {
            Begun.Enqueue(stored.Entry);
            await handle(stored);
            await Outbox.DoneAsync(stored, token);
        },
        new(Park, Outbox, _options, NullLogger<WorkParking>.Instance), Clock, NullLogger<WorkRunner>.Instance);
}
