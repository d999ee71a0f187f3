using System.Text.Json;
using BotResponder.Core.Ledgers;
using BotResponder.Core.People;
using BotResponder.Core.Results;

namespace BotResponder.Core.Requests;

/// <summary>Somebody's answer to a request, by card or by words.</summary>
/// <param name="Conversation">Where it was tapped or typed: only conversations that show the request count.</param>
public sealed record Tap(RequestId Request, Person Person, ConversationKey Conversation, string ActivityId);

/// <summary>What every tap goes through first: the request exists, belongs to this conversation, and its time is not over.</summary>
public static class RequestTaps
{
    /// <summary>The same answer for "not there" and "not yours".</summary>
    public static Problem Unknown { get; } = new Problem.NotFound("I do not know that request here. Type pending to see what is open.");

    /// <returns>The loaded request, or the decision that refuses the tap (and closes the request when its time is over).</returns>
    internal static async ValueTask<(RequestChange Change, Decision<ResponseRequest>? Refused)> OpenAsync(
        ILedgerView view, Tap tap, string attempt, CancellationToken cancellationToken)
    {
        var change = await RequestChange.LoadAsync(view, tap.Request, cancellationToken);
        if (change.Request is not { } request)
        {
            return (change, Decision<ResponseRequest>.Nothing(Unknown));
        }

        var sent = await view.FindAsync(LedgerRows.Sent(tap.Request), cancellationToken);
        var copies = sent is null ? SentCards.None : JsonSerializer.Deserialize(sent, RequestJson.Default.SentCards)!;
        if (tap.Conversation != request.Asked.Conversation && !copies.Shows(tap.Conversation))
        {
            return (change, change.Refuse(Unknown, tap.Person, $"{attempt}, in a conversation that does not show it", tap.ActivityId));
        }

        if (request.State == RequestState.Pending && view.Now >= request.ExpiresAt)
        {
            change.Apply("request.expired", Bot.Person, "Nobody answered in time", new RequestEvent.Lapsed());
            var problem = new Problem.Conflict($"{request.Code} expired before you answered. Nothing was done; ask again if it is still needed.");
            return (change, await change.DecideAsync(cancellationToken) with { Answer = problem });
        }

        return (change, null);
    }
}
