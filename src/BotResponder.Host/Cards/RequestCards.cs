using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.People;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>Renders requests with the words of their actions, as of now, for whoever reads.</summary>
internal sealed class RequestCards(ActionCatalog catalog, CardAudiences audiences, CustomerDirectory customers, TimeProvider time)
{
    /// <summary>An action that this version does not know any more is shown by its id.</summary>
    public string TitleOf(ActionId action) => catalog.Find(action)?.Descriptor.Title ?? action.Value;

    /// <summary>How what it does is called while it lasts, and afterwards.</summary>
    public LastingWords LastsOf(ActionId action) => catalog.Find(action)?.Descriptor.Grammar.Lasts ?? RequestLease.AnyWords;

    /// <inheritdoc cref="CardAudiences.ViewersAsync"/>
    public Task<ImmutableArray<string>> ViewersAsync(ResponseRequest request, CancellationToken cancellationToken) => audiences.ViewersAsync(request, cancellationToken);

    /// <summary>What stands in the conversation.</summary>
    /// <param name="viewers">Whose clients fetch it again by themselves while it is not final.</param>
    public async Task<OutgoingMessage.Card> OfCopyAsync(ResponseRequest request, CardCopy copy, ImmutableArray<string> viewers, CancellationToken cancellationToken) =>
        Render(request, await audiences.OfCopyAsync(request, copy, viewers, cancellationToken), notice: null);

    /// <summary>What one person sees in its place, after a tap or a look.</summary>
    /// <param name="notice">Why her own tap did not count; null when there is nothing to say.</param>
    public AdaptiveCard Of(ResponseRequest request, PersonId person, Problem? notice, ImmutableArray<string> viewers) =>
        Render(request, audiences.Of(request, person, viewers), notice).Content;

    private OutgoingMessage.Card Render(ResponseRequest request, CardAudience audience, Problem? notice)
    {
        var action = catalog.Find(request.Action)?.Descriptor;
        return RequestCard.Fit(new(request, TitleOf(request.Action), action?.UndoneBy is not null, time.GetUtcNow(), notice)
        {
            Audience = audience,
            Lasts = LastsOf(request.Action),
            Zone = customers.Find(request.Customer)?.TimeZone ?? TimeZoneInfo.Utc,
        });
    }
}

/// <summary>All that a request's card is made of.</summary>
/// <param name="Title">The action as Defender names it.</param>
/// <param name="CanBeUndone">True when an action exists that takes it back.</param>
internal sealed record RequestView(ResponseRequest Request, string Title, bool CanBeUndone, DateTimeOffset Now, Problem? Notice)
{
    public CardAudience Audience { get; init; } = new(CardRole.Everybody, []);

    /// <summary>How what it does is called while it lasts, and afterwards.</summary>
    public LastingWords Lasts { get; init; } = RequestLease.AnyWords;

    /// <summary>The customer's clock.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    public CardLimits Limits { get; init; } = CardLimits.Full;

    /// <summary>The page of its only target; null when there is none, or several.</summary>
    public Uri? PortalLink => Request.Operations is [{ Receipt.Page: { Scheme: "https" } page, State: OperationState.Accepted }] ? page
        : Request.Operations is [{ Preview.PortalLink: { Scheme: "https" } link }] ? link : null;

    /// <summary>True when somebody does it in the portal, and nobody has said yet that it is done.</summary>
    public bool AwaitsWord => Request.State == RequestState.Running && Request.Operations.Any(operation => operation is { State: OperationState.Accepted, Receipt: { AwaitsWord: true, HandedBack: null } });
}
