using BotResponder.Host.Workers;
using BotResponder.Teams.Activities;
using Microsoft.Extensions.Options;

namespace BotResponder.Host.Inbox;

/// <summary>Runs one turn, and decides what follows when it fails.</summary>
internal sealed class TurnRun(ActivityInbox inbox, TurnHandler handle, TurnParking parking, IOptions<WorkOptions> options, TimeProvider time)
{
    /// <summary>Never throws: the one catch of a turn stands here.</summary>
    /// <returns>The next run and the wait before it; null when there is none, or the sweeper sees to it.</returns>
    public async Task<(InboxItem Next, TimeSpan Wait)?> RunAsync(InboxItem item)
    {
        try
        {
            await handle(item.Entry.Activity, CancellationToken.None);
            await inbox.HandledAsync(item.Key, CancellationToken.None);
            return null;
        }
#pragma warning disable CA1031 // It stays in the inbox unhandled, is tried again a few times, and then parked.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return await FailedAsync(item, exception);
        }
    }

    private async Task<(InboxItem Next, TimeSpan Wait)?> FailedAsync(InboxItem item, Exception exception)
    {
        try
        {
            if (await parking.TryParkAsync(item))
            {
                return null;
            }

            var wait = options.Value.Backoff(item.Entry.Runs);
            parking.Log.TurnFailed(exception, item.Entry.Activity.Id ?? "-", item.Entry.Runs, wait);
            var until = time.GetUtcNow() + wait + options.Value.TurnPatience;
            return await inbox.BeginAgainAsync(item, until, CancellationToken.None) is { } next ? (next, wait) : null;
        }
#pragma warning disable CA1031 // The store may be away: the row says what it said before.
        catch (Exception again)
#pragma warning restore CA1031
        {
            parking.Log.FailureNotNoted(again, item.Entry.Activity.Id ?? "-");
            return null;
        }
    }
}

/// <summary>One turn. Whatever it does knows when it has been done already: it may be run again.</summary>
internal delegate Task TurnHandler(Activity activity, CancellationToken cancellationToken);
