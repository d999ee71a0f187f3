using Microsoft.Extensions.Logging;

namespace BotResponder.Storage;

/// <summary>Event ids 5000 to 5099.</summary>
internal static partial class StorageLog
{
    [LoggerMessage(5000, LogLevel.Information, "Storage file {Path} is open, schema {Schema}")]
    public static partial void FileOpened(this ILogger log, string path, int schema);

    [LoggerMessage(5001, LogLevel.Information, "Storage file {Path} is closed after {Transactions} transactions for {Operations} operations")]
    public static partial void FileClosed(this ILogger log, string path, long transactions, long operations);

    [LoggerMessage(5010, LogLevel.Error, "A transaction of {Operations} operations failed; each caller was told")]
    public static partial void TransactionFailed(this ILogger log, Exception failure, int operations);

    [LoggerMessage(5011, LogLevel.Error, "One operation of a transaction failed and was undone; its neighbours were written")]
    public static partial void OperationFailed(this ILogger log, Exception failure);

    [LoggerMessage(5020, LogLevel.Warning, "Work {Partition} {Row} is parked after {Attempts} attempts: {Reason}")]
    public static partial void WorkParked(this ILogger log, string partition, string row, int attempts, string reason);
}
