using System.Text.Json.Nodes;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys.World;

/// <summary>What a person's client does before she taps: the card in the conversation offers what everybody may do, and it fetches what she may.</summary>
public static class CardLooks
{
    private const int MostBusyLooks = 10;

    /// <summary>The button as she sees it.</summary>
    /// <exception cref="InvalidOperationException">None is offered to her.</exception>
    public static async Task<JsonObject> ButtonAsync(
        this TeamsWorld teams, CastMember person, TeamsConversation conversation, MessageView message, string verb, CancellationToken cancellationToken)
    {
        var (button, answer) = await teams.LookAsync(person, conversation, message, verb, cancellationToken);
        return button ?? throw new InvalidOperationException(
            $"{person.Name} is not offered to {verb} on: {Chat.Shown(message)}\nHer client was answered {answer?.Status}: {answer?.Body}");
    }

    /// <returns>Null when none is offered to her, or her client could fetch nothing.</returns>
    public static async Task<JsonObject?> FindButtonAsync(
        this TeamsWorld teams, CastMember person, TeamsConversation conversation, MessageView message, string verb, CancellationToken cancellationToken) =>
        (await teams.LookAsync(person, conversation, message, verb, cancellationToken)).Button;

    /// <summary>An edit takes what she had fetched from her screen, and her client fetches again. So it does when the bot is too busy to say at once, up to some looks.</summary>
    private static async Task<(JsonObject? Button, BotAnswer? Answer)> LookAsync(
        this TeamsWorld teams, CastMember person, TeamsConversation conversation, MessageView message, string verb, CancellationToken cancellationToken)
    {
        BotAnswer? answer = null;
        var seen = message;
        var isWorthALook = true;
        for (var busy = 0; isWorthALook && CardReader.Action(seen.Card, verb) is null;)
        {
            var before = Now(teams, person, conversation, message);
            answer = await teams.RefreshAsync(person, conversation, message.Id, cancellationToken);
            seen = Now(teams, person, conversation, message);
            var isBusy = answer?.Body.Contains("Still working on it", StringComparison.Ordinal) == true;
            isWorthALook = seen.EditedAt != before.EditedAt || (isBusy && busy++ < MostBusyLooks);
        }

        return (CardReader.Action(seen.Card, verb), answer);
    }

    private static MessageView Now(TeamsWorld teams, CastMember person, TeamsConversation conversation, MessageView message) =>
        teams.ViewFor(person, conversation).FirstOrDefault(each => each.Id == message.Id) ?? message;

    /// <summary>A tap about the card's request that no button of it sends: of a screen that shows it as it was, or of a forger.</summary>
    public static JsonObject? Forged(string? card, string verb) => CardReader.Actions(card)
        .Select(action => (string?)action["data"]?["request"]).OfType<string>()
        .Select(request => new JsonObject { ["type"] = "Action.Execute", ["verb"] = verb, ["data"] = new JsonObject { ["request"] = request } })
        .FirstOrDefault();
}
