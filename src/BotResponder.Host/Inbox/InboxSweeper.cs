using BotResponder.Core.Records;
using BotResponder.Host.Workers;

namespace BotResponder.Host.Inbox;

/// <summary>Starts again what a crash or a failed turn left in the inbox, and forgets what was handled long ago.</summary>
internal sealed class InboxSweeper(ActivityInbox inbox, TurnRunner turns, TimeProvider time, ILogger<InboxSweeper> log)
    : Sweeper(TimeSpan.FromSeconds(30), time, log)
{
    private const int Page = 200;

    /// <summary>Longer than a turn takes, so that nothing is started twice beside another replica that is at it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A turn that failed this long is given up: its sender has long asked again.</summary>
    private static readonly TimeSpan GiveUp = TimeSpan.FromMinutes(30);

    /// <summary>How often old marks are forgotten; they are read whole for it.</summary>
    private static readonly TimeSpan Forgetting = TimeSpan.FromMinutes(10);

    private DateTimeOffset _forgetAt;

    protected override async Task SweepAsync(CancellationToken cancellationToken)
    {
        var forgets = Time.GetUtcNow() >= _forgetAt;
        for (var shard = 0; shard < ActivityInbox.Shards; shard++)
        {
            foreach (var (key, entry) in await inbox.ListOpenAsync(shard, Page, cancellationToken))
            {
                await SweepAsync(key, entry, cancellationToken);
            }

            if (forgets)
            {
                await inbox.ForgetAsync(shard, cancellationToken);
            }
        }

        _forgetAt = forgets ? Time.GetUtcNow() + Forgetting : _forgetAt;
    }

    private async Task SweepAsync(RecordKey key, InboxEntry entry, CancellationToken cancellationToken)
    {
        var age = Time.GetUtcNow() - entry.ReceivedAt;
        if (age > GiveUp)
        {
            Log.TurnGivenUp(entry.Activity.Id ?? "-");
            await inbox.HandledAsync(key, cancellationToken);
        }
        else if (age > Patience)
        {
            Log.TurnStartedAgain(entry.Activity.Id ?? "-");
            turns.Start(key, entry.Activity);
        }
    }
}
