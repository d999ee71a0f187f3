namespace BotResponder.Host.People;

internal static partial class PeopleLog
{
    [LoggerMessage(1600, LogLevel.Warning, "Activity {Activity} was not heard: {Reason}")]
    public static partial void NotHeard(this ILogger log, string activity, string reason);

    [LoggerMessage(1601, LogLevel.Warning, "The sender of activity {Activity} could not be told that she is not heard")]
    public static partial void OutsiderNotTold(this ILogger log, string activity);

    [LoggerMessage(1602, LogLevel.Critical, "The stored address of a conversation cannot be true and was put aside: row {Partition} / {Row}. Somebody may have changed the store")]
    public static partial void ReferenceQuarantined(this ILogger log, string partition, string row);

    [LoggerMessage(1603, LogLevel.Error, "What the approvers of {Customer} have delegated was not read: what was read before stays on cards, and whoever decides reads again")]
    public static partial void DelegationsNotRead(this ILogger log, Exception exception, BotResponder.Core.Customers.CustomerId customer);
}
