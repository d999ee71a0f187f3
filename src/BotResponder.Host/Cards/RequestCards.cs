using BotResponder.Core.Actions;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>Renders requests with the words of their actions, as of now.</summary>
internal sealed class RequestCards(ActionCatalog catalog, TimeProvider time)
{
    /// <summary>An action that this version does not know any more is shown by its id.</summary>
    public string TitleOf(ActionId action) => catalog.Find(action)?.Descriptor.Title ?? action.Value;

    /// <param name="notice">Why the viewer's own tap did not count; null when there is nothing to say.</param>
    /// <param name="viewers">Teams ids of those whose clients fetch it again by themselves while it is not final.</param>
    public (AdaptiveCard Card, CardText Summary) Render(ResponseRequest request, Problem? notice, IReadOnlyList<string> viewers)
    {
        var canBeUndone = catalog.Find(request.Action)?.Descriptor.UndoneBy is not null;
        var view = new RequestView(request, TitleOf(request.Action), canBeUndone, time.GetUtcNow(), notice) { Viewers = viewers };
        return (RequestCard.Render(view), RequestCard.Summarize(view));
    }
}

/// <summary>All that a request's card is made of.</summary>
/// <param name="Title">The action as Defender names it.</param>
/// <param name="CanBeUndone">True when an action exists that takes it back.</param>
internal sealed record RequestView(ResponseRequest Request, string Title, bool CanBeUndone, DateTimeOffset Now, Problem? Notice)
{
    public IReadOnlyList<string> Viewers { get; init; } = [];
}
