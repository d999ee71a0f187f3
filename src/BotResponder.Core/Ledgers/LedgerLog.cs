using Microsoft.Extensions.Logging;

namespace BotResponder.Core.Ledgers;

internal static partial class LedgerLog
{
    [LoggerMessage(2000, LogLevel.Warning, "Committing {Decisions} decision(s) of {Partition} failed: nothing of them is certain, their callers are told")]
    public static partial void CommitFailed(this ILogger log, Exception exception, string partition, int decisions);

    [LoggerMessage(2001, LogLevel.Debug, "Another process was faster for {Partition}, round {Round}: deciding again")]
    public static partial void LostTheHead(this ILogger log, string partition, int round);

    [LoggerMessage(2003, LogLevel.Error, "The chain head of {Partition} was not written by a holder of the key: verify the audit trail")]
    public static partial void SealBroken(this ILogger log, string partition);

    [LoggerMessage(2002, LogLevel.Warning, "{Count} wake-up(s) for {Partition} could not be sent: the sweeper will")]
    public static partial void WakeUpLost(this ILogger log, Exception exception, string partition, int count);
}
