using System.Text.Json;
using System.Text.Json.Nodes;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Teams;

/// <summary>What a Teams client does when a card is tapped or refreshes itself, and with the answer.</summary>
internal sealed class CardTaps(TeamsRooms rooms, ActivityWriter writer, BotDelivery delivery, Action changed)
{
    public static void RequireMember(CastMember person, TeamsConversation conversation)
    {
        if (!conversation.Members.Contains(person))
        {
            throw new InvalidOperationException($"{person.Name} is not in {conversation.Name}.");
        }
    }

    public async Task<BotAnswer> TapAsync(
        CastMember person, TeamsConversation conversation, string messageId, JsonObject action,
        IReadOnlyDictionary<string, string>? inputs, CancellationToken cancellationToken)
    {
        RequireMember(person, conversation);
        var message = Seen(person, conversation, messageId);
        var data = Merge(action, message?.CardFor(person), inputs);
        if ((string?)action["type"] != "Action.Submit")
        {
            return await InvokeAsync(person, conversation, messageId, action, data, "manual", cancellationToken);
        }

        var submit = writer.Envelope("message", rooms.NextId(), person, conversation, message?.ThreadId);
        submit["replyToId"] = messageId;
        submit["value"] = data;
        return await delivery.SendAsync(submit.ToJsonString(), cancellationToken);
    }

    public async Task<BotAnswer?> RefreshAsync(
        CastMember person, TeamsConversation conversation, string messageId, CancellationToken cancellationToken)
    {
        RequireMember(person, conversation);
        return CardReader.AutomaticRefresh(Seen(person, conversation, messageId)?.CardFor(person), person.Mri) is { } action
            ? await InvokeAsync(person, conversation, messageId, action, action["data"]?.DeepClone(), "automatic", cancellationToken)
            : null;
    }

    private TeamsMessage? Seen(CastMember person, TeamsConversation conversation, string messageId) =>
        rooms.Message(conversation, messageId) is { } message && message.IsFor(person) ? message : null;

    /// <summary>Authored data first, then the card's inputs, then what was typed.</summary>
    private static JsonNode Merge(JsonObject action, string? card, IReadOnlyDictionary<string, string>? typed)
    {
        if (action["data"] is not (null or JsonObject))
        {
            return action["data"]!.DeepClone();
        }

        var data = action["data"]?.DeepClone().AsObject() ?? [];
        if ((string?)action["associatedInputs"] == "none")
        {
            return data;
        }

        foreach (var (id, value) in CardReader.Inputs(card).Concat(typed ?? new Dictionary<string, string>(StringComparer.Ordinal)))
        {
            data[id] = value;
        }

        return data;
    }

    private async Task<BotAnswer> InvokeAsync(
        CastMember person, TeamsConversation conversation, string messageId, JsonObject action, JsonNode? data, string trigger,
        CancellationToken cancellationToken)
    {
        var tapped = rooms.Message(conversation, messageId);
        var invoke = writer.Envelope("invoke", $"f:{Guid.NewGuid()}", person, conversation, tapped?.ThreadId);
        invoke["replyToId"] = messageId;
        ActivityWriter.AddInvoke(invoke, action, data, trigger);
        var answer = await delivery.SendAsync(invoke.ToJsonString(), cancellationToken);
        if (ViewOf(answer) is { } view)
        {
            // A card that answers for one that was edited meanwhile must not cover the newer one.
            rooms.Change(conversation, messageId, message => view.Card is not null && message.Card != tapped?.Card
                ? message
                : message with { Views = message.Views.SetItem(person.ObjectId, Over(message, person, view)) });
            changed();
        }

        return answer;
    }

    /// <summary>A notice leaves the person's card as it was.</summary>
    private static PersonalView Over(TeamsMessage message, CastMember person, PersonalView view) =>
        view.Card is null ? view with { Card = message.Views.GetValueOrDefault(person.ObjectId)?.Card } : view;

    private static PersonalView? ViewOf(BotAnswer answer)
    {
        if (answer.Status != StatusCodes.Status200OK || Parse(answer.Body) is not { } body)
        {
            return null;
        }

        return (body["type"] as JsonValue)?.ToString() switch
        {
            "application/vnd.microsoft.card.adaptive" when body["value"] is JsonObject card => new(card.ToJsonString(), null),
            "application/vnd.microsoft.activity.message" => new(null, body["value"]?.ToString()),
            "application/vnd.microsoft.error" => new(null, body["value"]?["message"]?.ToString()),
            _ => null,
        };
    }

    private static JsonObject? Parse(string body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
