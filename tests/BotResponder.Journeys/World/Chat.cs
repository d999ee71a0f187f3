using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys.World;

/// <summary>What people do and see, in the words of a journey.</summary>
public static class Chat
{
    public static Task<BotAnswer> SayAsync(this JourneyWorld world, CastMember person, TeamsConversation conversation, string text, CancellationToken cancellationToken) =>
        world.Microsoft.Teams.SayAsync(person, conversation, text, mentionBot: true, cancellationToken);

    /// <summary>The newest message of the bot that holds all the words, as that person sees it.</summary>
    public static Task<MessageView> SeesAsync(
        this JourneyWorld world, CastMember person, TeamsConversation conversation, CancellationToken cancellationToken, params string[] words) =>
        world.SeesAsync(person, conversation, _ => true, cancellationToken, words);

    /// <summary>As above, among the messages that <paramref name="which"/> likes.</summary>
    public static Task<MessageView> SeesAsync(
        this JourneyWorld world, CastMember person, TeamsConversation conversation, Func<MessageView, bool> which, CancellationToken cancellationToken, params string[] words) =>
        world.Microsoft.SeeAsync($"{person.Name} sees {string.Join(" + ", words)}", () => world.Microsoft.Teams.ViewFor(person, conversation)
            .LastOrDefault(message => message.Author is null && which(message) && words.All(word => Shown(message).Contains(word, StringComparison.OrdinalIgnoreCase))), cancellationToken,
            () => string.Join("\n--\n", world.Microsoft.Teams.ViewFor(person, conversation).TakeLast(2).Select(Shown)));

    /// <summary>Taps the button with this verb on the message.</summary>
    public static async Task<BotAnswer> TapAsync(
        this JourneyWorld world, CastMember person, TeamsConversation conversation, MessageView message, string verb, CancellationToken cancellationToken, string? comment = null)
    {
        var action = await world.Microsoft.Teams.ButtonAsync(person, conversation, message, verb, cancellationToken);
        return await world.TapAsync(person, conversation, message, action, comment, cancellationToken);
    }

    /// <summary>Taps what her card does not offer her: with one that is old, or forged.</summary>
    public static Task<BotAnswer> TapUnofferedAsync(
        this JourneyWorld world, CastMember person, TeamsConversation conversation, MessageView message, string verb, CancellationToken cancellationToken, string? comment = null) =>
        world.TapAsync(person, conversation, message, CardReader.Action(message.Card, verb) ?? CardLooks.Forged(message.Card, verb)!, comment, cancellationToken);

    private static async Task<BotAnswer> TapAsync(
        this JourneyWorld world, CastMember person, TeamsConversation conversation, MessageView message, JsonObject action, string? comment, CancellationToken cancellationToken)
    {
        var inputs = comment is null ? null : new Dictionary<string, string>(StringComparer.Ordinal) { ["comment"] = comment };
        return await world.Microsoft.Teams.TapAsync(person, conversation, message.Id, action, inputs, cancellationToken);
    }

    /// <summary>The code of the request on a card.</summary>
    public static string CodeOn(MessageView message) => CodeIn(Shown(message));

    /// <summary>The first request's code in a text.</summary>
    public static string CodeIn(string text) => Regex.Match(text, "R-[0-9A-Z]{5}", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;

    /// <summary>All words that a message shows: its text, and every text of its card, as typed into the JSON.</summary>
    public static string Shown(MessageView message) => Markdown(message).Replace("\\", "", StringComparison.Ordinal);

    /// <summary>The same with its markdown, escapes included.</summary>
    public static string Markdown(MessageView message) => string.Join('\n', Texts(message.Card is null ? null : JsonNode.Parse(message.Card)).Prepend(message.Text ?? ""));

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject json => json.Where(member => member.Key != "data").SelectMany(member => Texts(member.Value)),
        JsonArray array => array.SelectMany(Texts),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };
}
