namespace BotResponder.Host.Inbox;

internal static partial class InboxLog
{
    [LoggerMessage(1000, LogLevel.Error, "Turn of activity {Activity} failed in run {Run}; again in {Wait}")]
    public static partial void TurnFailed(this ILogger log, Exception exception, string activity, int run, TimeSpan wait);

    [LoggerMessage(1001, LogLevel.Error, "That turn {Activity} failed could not be written down; the sweeper begins it again")]
    public static partial void FailureNotNoted(this ILogger log, Exception exception, string activity);

    [LoggerMessage(1002, LogLevel.Critical, "Turn of activity {Activity} failed {Runs} times and is parked: look at it, then bring it back with `BotResponder.Host -- unpark`")]
    public static partial void TurnParked(this ILogger log, string activity, int runs);

    [LoggerMessage(1003, LogLevel.Warning, "Turn of activity {Activity} was left unfinished and is started again, run {Run}")]
    public static partial void TurnStartedAgain(this ILogger log, string activity, int run);

    [LoggerMessage(1004, LogLevel.Information, "Activity {Activity} came again and was not taken twice")]
    public static partial void CameAgain(this ILogger log, string activity);

    [LoggerMessage(1005, LogLevel.Warning, "The sender of activity {Activity} could not be told that it is parked: {Answer}")]
    public static partial void SenderNotTold(this ILogger log, string activity, string answer);

    [LoggerMessage(1006, LogLevel.Warning, "Tenant {Tenant} has too many turns waiting; the rest stay in the inbox until there is room")]
    public static partial void TenantIsFull(this ILogger log, string tenant);

    [LoggerMessage(1007, LogLevel.Information, "{Type} from tenant {Tenant}, which is no customer's: neutral answer, nothing kept")]
    public static partial void UnknownTenant(this ILogger log, string type, string? tenant);

    [LoggerMessage(1008, LogLevel.Warning, "The neutral answer to a tenant that is no customer's was not shown: {Answer}")]
    public static partial void StrangerNotTold(this ILogger log, string answer);
}
