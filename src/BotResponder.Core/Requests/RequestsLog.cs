using BotResponder.Core.Actions;
using Microsoft.Extensions.Logging;

namespace BotResponder.Core.Requests;

internal static partial class RequestsLog
{
    [LoggerMessage(2100, LogLevel.Information, "{Request} submitted: {Action}, {State}")]
    public static partial void RequestSubmitted(this ILogger log, RequestId request, ActionId action, RequestState state);

    [LoggerMessage(2101, LogLevel.Information, "{Action} refused: {Code}, activity {Activity}")]
    public static partial void RequestRefused(this ILogger log, ActionId action, string code, string activity);

    [LoggerMessage(2102, LogLevel.Information, "{Request} reviewed, approves={Approves}, now {State}")]
    public static partial void RequestReviewed(this ILogger log, RequestId request, bool approves, RequestState state);

    [LoggerMessage(2103, LogLevel.Information, "{Request} not changed: {Code}, activity {Activity}")]
    public static partial void AttemptRefused(this ILogger log, RequestId request, string code, string? activity);

    [LoggerMessage(2104, LogLevel.Error, "{Request} does not match its binding: the stored row was changed behind the bot")]
    public static partial void BindingBroken(this ILogger log, RequestId request);

    [LoggerMessage(2105, LogLevel.Information, "{Request} operation {Operation}: {Step}, now {State}")]
    public static partial void OperationMoved(this ILogger log, RequestId request, int operation, string step, RequestState state);
}
