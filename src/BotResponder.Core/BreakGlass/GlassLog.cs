using BotResponder.Core.Requests;
using Microsoft.Extensions.Logging;

namespace BotResponder.Core.BreakGlass;

internal static partial class GlassLog
{
    [LoggerMessage(2800, LogLevel.Warning, "{Request}: a broken glass was reviewed, right={IsRight}, all have={IsReviewed}")]
    public static partial void GlassReviewed(this ILogger log, RequestId request, bool isRight, bool isReviewed);

    [LoggerMessage(2801, LogLevel.Information, "{Request}: a review of a broken glass was not counted: {Code}, activity {Activity}")]
    public static partial void GlassNotReviewed(this ILogger log, RequestId request, string code, string? activity);
}
