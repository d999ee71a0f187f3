using System.Text.Json.Nodes;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys.World;

/// <summary>What a person's client does before she taps: the card in the conversation offers what everybody may do, and it fetches what she may.</summary>
public static class CardLooks
{
    /// <summary>The button as she sees it. Where none is offered to her, the tap that an old or a forged card would send.</summary>
    public static async Task<JsonObject> ButtonAsync(
        this TeamsWorld teams, CastMember person, TeamsConversation conversation, MessageView message, string verb, CancellationToken cancellationToken)
    {
        if (CardReader.Action(message.Card, verb) is { } shown)
        {
            return shown;
        }

        await teams.RefreshAsync(person, conversation, message.Id, cancellationToken);
        var hers = teams.ViewFor(person, conversation).FirstOrDefault(each => each.Id == message.Id)?.Card;
        return CardReader.Action(hers, verb) ?? Forged(message.Card, verb)
            ?? throw new InvalidOperationException($"{person.Name} finds no request to {verb} on: {Chat.Shown(message)}");
    }

    /// <summary>A tap about the card's request that no button of it sends.</summary>
    public static JsonObject? Forged(string? card, string verb) => CardReader.Actions(card)
        .Select(action => (string?)action["data"]?["request"]).OfType<string>()
        .Select(request => new JsonObject { ["type"] = "Action.Execute", ["verb"] = verb, ["data"] = new JsonObject { ["request"] = request } })
        .FirstOrDefault();
}
