using System.Net;
using System.Text.Json.Nodes;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Teams;

/// <summary>The message extension in people's clients: they search from the compose box, and begin actions on messages, where the bot is a member or not.</summary>
/// <remarks>Source: invokes composeExtension/query, composeExtension/fetchTask and composeExtension/submitAction.</remarks>
public sealed class ExtensionClient
{
    private readonly TeamsRooms _rooms;
    private readonly ActivityWriter _writer;
    private readonly BotDelivery _delivery;

    internal ExtensionClient(TeamsRooms rooms, ActivityWriter writer, BotDelivery delivery) => (_rooms, _writer, _delivery) = (rooms, writer, delivery);

    /// <param name="words">What was typed. Null: the box has just been opened.</param>
    public Task<BotAnswer> SearchAsync(
        CastMember person, TeamsConversation conversation, string command, string parameter, string? words, CancellationToken cancellationToken) =>
        InvokeAsync("composeExtension/query", person, conversation, threadId: null, new JsonObject
        {
            ["commandId"] = command,
            ["parameters"] = new JsonArray(words is null
                ? new JsonObject { ["name"] = "initialRun", ["value"] = "true" }
                : new JsonObject { ["name"] = parameter, ["value"] = words }),
            ["queryOptions"] = new JsonObject { ["skip"] = 0, ["count"] = 25 },
        }, cancellationToken);

    /// <summary>Begins an action on a message: the answer opens a dialog.</summary>
    /// <param name="html">What the message holds when it is more than its plain words.</param>
    public Task<BotAnswer> OpenAsync(
        CastMember person, TeamsConversation conversation, string command, string messageId, CancellationToken cancellationToken, string? html = null) =>
        OnMessageAsync("composeExtension/fetchTask", person, conversation, command, messageId, data: null, html, cancellationToken);

    /// <summary>Sends a step of the dialog.</summary>
    public Task<BotAnswer> SubmitAsync(
        CastMember person, TeamsConversation conversation, string command, string messageId, JsonObject data, CancellationToken cancellationToken) =>
        OnMessageAsync("composeExtension/submitAction", person, conversation, command, messageId, data, html: null, cancellationToken);

    private Task<BotAnswer> OnMessageAsync(
        string name, CastMember person, TeamsConversation conversation, string command, string messageId, JsonObject? data, string? html,
        CancellationToken cancellationToken)
    {
        var message = _rooms.Message(conversation, messageId) ?? throw new InvalidOperationException($"No message {messageId} in {conversation.Name}.");
        var value = new JsonObject
        {
            ["commandId"] = command,
            ["commandContext"] = "message",
            ["context"] = new JsonObject { ["theme"] = "default" },
            ["messagePayload"] = new JsonObject
            {
                ["id"] = message.Id,
                ["createdDateTime"] = message.SentAt.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
                ["body"] = new JsonObject { ["contentType"] = "html", ["content"] = html ?? $"<div>{WebUtility.HtmlEncode(message.Text)}</div>" },
                ["from"] = message.Author is { } author
                    ? new JsonObject { ["user"] = new JsonObject { ["id"] = author.ObjectId, ["displayName"] = author.Name, ["userIdentityType"] = "aadUser" } }
                    : new JsonObject { ["application"] = new JsonObject { ["id"] = Cast.BotAppId, ["displayName"] = Cast.BotName } },
            },
        };
        if (data is not null)
        {
            value["data"] = data;
        }

        return InvokeAsync(name, person, conversation, message.ThreadId, value, cancellationToken);
    }

    private Task<BotAnswer> InvokeAsync(
        string name, CastMember person, TeamsConversation conversation, string? threadId, JsonObject value, CancellationToken cancellationToken)
    {
        CardTaps.RequireMember(person, _rooms.Current(conversation));
        var invoke = _writer.Envelope("invoke", $"f:{Guid.NewGuid()}", person, _rooms.Current(conversation), threadId);
        invoke["name"] = name;
        invoke["value"] = value;
        return _delivery.SendAsync(invoke.ToJsonString(), cancellationToken);
    }
}
