using BotResponder.Core.People;
using BotResponder.Core.Requests;
using BotResponder.Teams.Activities;

namespace BotResponder.Host.People;

/// <summary>Who speaks, where. Identity is the tenant and the object id of the authenticated activity; a name proves nothing.</summary>
internal static class Speakers
{
    /// <returns>Null for bots, anonymous guests and activities whose tenant is missing or contradictory: they have no rights.</returns>
    public static Person? Of(Activity activity)
    {
        var tenant = activity.From?.TenantId ?? activity.TenantId();
        return activity.From is { AadObjectId: { Length: > 0 } objectId } from && tenant is { Length: > 0 }
            ? new(new(Lower(tenant), Lower(objectId)), string.IsNullOrWhiteSpace(from.Name) ? "Somebody" : from.Name)
            : null;
    }

    /// <summary>The channel or chat, whatever the thread.</summary>
    public static ConversationKey? ConversationOf(Activity activity) =>
        ConversationReference.FromActivity(activity) is { } reference ? new(reference.ChannelOrChatId()) : null;

    /// <summary>The bot ignores other bots, and itself.</summary>
    public static bool IsBot(Activity activity) => activity.From?.Id?.StartsWith("28:", StringComparison.Ordinal) == true;

#pragma warning disable CA1308 // Entra prints ids in lower case, and so do our keys.
    public static string Lower(string id) => id.ToLowerInvariant();
#pragma warning restore CA1308
}
