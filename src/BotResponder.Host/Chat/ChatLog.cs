namespace BotResponder.Host.Chat;

internal static partial class ChatLog
{
    [LoggerMessage(1100, LogLevel.Warning, "The reply to activity {Activity} was not shown: {Answer}")]
    public static partial void ReplyLost(this ILogger log, string activity, string answer);

    [LoggerMessage(1102, LogLevel.Information, "Tap {Verb} not carried out: {Code}")]
    public static partial void TapRefused(this ILogger log, string verb, string code);

    [LoggerMessage(1103, LogLevel.Error, "Tap {Verb}, activity {Activity}, failed")]
    public static partial void TapFailed(this ILogger log, Exception exception, string verb, string activity);

    [LoggerMessage(1104, LogLevel.Information, "{Action} in a conversation of {Type}")]
    public static partial void Installed(this ILogger log, string action, string? type);

    [LoggerMessage(1105, LogLevel.Information, "Activity {Activity} was answered with a problem: {Code}")]
    public static partial void SaidNo(this ILogger log, string code, string activity);
}
