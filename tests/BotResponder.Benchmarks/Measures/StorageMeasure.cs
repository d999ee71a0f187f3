using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using BotResponder.Benchmarks.Report;
using BotResponder.Core.Audit;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Records;
using BotResponder.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BotResponder.Benchmarks.Measures;

/// <summary>The SQLite store alone, in this process, on the disk of the temporary folder.</summary>
internal static class StorageMeasure
{
    private static readonly string Body = $$"""{"text":"{{new string('x', 600)}}"}""";

    public static async Task RunAsync(string folder, RunOptions options, NoteBook book)
    {
        var span = TimeSpan.FromSeconds(options.IsQuick ? 0.5 : 1.5);
        using (var file = SqliteFile.Open(Path.Combine(folder, "commits.db"), NullLogger.Instance))
        {
            var records = new SqliteRecordStore(file);
            await CommitAsync(records, 16, "warm", span / 2);
            for (var round = 1; round <= options.Rounds; round++)
            {
                book.Add(NoteBook.Host, Figures.Commits1, await CommitAsync(records, 1, $"one-{round}", span));
                book.Add(NoteBook.Host, Figures.Commits16, await CommitAsync(records, 16, $"many-{round}", span));
            }
        }

        using (var file = SqliteFile.Open(Path.Combine(folder, "trail.db"), NullLogger.Instance))
        {
            await TrailAsync(new SqliteRecordStore(file), options, book);
        }
    }

    /// <summary>Commits of one row each, durable when they return.</summary>
    private static async Task<double> CommitAsync(SqliteRecordStore records, int writers, string run, TimeSpan span)
    {
        long written = 0;
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            for (var row = 0; Stopwatch.GetElapsedTime(began) < span; row++)
            {
                var key = new RecordKey($"load|{writer}", $"{run}|{row.ToString("D8", CultureInfo.InvariantCulture)}");
                await records.CommitAsync([new RecordWrite.Insert(key, Body)], CancellationToken.None);
                Interlocked.Increment(ref written);
            }
        })));
        return Interlocked.Read(ref written) / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task TrailAsync(SqliteRecordStore records, RunOptions options, NoteBook book)
    {
        var keys = new LedgerKeys(Options.Create(new LedgerOptions { Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) }));
        var chain = new AuditChain(keys);
        var trail = new AuditTrail(records);
        var writer = new TrailWriter(records, chain, new CustomerId("benchmarks"));
        foreach (var rows in (int[])[1_000, 100_000])
        {
            await writer.GrowToAsync(rows);
            for (var round = 0; round <= options.Rounds; round++)
            {
                var newest = await MedianAsync(options.Scale(400), () => trail.NewestAsync(writer.Customer, 50, CancellationToken.None));
                var append = await MedianAsync(options.Scale(200), () => writer.AppendAsync(1));
                if (round > 0)
                {
                    book.Add(NoteBook.Host, Figures.Newest(rows), newest);
                    book.Add(NoteBook.Host, Figures.Append(rows), append);
                }
            }
        }

        for (var round = 0; round < Math.Min(3, options.Rounds); round++)
        {
            var began = Stopwatch.GetTimestamp();
            var verdict = await new AuditVerifier(trail, chain).VerifyAsync(writer.Customer, CancellationToken.None);
            if (!verdict.IsIntact)
            {
                throw new InvalidOperationException($"Line {verdict.FirstBad}: {verdict.Fault}");
            }

            book.Add(NoteBook.Host, Figures.VerifyRate, verdict.Verified / Stopwatch.GetElapsedTime(began).TotalSeconds);
        }
    }

    private static async Task<double> MedianAsync(int times, Func<Task> doAsync)
    {
        var taken = new double[times];
        for (var index = 0; index < times; index++)
        {
            var began = Stopwatch.GetTimestamp();
            await doAsync();
            taken[index] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        return NoteBook.Quantile(taken, 0.5);
    }
}
