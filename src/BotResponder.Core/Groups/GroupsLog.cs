using Microsoft.Extensions.Logging;

namespace BotResponder.Core.Groups;

internal static partial class GroupsLog
{
    [LoggerMessage(2700, LogLevel.Error, "Group {Group}, which holds roles, cannot be read: {Code}. {Sentence}")]
    public static partial void GroupRefused(this ILogger log, GroupId group, string code, string sentence);

    [LoggerMessage(2701, LogLevel.Error, "Group {Group}, which holds roles, was not read")]
    public static partial void GroupNotRead(this ILogger log, Exception exception, GroupId group);
}
