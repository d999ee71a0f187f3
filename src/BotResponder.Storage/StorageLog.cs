using Microsoft.Extensions.Logging;

namespace BotResponder.Storage;

/// <summary>Event ids 5000 to 5099.</summary>
internal static partial class StorageLog
{
    [LoggerMessage(5000, LogLevel.Information, "Storage file {Path} is open, schema {Schema}")]
    public static partial void FileOpened(this ILogger log, string path, int schema);

    [LoggerMessage(5001, LogLevel.Information, "Storage file {Path} is closed after {Transactions} transactions for {Operations} operations")]
    public static partial void FileClosed(this ILogger log, string path, long transactions, long operations);

    [LoggerMessage(5002, LogLevel.Information, "Storage table {Table} of account {Account} is open, schema {Schema}")]
    public static partial void TableOpened(this ILogger log, string account, string table, int schema);

    [LoggerMessage(5010, LogLevel.Error, "A transaction of {Operations} operations failed; each caller was told")]
    public static partial void TransactionFailed(this ILogger log, Exception failure, int operations);

    [LoggerMessage(5011, LogLevel.Error, "One operation of a transaction failed and was undone; its neighbours were written")]
    public static partial void OperationFailed(this ILogger log, Exception failure);

    [LoggerMessage(5020, LogLevel.Warning, "Work {Partition} {Row} is parked after {Attempts} attempts: {Reason}")]
    public static partial void WorkParked(this ILogger log, string partition, string row, int attempts, string reason);

    [LoggerMessage(5021, LogLevel.Warning, "Queue message {Message} is not a work item; it is parked as it is")]
    public static partial void MessageNotUnderstood(this ILogger log, string message);

    [LoggerMessage(5030, LogLevel.Warning, "No clear answer to commit {Commit} in {Partition}, sending {Sending}; it is looked up before it is sent again")]
    public static partial void CommitAnswerLost(this ILogger log, Exception failure, Guid commit, string partition, int sending);
}
