using System.Diagnostics;
using System.Security.Cryptography;
using BotResponder.Benchmarks.Report;
using BotResponder.Core.Audit;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Records;
using BotResponder.Core.Work;
using BotResponder.Storage.Azure;
using BotResponder.Storage.Memory;
using BotResponder.Storage.Sqlite;
using BotResponder.Storage.Tests.Azurite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BotResponder.Benchmarks.Measures;

/// <summary>
/// Whole decisions of one customer, 16 under way: as many in a commit as fit, one a commit, and beside them how fast the same store takes the very
/// same rows in commits of a hundred, one after another in one partition, as a customer's commits must be. Wake-ups go to memory: only the ledger is measured.
/// </summary>
internal static class LedgerMeasure
{
    private const int UnderWay = 16;

    public static async Task RunAsync(string folder, RunOptions options, NoteBook book)
    {
        using (var file = SqliteFile.Open(Path.Combine(folder, "ledger.db"), NullLogger.Instance))
        {
            await MeasureAsync(Figures.Sqlite, new SqliteRecordStore(file), options, book);
        }

        await using var azurite = await AzuriteServer.StartAsync(CancellationToken.None);
        var account = new AzureAccount(new AzureStorageOptions { ConnectionString = azurite.ConnectionString });
        await MeasureAsync(Figures.Azurite, new TableRecordStore(account, TimeProvider.System, NullLogger<TableRecordStore>.Instance), options, book);
    }

    private static async Task MeasureAsync(string store, IRecordStore records, RunOptions options, NoteBook book)
    {
        var span = TimeSpan.FromSeconds(options.IsQuick ? 1 : 3);
        await DecisionsAsync(new SampledStore(records), "warm", grouped: true, span / 2);
        for (var round = 1; round <= options.Rounds; round++)
        {
            var sampled = new SampledStore(records);
            var grouped = await DecisionsAsync(sampled, $"grouped-{round}", grouped: true, span);
            book.Add(NoteBook.Host, Figures.Decisions(store, grouped: true), grouped.PerSecond);
            book.Add(NoteBook.Host, Figures.DecisionsPerCommit(store), grouped.Together);
            book.Add(NoteBook.Host, Figures.LedgerRows(store), grouped.PerSecond * (LedgerLoad.RowsOfOne + (1 / grouped.Together)));
            book.Add(NoteBook.Host, Figures.FullCommits(store), await HundredsAsync(records, sampled.InHundreds($"hundreds-{round}")));
            var single = await DecisionsAsync(new SampledStore(records), $"single-{round}", grouped: false, span);
            book.Add(NoteBook.Host, Figures.Decisions(store, grouped: false), single.PerSecond);
        }
    }

    private static async Task<(double PerSecond, double Together)> DecisionsAsync(SampledStore records, string customer, bool grouped, TimeSpan span)
    {
        var keys = new LedgerKeys(Options.Create(new LedgerOptions { Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) }));
        var queue = new MemoryWorkQueue(TimeProvider.System);
        var chain = new AuditChain(keys);
        var ledger = grouped
            ? new Ledger(records, queue, new WorkSignal(), chain, TimeProvider.System, NullLogger<Ledger>.Instance)
            : new Ledger(records, queue, new WorkSignal(), chain, TimeProvider.System, NullLogger<Ledger>.Instance) { MostTogether = 1 };
        var began = Stopwatch.GetTimestamp();
        var perSecond = await new LedgerLoad(ledger, new CustomerId(customer)).RunAsync(UnderWay, span);
        return (perSecond, perSecond * Stopwatch.GetElapsedTime(began).TotalSeconds / records.Commits);
    }

    private static async Task<double> HundredsAsync(IRecordStore records, IEnumerable<IReadOnlyList<RecordWrite>> hundreds)
    {
        long rows = 0;
        var began = Stopwatch.GetTimestamp();
        foreach (var hundred in hundreds)
        {
            await records.CommitAsync(hundred, CancellationToken.None);
            rows += hundred.Count;
        }

        return rows / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
