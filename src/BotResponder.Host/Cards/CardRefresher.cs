using System.Collections.Immutable;
using System.Text.Json;
using BotResponder.Core.People;
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
        string? drawn = null;
        while (await requests.FindAsync(id, cancellationToken) is { } request && StateOf(request) != drawn)
        {
            drawn = await DrawAsync(request, cancellationToken);
        }
    }

    /// <summary>Shows the request once more, in another place; that copy is kept true like the others.</summary>
    /// <param name="person">Who asked for it.</param>
    public async Task AddCopyAsync(ResponseRequest request, ConversationReference place, PersonId person, CancellationToken cancellationToken)
    {
        var known = (await sent.FindAsync(request, cancellationToken))?.Cards ?? await PlanAsync(request, cancellationToken);
        var copy = new CardCopy(new(place.ChannelOrChatId()), ActivityId: null) { Reader = CardPlaces.ReaderIn(place, person) };
        var message = await cards.OfCopyAsync(request, copy, known.Viewers, cancellationToken);
        if (await connector.SendAsync(place, message, null, cancellationToken) is ConnectorAnswer<string>.Done { Value: var activityId })
        {
            await sent.AddAsync(request, copy with { ActivityId = activityId }, [copy.Conversation], cancellationToken);
        }
    }

    /// <summary>More people are asked: each gets a copy in her own chat, unless she has one. Written before anything is sent.</summary>
    public async Task AddReadersAsync(ResponseRequest request, IEnumerable<PersonId> people, CancellationToken cancellationToken)
    {
        var known = (await sent.FindAsync(request, cancellationToken))?.Cards ?? await PlanAsync(request, cancellationToken);
        CardCopy[] more = [.. await places.OfPeopleAsync(request, people.Where(person => known.Copies.All(copy => copy.Reader != person)), cancellationToken)];
        await sent.ChangeAsync(
            request, current => current with { Copies = current.Copies.AddRange(more.Where(copy => !current.Shows(copy.Conversation))) }, [.. more.Select(copy => copy.Conversation)], cancellationToken);
        await sent.RedrawAsync(request, cancellationToken);
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

    /// <returns>The state that all copies show now; null when they may differ.</returns>
    private async Task<string?> DrawAsync(ResponseRequest request, CancellationToken cancellationToken)
    {
        var known = (await sent.FindAsync(request, cancellationToken))?.Cards ?? await PlanAsync(request, cancellationToken);
        var drawing = known.Copies.Select(copy => new CardDrawing(request, copy, known.Viewers)).ToArray();
        await Task.WhenAll(drawing.Select(each => ShowAsync(each, cancellationToken)));
        if (drawing.Where((each, index) => each.Copy != known.Copies[index]).Any())
        {
            await sent.ChangeAsync(request, current => current.Learn(known.Copies, [.. drawing.Select(each => each.Copy)]), [], cancellationToken);
        }

        return drawing.Any(each => each.HasFailed)
            ? throw new CardsBehindException(request.Id)
            : drawing.Select(each => each.Shown).Distinct(StringComparer.Ordinal).ToArray() is [var same] ? same : null;
    }

    /// <summary>Written before anything is sent: from then on a tap in these conversations belongs to the request, and its code is known there.</summary>
    private async Task<SentCards> PlanAsync(ResponseRequest request, CancellationToken cancellationToken)
    {
        CardCopy[] copies =
        [
            await places.OfAskedAsync(request, cancellationToken), .. await places.OfProviderAsync(request, cancellationToken), .. await places.OfApproversAsync(request, cancellationToken),
        ];
        var plan = new SentCards([.. copies.DistinctBy(copy => copy.Conversation)]) { Viewers = await cards.ViewersAsync(request, cancellationToken) };
        return await sent.ChangeAsync(request, current => current.Copies.IsEmpty ? plan : current, [.. plan.Copies.Select(copy => copy.Conversation)], cancellationToken);
    }

    private async Task ShowAsync(CardDrawing drawing, CancellationToken cancellationToken)
    {
        var (request, copy) = (drawing.Request, drawing.Copy);
        if (copy.IsLost || await places.FindAsync(request, copy.Conversation, cancellationToken) is not { } place)
        {
            drawing.End(copy with { IsLost = true });
            return;
        }

        var answer = copy.ActivityId is { } activityId
            ? await connector.UpdateAsync(place, activityId, token => NewestAsync(drawing, token), cancellationToken)
            : await connector.SendAsync(place, await NewestAsync(drawing, cancellationToken), null, cancellationToken);
        if (answer is ConnectorAnswer<string>.Gone && copy.ActivityId is not null)
        {
            drawing.End(copy with { ActivityId = null });
            await ShowAsync(drawing, cancellationToken);
        }
        else if (After(copy, answer) is { } after)
        {
            drawing.End(after);
        }
        else
        {
            drawing.HasFailed = true;
        }
    }

    /// <returns>Null when it must be tried again.</returns>
    private static CardCopy? After(CardCopy copy, ConnectorAnswer<string> answer) => answer switch
    {
        ConnectorAnswer<string>.Done { Value: var id } => copy with { ActivityId = id },

        // Nothing is tried there until the bot is added again; from then on the copy is kept true like the others.
        ConnectorAnswer<string>.Blocked { Code: var code } when ConnectorCodes.MeansPutOut(code) => copy,
        ConnectorAnswer<string>.Gone or ConnectorAnswer<string>.Blocked or ConnectorAnswer<string>.TooLarge => copy with { IsLost = true },
        ConnectorAnswer<string>.Failed { Transient: false } => copy with { IsLost = true },
        _ => null,
    };

    /// <summary>Asked when the copy's turn has come, which may be seconds after the request was read.</summary>
    private async Task<OutgoingMessage> NewestAsync(CardDrawing drawing, CancellationToken cancellationToken)
    {
        var newest = await requests.FindAsync(drawing.Request.Id, cancellationToken) ?? drawing.Request;
        drawing.Shown = StateOf(newest);
        return await cards.OfCopyAsync(newest, drawing.Copy, drawing.Viewers, cancellationToken);
    }

    private static string StateOf(ResponseRequest request) => JsonSerializer.Serialize(request, RequestJson.Default.ResponseRequest);

    /// <summary>One copy while it is drawn.</summary>
    private sealed class CardDrawing(ResponseRequest request, CardCopy copy, ImmutableArray<string> viewers)
    {
        public ResponseRequest Request => request;

        public ImmutableArray<string> Viewers => viewers;

        public CardCopy Copy { get; private set; } = copy;

        /// <summary>Which state the copy shows. A copy that cannot be reached holds nobody up.</summary>
        public string Shown { get; set; } = StateOf(request);

        public bool HasFailed { get; set; }

        public void End(CardCopy after) => Copy = after;
    }
}

/// <summary>Some copy of a card could not be brought up to date now. Trying again is safe.</summary>
internal sealed class CardsBehindException(RequestId request) : Exception($"Some copy of {request}'s card is behind.");
