namespace BotResponder.Host.Workers;

internal static partial class WorkersLog
{
    [LoggerMessage(1300, LogLevel.Warning, "The work queue could not be read; trying again")]
    public static partial void QueueNotRead(this ILogger log, Exception exception);

    [LoggerMessage(1301, LogLevel.Warning, "{Row} failed at attempt {Attempt}; again in {Wait}")]
    public static partial void WorkFailed(this ILogger log, Exception exception, string row, int attempt, TimeSpan wait);

    [LoggerMessage(1302, LogLevel.Critical, "{Row} failed {Attempts} times and is parked: somebody must look at it")]
    public static partial void WorkParked(this ILogger log, Exception exception, string row, int attempts);

    [LoggerMessage(1303, LogLevel.Warning, "{Sweeper} failed; the next round finds the same rows")]
    public static partial void SweepFailed(this ILogger log, Exception exception, string sweeper);

    [LoggerMessage(1304, LogLevel.Warning, "{Row} was due and nobody was at it: waking up for it again")]
    public static partial void WokenAgain(this ILogger log, string row);
}
