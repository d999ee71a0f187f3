using BotResponder.Core.Requests;
using BotResponder.Defender.Lookups;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>What a search found, as somebody puts it into a message: how it was then, without buttons.</summary>
internal static class FoundCards
{
    public static ExtensionResult Target(LookedUp target, string customer, DateTimeOffset now)
    {
        var (name, detail) = (CardText.Theirs(target.Name), CardText.Theirs(target.Detail));
        var facts = new FactSet(
        [
            new(CardText.Ours("Customer"), CardText.Theirs(customer)),
            new(CardText.Ours("Id"), CardText.Theirs(target.Id, CardParts.Whole)),
            new(CardText.Ours("About"), detail),
        ]);
        var card = Card(name, [facts, CardParts.AsOf(now)]);
        return new(
            target.Portal is { } page ? card with { Actions = [new OpenUrlAction(page) { Title = CardText.Ours("Open in Defender") }] } : card,
            name, CardText.Ours($"{CardText.Theirs(customer)}: {detail}"));
    }

    public static ExtensionResult Request(ResponseRequest request, string title, string customer, DateTimeOffset now)
    {
        var heading = CardText.Ours($"{CardText.Theirs(request.Code.Value)} {CardText.Theirs(title)}: {CardText.Theirs(request.Subject, 80)}");
        var state = CardText.Ours($"{CardText.Theirs(RequestLifecycle.Describe(request.State))}, asked by {CardText.Theirs(request.Requester.Name, 80)} at {CardParts.Minute(request.CreatedAt)}");
        var facts = new FactSet(
        [
            new(CardText.Ours("Customer"), CardText.Theirs(customer)),
            new(CardText.Ours("State"), state),
            new(CardText.Ours("Reason"), CardText.Theirs(request.Reason, CardParts.Whole)),
        ]);
        return new(Card(heading, [facts, CardParts.AsOf(now)]), heading, CardText.Ours($"{CardText.Theirs(customer)}: {state}"));
    }

    private static AdaptiveCard Card(CardText title, IEnumerable<CardElement> body) => new() { FallbackText = title, Body = [CardParts.Heading(title), .. body] };
}
