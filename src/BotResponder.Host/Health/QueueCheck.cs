using System.Globalization;
using System.Text.Json;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Records;
using BotResponder.Core.Work;
using BotResponder.Host.Workers;
using Microsoft.Extensions.Options;

namespace BotResponder.Host.Health;

/// <summary>Whether the queue moves: a piece of work that does nothing is put in, and a running bot takes it away.</summary>
/// <remarks>Where no bot runs the check takes one item itself; when that is real work it is given back at once.</remarks>
internal sealed class QueueCheck(IRecordStore records, IWorkQueue queue, IOptions<WorkOptions> options, TimeProvider time)
{
    private const string What = "queue";
    private const string Partition = "check|queue";

    /// <summary>How long a running bot has time to take it.</summary>
    private TimeSpan Patience => TimeSpan.FromSeconds(1) + (4 * options.Value.Look);

    public async Task<CheckLine> RunAsync(CancellationToken cancellationToken)
    {
        var entry = new OutboxEntry(WorkKind.Probe, new(Guid.NewGuid().ToString("N")), 0, time.GetUtcNow());
        var key = new RecordKey(Partition, LedgerRows.Outbox(entry.Id));
        await records.CommitAsync([new RecordWrite.Insert(key, JsonSerializer.Serialize(entry, WorkJson.Default.OutboxEntry))], cancellationToken);
        try
        {
            var begun = time.GetTimestamp();
            await queue.EnqueueAsync(new(key.Partition, key.Row), TimeSpan.Zero, cancellationToken);
            while (time.GetElapsedTime(begun) < Patience)
            {
                if (await records.FindAsync(key, cancellationToken) is null)
                {
                    var seconds = time.GetElapsedTime(begun).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
                    return CheckLine.Ok(What, $"A running bot took the probe after {seconds} s. {await DepthAsync(cancellationToken)}");
                }

                await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellationToken);
            }
        }
        finally
        {
            await records.CommitAsync([new RecordWrite.Delete(key, null)], CancellationToken.None);
        }

        return await TakeOneAsync(key, cancellationToken);
    }

    private async Task<CheckLine> TakeOneAsync(RecordKey key, CancellationToken cancellationToken)
    {
        if (await queue.LeaseAsync(1, options.Value.Lease, cancellationToken) is not [var taken])
        {
            return CheckLine.Ok(What, $"The probe was taken just now. {await DepthAsync(cancellationToken)}");
        }

        if (taken.Item.Row == key.Row)
        {
            await queue.CompleteAsync(taken, CancellationToken.None);
            return CheckLine.Ok(What, $"Items go in and come out. No bot is running. {await DepthAsync(cancellationToken)}");
        }

        await queue.ReleaseAsync(taken, TimeSpan.Zero, CancellationToken.None);
        return CheckLine.Warning(What, $"Work is due and no bot takes it. Start the bot; if it runs, look into its log. {await DepthAsync(cancellationToken)}");
    }

    private async Task<string> DepthAsync(CancellationToken cancellationToken)
    {
        var depth = await queue.DepthAsync(cancellationToken);
        var dead = depth.Parked == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {depth.Parked} dead letter(s)");
        return string.Create(CultureInfo.InvariantCulture, $"Depth: {depth.Waiting} waiting, {depth.Leased} being done{dead}.");
    }
}
