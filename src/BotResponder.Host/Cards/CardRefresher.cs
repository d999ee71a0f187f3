using System.Collections.Immutable;
using System.Text.Json;
using BotResponder.Core.Requests;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Connector;

namespace BotResponder.Host.Cards;

/// <summary>Keeps every copy of a request's card true: sends the first ones, and renders all of them again whenever the request has changed.</summary>
internal sealed class CardRefresher(SentCardBook sent, RequestBook requests, RequestCards cards, CardPlaces places, ConnectorClient connector)
{
    /// <summary>Safe to call as often as one likes for the same change; one caller at a time for one request.</summary>
    /// <exception cref="CardsBehindException">A copy could not be brought up to date now: call again.</exception>
    /// <remarks>Another replica may draw the same request at the same time, newer than this one does: whoever has drawn looks whether it still is so.</remarks>
    public async Task RefreshAsync(RequestId id, CancellationToken cancellationToken)
    {
        var drawn = "";
        while (await requests.FindAsync(id, cancellationToken) is { } request && JsonSerializer.Serialize(request, RequestJson.Default.ResponseRequest) is var now && now != drawn)
        {
            await DrawAsync(request, cancellationToken);
            drawn = now;
        }
    }

    /// <summary>Shows the request once more, in another place; that copy is kept true like the others.</summary>
    public async Task AddCopyAsync(ResponseRequest request, ConversationReference place, CancellationToken cancellationToken)
    {
        var known = (await sent.FindAsync(request, cancellationToken))?.Cards ?? await PlanAsync(request, cancellationToken);
        if (await connector.SendAsync(place, Render(request, known.Viewers), null, cancellationToken) is ConnectorAnswer<string>.Done { Value: var activityId })
        {
            var copy = new CardCopy(new(place.ChannelOrChatId()), activityId);
            await sent.AddAsync(request, copy, [copy.Conversation], cancellationToken);
        }
    }

    /// <summary>Remembers a copy that somebody has in sight, and brings it up to date.</summary>
    /// <returns>False when it was known already.</returns>
    public async Task<bool> AdoptAsync(RequestId id, CardCopy copy, CancellationToken cancellationToken)
    {
        if (await requests.FindAsync(id, cancellationToken) is not { } request
            || await sent.FindAsync(request, cancellationToken) is not { } known || known.Cards.Has(copy))
        {
            return false;
        }

        await sent.AddAsync(request, copy, [], cancellationToken);
        return true;
    }

    private async Task DrawAsync(ResponseRequest request, CancellationToken cancellationToken)
    {
        var known = (await sent.FindAsync(request, cancellationToken))?.Cards ?? await PlanAsync(request, cancellationToken);
        var message = Render(request, known.Viewers);
        var shown = await Task.WhenAll(known.Copies.Select(copy => ShowAsync(request, copy, message, cancellationToken)));
        if (shown.Where((each, index) => each.Copy != known.Copies[index]).Any())
        {
            await sent.ChangeAsync(request, current => current.Learn(known.Copies, [.. shown.Select(each => each.Copy)]), [], cancellationToken);
        }

        if (shown.Any(each => each.HasFailed))
        {
            throw new CardsBehindException(request.Id);
        }
    }

    /// <summary>Written before anything is sent: from then on a tap in these conversations belongs to the request, and its code is known there.</summary>
    private async Task<SentCards> PlanAsync(ResponseRequest request, CancellationToken cancellationToken)
    {
        ImmutableArray<ConversationKey> conversations = [request.Asked.Conversation, .. await places.OfApproversAsync(request, cancellationToken)];
        var copies = conversations.Distinct().Select(conversation => new CardCopy(conversation, ActivityId: null));
        var plan = new SentCards([.. copies]) { Viewers = await places.ViewersAsync(request, cancellationToken) };
        return await sent.ChangeAsync(request, current => current.Copies.IsEmpty ? plan : current, conversations, cancellationToken);
    }

    private async Task<(CardCopy Copy, bool HasFailed)> ShowAsync(ResponseRequest request, CardCopy copy, OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (copy.IsLost || await places.FindAsync(request, copy.Conversation, cancellationToken) is not { } place)
        {
            return (copy with { IsLost = true }, false);
        }

        var answer = copy.ActivityId is { } activityId
            ? await connector.UpdateAsync(place, activityId, message, cancellationToken)
            : await connector.SendAsync(place, message, null, cancellationToken);
        return answer switch
        {
            ConnectorAnswer<string>.Done { Value: var id } => (copy with { ActivityId = id }, false),
            ConnectorAnswer<string>.Gone when copy.ActivityId is not null => await ShowAsync(request, copy with { ActivityId = null }, message, cancellationToken),
            ConnectorAnswer<string>.Gone or ConnectorAnswer<string>.Blocked or ConnectorAnswer<string>.TooLarge => (copy with { IsLost = true }, false),
            ConnectorAnswer<string>.Failed { Transient: false } => (copy with { IsLost = true }, false),
            _ => (copy, true),
        };
    }

    private OutgoingMessage.Card Render(ResponseRequest request, IReadOnlyList<string> viewers)
    {
        var (card, summary) = cards.Render(request, notice: null, viewers);
        return new(card, summary) { Alert = request.State == RequestState.Pending };
    }
}

/// <summary>Some copy of a card could not be brought up to date now. Trying again is safe.</summary>
internal sealed class CardsBehindException(RequestId request) : Exception($"Some copy of {request}'s card is behind.");
