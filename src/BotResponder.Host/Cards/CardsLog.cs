using BotResponder.Core.People;
using BotResponder.Core.Requests;

namespace BotResponder.Host.Cards;

internal static partial class CardsLog
{
    [LoggerMessage(1200, LogLevel.Warning, "{Request}: approver {Approver} has no chat with the bot that could be opened; the card in the thread is the only one")]
    public static partial void ApproverNotReached(this ILogger log, RequestId request, PersonId approver);
}
