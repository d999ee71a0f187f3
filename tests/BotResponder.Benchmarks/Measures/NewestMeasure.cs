using System.Diagnostics;
using System.Security.Cryptography;
using BotResponder.Benchmarks.Report;
using BotResponder.Core.Audit;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Records;
using BotResponder.Storage.Azure;
using BotResponder.Storage.Sqlite;
using BotResponder.Storage.Tests.Azurite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BotResponder.Benchmarks.Measures;

/// <summary>What <c>audit</c> reads, behind trails of growing length. The emulator scans a partition for every range, so there requests and rows are counted.</summary>
internal static class NewestMeasure
{
    private const int Newest = 50;

    public static async Task RunAsync(string folder, RunOptions options, NoteBook book)
    {
        using (var file = SqliteFile.Open(Path.Combine(folder, "audit.db"), NullLogger.Instance))
        {
            var records = new SqliteRecordStore(file);
            var writer = Writer(records);
            await ForEachAsync(writer, options.IsQuick ? [1_000, 10_000] : [1_000, 10_000, 100_000, 1_000_000], async entries =>
                book.Add(NoteBook.Host, Figures.AuditNewest(entries), await MedianAsync(new AuditTrail(records), writer.Customer, options.Scale(2000))));
        }

        await using var azurite = await AzuriteServer.StartAsync(CancellationToken.None);
        using var transport = new CountingTransport();
        await CountAsync(azurite, transport, book);
    }

    private static async Task CountAsync(AzuriteServer azurite, CountingTransport transport, NoteBook book)
    {
        var account = new AzureAccount(new AzureStorageOptions { ConnectionString = azurite.ConnectionString }, transport: transport);
        var records = new TableRecordStore(account, TimeProvider.System, NullLogger<TableRecordStore>.Instance);
        var writer = Writer(records);
        await ForEachAsync(writer, [1_000, 10_000], async entries =>
        {
            transport.Restart();
            await ReadAsync(new AuditTrail(records), writer.Customer);
            book.Add(NoteBook.Host, Figures.NewestRequests(entries), transport.Requests);
            book.Add(NoteBook.Host, Figures.NewestRows(entries), transport.Rows);
        });
    }

    private static TrailWriter Writer(IRecordStore records)
    {
        var keys = new LedgerKeys(Options.Create(new LedgerOptions { Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) }));
        return new(records, new AuditChain(keys), new CustomerId("audit"));
    }

    private static async Task ForEachAsync(TrailWriter writer, int[] lengths, Func<int, Task> measureAsync)
    {
        foreach (var entries in lengths)
        {
            await writer.GrowToAsync(entries);
            await measureAsync(entries);
        }
    }

    private static async Task<double> MedianAsync(AuditTrail trail, CustomerId customer, int times)
    {
        var taken = new double[times];
        for (var index = -times / 4; index < times; index++)
        {
            var began = Stopwatch.GetTimestamp();
            await ReadAsync(trail, customer);

            // The first fourth warms the pages that the growth has pushed out, and is not noted.
            if (index >= 0)
            {
                taken[index] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            }
        }

        return NoteBook.Quantile(taken, 0.5);
    }

    private static async Task ReadAsync(AuditTrail trail, CustomerId customer)
    {
        if ((await trail.NewestAsync(customer, Newest, CancellationToken.None)).Count != Newest)
        {
            throw new InvalidOperationException($"The trail did not show its newest {Newest}.");
        }
    }
}
