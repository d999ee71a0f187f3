using BotResponder.Core.Requests;

namespace BotResponder.Host.Workers;

internal static partial class WorkersLog
{
    [LoggerMessage(1300, LogLevel.Warning, "The work queue could not be reached; trying again")]
    public static partial void QueueNotReached(this ILogger log, Exception exception);

    [LoggerMessage(1301, LogLevel.Warning, "{Row} failed in run {Run}; again in {Wait}")]
    public static partial void WorkFailed(this ILogger log, Exception exception, string row, int run, TimeSpan wait);

    [LoggerMessage(1302, LogLevel.Critical, "{Row} failed {Runs} times ({Reason}) and is parked: look at it, then bring it back with `BotResponder.Host -- unpark`")]
    public static partial void WorkParked(this ILogger log, string row, int runs, string reason);

    [LoggerMessage(1303, LogLevel.Warning, "{Sweeper} failed; the next round finds the same rows")]
    public static partial void SweepFailed(this ILogger log, Exception exception, string sweeper);

    [LoggerMessage(1304, LogLevel.Warning, "{Row} was due and nobody was at it: waking up for it again")]
    public static partial void WokenAgain(this ILogger log, string row);

    [LoggerMessage(1305, LogLevel.Warning, "{Row} took so long that its lease was lost; somebody else may be at it too, which does no harm")]
    public static partial void LeaseLost(this ILogger log, string row);

    [LoggerMessage(1306, LogLevel.Warning, "That {Row} failed could not be written down; it comes again all the same")]
    public static partial void FailureNotNoted(this ILogger log, Exception exception, string row);

    [LoggerMessage(1307, LogLevel.Critical, "{Row} failed {Runs} times ({Reason}) and is given up: nobody in the conversation knows that work is parked")]
    public static partial void AlarmGivenUp(this ILogger log, string row, int runs, string reason);

    [LoggerMessage(1308, LogLevel.Error, "The conversation of {Request} could not be told that work is parked: {Answer}")]
    public static partial void AlarmLost(this ILogger log, RequestId request, string answer);

    [LoggerMessage(1309, LogLevel.Warning, "The clock was set back by {Jump}: what waits for Microsoft is moved along with it, what expires waits for the clock")]
    public static partial void ClockSetBack(this ILogger log, TimeSpan jump);

    [LoggerMessage(1310, LogLevel.Warning, "{Request}: {Person} could not be told in a chat of her own; what stands in the conversation is for her too")]
    public static partial void PersonNotTold(this ILogger log, RequestId request, BotResponder.Core.People.PersonId person);
}
