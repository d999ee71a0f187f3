using BotResponder.Teams.Activities;

namespace BotResponder.Host.Inbox;

/// <summary>Starts again what a crash or a failed turn left in the inbox, and forgets what was handled long ago.</summary>
internal sealed class InboxSweeper(ActivityInbox inbox, TurnRunner turns, TimeProvider time, ILogger<InboxSweeper> log) : BackgroundService
{
    private const int Page = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>Longer than a turn takes, so that nothing is started twice beside another replica that is at it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A turn that failed this long is given up: its sender has long asked again.</summary>
    private static readonly TimeSpan GiveUp = TimeSpan.FromMinutes(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        do
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
#pragma warning disable CA1031 // The store may be away for a moment; the next round finds the same rows.
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                log.SweepFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        for (var shard = 0; shard < ActivityInbox.Shards; shard++)
        {
            string? after = null;
            IReadOnlyList<(Core.Records.StoredRecord Row, InboxEntry Entry)> page;
            do
            {
                page = await inbox.ListAsync(shard, after, Page, cancellationToken);
                foreach (var (row, entry) in page)
                {
                    await SweepAsync(row, entry, cancellationToken);
                }

                after = page.Count == 0 ? after : page[^1].Row.Key.Row;
            }
            while (page.Count == Page);
        }
    }

    private async Task SweepAsync(Core.Records.StoredRecord row, InboxEntry entry, CancellationToken cancellationToken)
    {
        var age = time.GetUtcNow() - entry.ReceivedAt;
        switch (entry.Activity)
        {
            case null when age > ActivityInbox.Memory:
                await inbox.ForgetAsync(row, cancellationToken);
                break;
            case Activity lost when age > GiveUp:
                log.TurnGivenUp(lost.Id ?? "-");
                await inbox.HandledAsync(row.Key, cancellationToken);
                break;
            case Activity waiting when age > Patience:
                log.TurnStartedAgain(waiting.Id ?? "-");
                turns.Start(row.Key, waiting);
                break;
            default:
                break;
        }
    }
}
