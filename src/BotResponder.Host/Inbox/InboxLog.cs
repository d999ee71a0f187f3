namespace BotResponder.Host.Inbox;

internal static partial class InboxLog
{
    [LoggerMessage(1000, LogLevel.Error, "Turn of activity {Activity} failed; it is started again")]
    public static partial void TurnFailed(this ILogger log, Exception exception, string activity);

    [LoggerMessage(1002, LogLevel.Error, "Turn of activity {Activity} failed again and again and is given up")]
    public static partial void TurnGivenUp(this ILogger log, string activity);

    [LoggerMessage(1003, LogLevel.Warning, "Turn of activity {Activity} was left unfinished and is started again")]
    public static partial void TurnStartedAgain(this ILogger log, string activity);

    [LoggerMessage(1004, LogLevel.Information, "Activity {Activity} came again and was not taken twice")]
    public static partial void CameAgain(this ILogger log, string activity);

}
