using Microsoft.Extensions.Logging;

namespace BotResponder.Teams;

/// <summary>Event ids 4000 to 4099. Ids, states and reasons; never tokens, message text or card payloads.</summary>
internal static partial class TeamsLog
{
    [LoggerMessage(4000, LogLevel.Warning, "Request refused with {Status}: {Reason}")]
    public static partial void RequestRefused(this ILogger log, int status, string reason);

    [LoggerMessage(4001, LogLevel.Warning, "Request rejected with {Status}: {Reason}")]
    public static partial void RequestRejected(this ILogger log, int status, string reason);

    [LoggerMessage(4002, LogLevel.Error, "Activity {ActivityId} of type {Type} could not be accepted; Teams will send it again")]
    public static partial void AcceptFailed(this ILogger log, Exception exception, string type, string? activityId);

    [LoggerMessage(4003, LogLevel.Error, "Invoke {Name} {ActivityId} failed")]
    public static partial void InvokeFailed(this ILogger log, Exception exception, string? name, string? activityId);

    [LoggerMessage(4004, LogLevel.Warning, "Invoke {Name} {ActivityId} was answered before it was finished")]
    public static partial void InvokeSlow(this ILogger log, string? name, string? activityId);

    [LoggerMessage(4010, LogLevel.Critical, "Activities are taken WITHOUT any token, from this machine only. Never use this outside development.")]
    public static partial void UnauthenticatedLoopback(this ILogger log);

    [LoggerMessage(4020, LogLevel.Warning, "No call was made: the service URL's host is not on the list ({Operation})")]
    public static partial void ServiceUrlNotAllowed(this ILogger log, string operation);

    [LoggerMessage(4021, LogLevel.Warning, "Teams answered {Operation} with {Status} {Code}, correlation {Correlation}")]
    public static partial void ConnectorRefused(this ILogger log, string operation, int status, string code, string? correlation);

    [LoggerMessage(4022, LogLevel.Warning, "{Operation} did not get an answer: {Code}")]
    public static partial void ConnectorUnreachable(this ILogger log, Exception exception, string operation, string code);
}
