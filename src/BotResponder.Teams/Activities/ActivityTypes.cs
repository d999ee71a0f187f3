namespace BotResponder.Teams.Activities;

/// <summary>The activity types that are handed to <see cref="Hosting.IActivityHandler"/>. All others are answered with 200 and dropped.</summary>
public static class ActivityTypes
{
    public const string Message = "message";
    public const string ConversationUpdate = "conversationUpdate";
    public const string InstallationUpdate = "installationUpdate";
    public const string MessageReaction = "messageReaction";
    public const string MessageUpdate = "messageUpdate";
    public const string MessageDelete = "messageDelete";
    public const string Invoke = "invoke";

    internal static bool IsAccepted(string type) =>
        type is Message or ConversationUpdate or InstallationUpdate or MessageReaction or MessageUpdate or MessageDelete;
}

/// <summary>The invokes that are handed on. All others are answered with 501, as the Bot Framework does.</summary>
public static class InvokeNames
{
    /// <summary>Somebody tapped an Action.Execute, or Teams refreshed the card by itself.</summary>
    public const string CardAction = "adaptiveCard/action";

    /// <summary>Somebody types into a choice set that asks the bot for choices.</summary>
    public const string Search = "application/search";

    /// <summary>Somebody searches in the message extension.</summary>
    public const string ExtensionQuery = "composeExtension/query";

    /// <summary>Somebody began an action of the message extension: opens its dialog.</summary>
    public const string ExtensionFetch = "composeExtension/fetchTask";

    /// <summary>Somebody goes on in that dialog.</summary>
    public const string ExtensionSubmit = "composeExtension/submitAction";

    internal static bool IsKnown(string? name) => name is CardAction or Search or ExtensionQuery or ExtensionFetch or ExtensionSubmit;
}

public static class ChannelIds
{
    /// <summary>The only channel served. Web Chat and Direct Line let a client choose its own "from", so they are refused.</summary>
    public const string Teams = "msteams";
}
