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
/// Whole decisions of one customer, 16 under way: as many in a commit as fit, one a commit, each by itself, and beside them how fast the same store takes
/// the very same rows in commits of a hundred, one after another in one partition, as a customer's commits must be. Wake-ups go to memory: only the ledger
/// is measured.
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

    /// <summary>How decisions come into commits.</summary>
    private enum Way
    {
        Grouped,

        /// <summary>One a commit, by the writer that knows its rows and decides ahead.</summary>
        OneACommit,

        /// <summary>No writer for several: each reads what it needs, decides and commits, and then comes the next, so that none loses the head.</summary>
        ByItself,
    }

    private static async Task MeasureAsync(string store, IRecordStore records, RunOptions options, NoteBook book)
    {
        var span = TimeSpan.FromSeconds(options.IsQuick ? 1 : 3);
        await DecisionsAsync(new SampledStore(records), "warm", Way.Grouped, span / 2);
        for (var round = 1; round <= options.Rounds; round++)
        {
            var sampled = new SampledStore(records);
            var (grouped, together) = await DecisionsAsync(sampled, $"grouped-{round}", Way.Grouped, span);
            book.Add(NoteBook.Host, Figures.Grouped(store), grouped);
            book.Add(NoteBook.Host, Figures.DecisionsPerCommit(store), together);
            book.Add(NoteBook.Host, Figures.LedgerRows(store), grouped * (LedgerLoad.RowsOfOne + (1 / together)));
            book.Add(NoteBook.Host, Figures.FullCommits(store), await HundredsAsync(records, sampled.InHundreds($"hundreds-{round}")));
            var single = await DecisionsAsync(new SampledStore(records), $"single-{round}", Way.OneACommit, span);
            book.Add(NoteBook.Host, Figures.OneACommit(store), single.PerSecond);
            var alone = await DecisionsAsync(new SampledStore(records), $"alone-{round}", Way.ByItself, span);
            book.Add(NoteBook.Host, Figures.Ungrouped(store), alone.PerSecond);
        }
    }

    private static async Task<(double PerSecond, double Together)> DecisionsAsync(SampledStore records, string customer, Way way, TimeSpan span)
    {
        var keys = new LedgerKeys(Options.Create(new LedgerOptions { Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) }));
        var queue = new MemoryWorkQueue(TimeProvider.System);
        var chain = new AuditChain(keys);
        Ledger Open() => new(records, queue, new WorkSignal(), chain, TimeProvider.System, NullLogger<Ledger>.Instance);
        Ledger OpenSingle() => new(records, queue, new WorkSignal(), chain, TimeProvider.System, NullLogger<Ledger>.Instance) { MostTogether = 1 };
        var shared = way == Way.Grouped ? Open() : OpenSingle();
        var load = new LedgerLoad(way == Way.ByItself ? OpenSingle : () => shared, new CustomerId(customer));
        var began = Stopwatch.GetTimestamp();
        var perSecond = await load.RunAsync(way == Way.ByItself ? 1 : UnderWay, span);
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
