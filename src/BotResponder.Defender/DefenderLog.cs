using BotResponder.Core.Customers;
using Microsoft.Extensions.Logging;

namespace BotResponder.Defender;

/// <summary>Ids, states and codes only. Never a token, a comment or Microsoft's free text.</summary>
internal static partial class DefenderLog
{
    [LoggerMessage(3000, LogLevel.Information, "Defender accepted {Kind} for {Customer} as machine action {Action}")]
    public static partial void ActionAccepted(this ILogger log, string kind, CustomerId customer, string action);

    [LoggerMessage(3001, LogLevel.Information, "Machine action {Action} for {Customer} was ours already and is adopted")]
    public static partial void ActionAdopted(this ILogger log, string action, CustomerId customer);

    [LoggerMessage(3002, LogLevel.Warning, "{Service} answered {Status} {ErrorCode} for {Customer}, Microsoft's correlation {Correlation}")]
    public static partial void CallRefused(this ILogger log, string service, int status, string errorCode, CustomerId customer, string correlation);

    [LoggerMessage(3003, LogLevel.Warning, "{Service} gave no usable answer for {Customer}, write={IsWrite}")]
    public static partial void CallFailed(this ILogger log, Exception exception, string service, CustomerId customer, bool isWrite);

    [LoggerMessage(3004, LogLevel.Error, "{Service} answered for {Customer} with something unreadable, write={IsWrite}")]
    public static partial void AnswerUnreadable(this ILogger log, string service, CustomerId customer, bool isWrite);

    [LoggerMessage(3005, LogLevel.Information, "The link of the package of machine action {Action} for {Customer} was handed out")]
    public static partial void PackageLinkGiven(this ILogger log, string action, CustomerId customer);

    [LoggerMessage(3010, LogLevel.Warning, "No token for {Customer}: Entra answered {ErrorCode}")]
    public static partial void TokenRefused(this ILogger log, CustomerId customer, string errorCode);

    [LoggerMessage(3011, LogLevel.Critical, "A token that was asked for {Customer} belongs to another tenant. It was not used")]
    public static partial void TokenOfAnotherTenant(this ILogger log, CustomerId customer);

    [LoggerMessage(3020, LogLevel.Information, "The isolation state of a device of {Customer} could not be hunted: {ProblemCode}")]
    public static partial void HuntingSkipped(this ILogger log, CustomerId customer, string problemCode);

    [LoggerMessage(3030, LogLevel.Warning, "{Service} failed {Failures} times in a row for {Customer}: the bot now only tries now and then")]
    public static partial void CircuitOpened(this ILogger log, string service, CustomerId customer, int failures);

    [LoggerMessage(3031, LogLevel.Information, "{Service} answers again for {Customer}")]
    public static partial void CircuitClosed(this ILogger log, string service, CustomerId customer);
}
