namespace BotResponder.Host.Extension;

internal static partial class ExtensionLog
{
    [LoggerMessage(1700, LogLevel.Warning, "Activity {Activity} of the message extension was taken and not carried out: {Code}")]
    public static partial void RespondDropped(this ILogger log, string activity, string code);

    [LoggerMessage(1701, LogLevel.Error, "Activity {Activity} of the message extension was taken and not carried out: the bot can write neither there, nor to the person, nor into the customer's channel")]
    public static partial void RespondHasNoPlace(this ILogger log, string activity);
}
