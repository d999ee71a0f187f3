using BotResponder.Core.People;
using BotResponder.Core.Requests;

namespace BotResponder.Host.Cards;

internal static partial class CardsLog
{
    [LoggerMessage(1200, LogLevel.Warning, "{Request}: approver {Approver} has no chat with the bot that could be opened; the card in the thread is the only one")]
    public static partial void ApproverNotReached(this ILogger log, RequestId request, PersonId approver);

    [LoggerMessage(1201, LogLevel.Information, "{Request}: the card {Activity} was not remembered and is now")]
    public static partial void CardAdopted(this ILogger log, RequestId request, string activity);

    [LoggerMessage(1202, LogLevel.Warning, "{Request}: a card that somebody looks at could not be remembered; the next look tries again")]
    public static partial void CardNotAdopted(this ILogger log, Exception exception, RequestId request);

    [LoggerMessage(1203, LogLevel.Warning, "Nothing is written into {Conversation} any more until the bot is added or spoken to again: {Code}")]
    public static partial void ChatMuted(this ILogger log, string conversation, string code);

    [LoggerMessage(1204, LogLevel.Information, "The bot may write into {Conversation} again")]
    public static partial void ChatHeard(this ILogger log, string conversation);
}
