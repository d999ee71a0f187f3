using BotResponder.Journeys.World;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys.Extension;

/// <summary>"Respond" on a message, in the words of a journey.</summary>
internal static class Respond
{
    private const string Command = "respond";

    public static ExtensionClient Client(this JourneyWorld world) => world.Microsoft.Teams.Extension;

    /// <summary>Somebody writes something to somebody else; the bot does not hear of it.</summary>
    public static async Task<string> WriteAsync(
        this JourneyWorld world, CastMember person, TeamsConversation conversation, string text, CancellationToken cancellationToken) =>
        (await world.Microsoft.Teams.SayAsync(person, conversation, text, mentionBot: false, cancellationToken)).ActivityId;

    public static async Task<ExtensionDialog> OpenAsync(
        this JourneyWorld world, CastMember person, TeamsConversation conversation, string message, CancellationToken cancellationToken, string? html = null) =>
        ExtensionDialog.Of(await world.Client().OpenAsync(person, conversation, Command, message, cancellationToken, html));

    /// <summary>Presses the dialog's button.</summary>
    public static async Task<ExtensionDialog> GoOnAsync(
        this JourneyWorld world, CastMember person, TeamsConversation conversation, string message, ExtensionDialog dialog, CancellationToken cancellationToken,
        params (string Input, string Value)[] typed) =>
        ExtensionDialog.Of(await world.Client().SubmitAsync(person, conversation, Command, message, dialog.Fill(typed), cancellationToken));

    /// <summary>The last step as a forged client sends it, without any before.</summary>
    public static async Task<ExtensionDialog> ForgeAsync(
        this JourneyWorld world, CastMember person, TeamsConversation conversation, string message, CancellationToken cancellationToken,
        params (string Input, string Value)[] data) =>
        ExtensionDialog.Of(await world.Client().SubmitAsync(
            person, conversation, Command, message, new(data.Select(each => KeyValuePair.Create<string, System.Text.Json.Nodes.JsonNode?>(each.Input, each.Value))), cancellationToken));

    /// <summary>All three steps.</summary>
    public static async Task<ExtensionDialog> RespondAsync(
        this JourneyWorld world, CastMember person, TeamsConversation conversation, string message, string action, string targets, string reason,
        CancellationToken cancellationToken)
    {
        var choose = await world.OpenAsync(person, conversation, message, cancellationToken);
        var ask = await world.GoOnAsync(person, conversation, message, choose, cancellationToken, ("action", action));
        return await world.GoOnAsync(person, conversation, message, ask, cancellationToken, ("targets", targets), ("reason", reason));
    }
}
