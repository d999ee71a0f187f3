using BotResponder.Core.Records;
using BotResponder.Host.Inbox;
using Microsoft.Extensions.DependencyInjection;

namespace BotResponder.Journeys.World;

/// <summary>Waits until the bot has handled all that it took over: then what did not happen will not happen.</summary>
public static class Handled
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);

    public static async Task HandledAsync(this JourneyWorld world, CancellationToken cancellationToken)
    {
        var records = world.Services.GetRequiredService<IRecordStore>();
        while (await IsOpenAsync(records, cancellationToken))
        {
            await Task.Delay(Look, TimeProvider.System, cancellationToken);
        }
    }

    private static async Task<bool> IsOpenAsync(IRecordStore records, CancellationToken cancellationToken)
    {
        for (var shard = 0; shard < ActivityInbox.Shards; shard++)
        {
            if ((await records.RangeAsync($"inbox|{shard:x}", "open|", "open}", 1, cancellationToken)).Count > 0)
            {
                return true;
            }
        }

        return false;
    }
}
