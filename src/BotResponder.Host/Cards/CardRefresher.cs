using System.Collections.Immutable;
using System.Text.Json;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Records;
using BotResponder.Core.Requests;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Connector;

namespace BotResponder.Host.Cards;

/// <summary>Keeps every copy of a request's card true: sends the first ones, and renders all of them again whenever the request has changed.</summary>
internal sealed class CardRefresher(IRecordStore records, RequestBook requests, RequestCards cards, CardPlaces places, ConnectorClient connector)
{
    /// <summary>Safe to call as often as one likes for the same change; one caller at a time for one request.</summary>
    /// <exception cref="CardsBehindException">A copy could not be brought up to date now: call again.</exception>
    public async Task RefreshAsync(RequestId id, CancellationToken cancellationToken)
    {
        if (await requests.FindAsync(id, cancellationToken) is not { } request)
        {
            return;
        }

        var sent = await LoadAsync(request, cancellationToken) ?? await PlanAsync(request, cancellationToken);
        var message = Render(request);
        var isBehind = false;
        for (var index = 0; index < sent.Cards.Copies.Length; index++)
        {
            var (copy, failed) = await ShowAsync(request, sent.Cards.Copies[index], message, cancellationToken);
            isBehind |= failed;
            if (copy != sent.Cards.Copies[index])
            {
                sent = await SaveAsync(request, sent with { Cards = new(sent.Cards.Copies.SetItem(index, copy)) }, [], cancellationToken);
            }
        }

        if (isBehind)
        {
            throw new CardsBehindException(id);
        }
    }

    /// <summary>Shows the request once more, in another place; that copy is kept true like the others.</summary>
    public async Task AddCopyAsync(ResponseRequest request, ConversationReference place, CancellationToken cancellationToken)
    {
        var conversation = new ConversationKey(place.ChannelOrChatId());
        if (await connector.SendAsync(place, Render(request), null, cancellationToken) is ConnectorAnswer<string>.Done { Value: var activityId })
        {
            var sent = await LoadAsync(request, cancellationToken) ?? await PlanAsync(request, cancellationToken);
            await SaveAsync(request, sent with { Cards = new(sent.Cards.Copies.Add(new(conversation, activityId))) }, [conversation], cancellationToken);
        }
    }

    /// <summary>Written before anything is sent: from then on a tap in these conversations belongs to the request, and its code is known there.</summary>
    private async Task<Sent> PlanAsync(ResponseRequest request, CancellationToken cancellationToken)
    {
        ImmutableArray<ConversationKey> conversations = [request.Asked.Conversation, .. await places.OfApproversAsync(request, cancellationToken)];
        var copies = conversations.Distinct().Select(conversation => new CardCopy(conversation, ActivityId: null));
        return await SaveAsync(request, new(new([.. copies]), Tag: null), conversations, cancellationToken);
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

    private OutgoingMessage.Card Render(ResponseRequest request)
    {
        var (card, summary) = cards.Render(request, notice: null);
        return new(card, summary) { Alert = request.State == RequestState.Pending };
    }

    private async Task<Sent?> LoadAsync(ResponseRequest request, CancellationToken cancellationToken)
    {
        var stored = await records.FindAsync(KeyOf(request), cancellationToken);
        return stored is null ? null : new(JsonSerializer.Deserialize(stored.Body, RequestJson.Default.SentCards)!, stored.Tag);
    }

    /// <summary>Writes where the copies are. Somebody else's copy that came in between is kept.</summary>
    private async Task<Sent> SaveAsync(ResponseRequest request, Sent sent, IReadOnlyList<ConversationKey> learn, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.Serialize(sent.Cards, RequestJson.Default.SentCards);
        RecordWrite write = sent.Tag is { } tag ? new RecordWrite.Replace(KeyOf(request), body, tag) : new RecordWrite.Insert(KeyOf(request), body);
        var codes = learn.Distinct().Select(conversation => new RecordWrite.Put(
            new(LedgerRows.Partition(request.Customer), LedgerRows.Code(conversation, request.Code)), JsonSerializer.Serialize(request.Id, RequestJson.Default.RequestId)));
        if (await records.CommitAsync([write, .. codes], cancellationToken) != WriteOutcome.Written)
        {
            throw new CardsBehindException(request.Id);
        }

        return (await LoadAsync(request, cancellationToken))!;
    }

    private static RecordKey KeyOf(ResponseRequest request) => new(LedgerRows.Partition(request.Customer), LedgerRows.Sent(request.Id));

    private sealed record Sent(SentCards Cards, RecordTag? Tag);
}

/// <summary>Some copy of a card could not be brought up to date now. Trying again is safe.</summary>
internal sealed class CardsBehindException(RequestId request) : Exception($"Some copy of {request}'s card is behind.");
