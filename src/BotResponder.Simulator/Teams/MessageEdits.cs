using System.Text.Json.Nodes;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Teams;

/// <summary>What people do to messages that stand already: edit, delete, undo the deletion, react.</summary>
/// <remarks>A bot hears of changed messages where it heard the message, and of reactions to its own messages only.</remarks>
internal sealed class MessageEdits(TeamsRooms rooms, ActivityWriter writer, BotDelivery delivery, TimeProvider time, Action changed)
{
    public Task<BotAnswer> EditAsync(
        CastMember person, TeamsConversation conversation, string messageId, string text, CancellationToken cancellationToken)
    {
        var message = Change(person, conversation, messageId, deleted: false, old => old with
        {
            Text = old.MentionsBot ? $"{Cast.BotName} {text}" : text,
            EditedAt = time.GetUtcNow(),
        });
        var activity = Event("messageUpdate", "editMessage", person, conversation, message);
        ActivityWriter.AddText(activity, text, message.MentionsBot);
        return DeliverAsync(activity, conversation, message, cancellationToken);
    }

    public Task<BotAnswer> DeleteAsync(
        CastMember person, TeamsConversation conversation, string messageId, CancellationToken cancellationToken)
    {
        var message = Change(person, conversation, messageId, deleted: false, old => old with { Deleted = true });
        return DeliverAsync(Event("messageDelete", "softDeleteMessage", person, conversation, message), conversation, message, cancellationToken);
    }

    public Task<BotAnswer> UndeleteAsync(
        CastMember person, TeamsConversation conversation, string messageId, CancellationToken cancellationToken)
    {
        var message = Change(person, conversation, messageId, deleted: true, old => old with { Deleted = false });
        var activity = Event("messageUpdate", "undeleteMessage", person, conversation, message);
        var text = message.Text ?? "";
        ActivityWriter.AddText(activity, message.MentionsBot ? text[(Cast.BotName.Length + 1)..] : text, message.MentionsBot);
        return DeliverAsync(activity, conversation, message, cancellationToken);
    }

    public Task<BotAnswer> ReactAsync(
        CastMember person, TeamsConversation conversation, string messageId, string reaction, bool added, CancellationToken cancellationToken)
    {
        CardTaps.RequireMember(person, conversation);
        var mine = new Reaction(reaction, person);
        if (!rooms.Change(conversation, messageId, old => old with { Reactions = added ? old.Reactions.Add(mine) : old.Reactions.Remove(mine) }))
        {
            throw new InvalidOperationException($"No message {messageId} in {conversation.Name}.");
        }

        changed();
        var message = rooms.Message(conversation, messageId)!;
        if (message.Author is not null)
        {
            return Task.FromResult(new BotAnswer(messageId, 0, "", 0));
        }

        var activity = writer.Envelope("messageReaction", $"f:{Guid.NewGuid()}", person, conversation, message.ThreadId);
        activity["replyToId"] = messageId;
        activity[added ? "reactionsAdded" : "reactionsRemoved"] = new JsonArray(new JsonObject { ["type"] = reaction });
        return delivery.SendAsync(activity.ToJsonString(), cancellationToken);
    }

    private TeamsMessage Change(
        CastMember person, TeamsConversation conversation, string messageId, bool deleted, Func<TeamsMessage, TeamsMessage> change)
    {
        CardTaps.RequireMember(person, conversation);
        if (rooms.Message(conversation, messageId)?.Author != person || !rooms.Change(conversation, messageId, change, deleted))
        {
            throw new InvalidOperationException($"{person.Name} has no such message {messageId} in {conversation.Name}.");
        }

        changed();
        return rooms.Message(conversation, messageId)!;
    }

    private JsonObject Event(string type, string eventType, CastMember person, TeamsConversation conversation, TeamsMessage message)
    {
        var activity = writer.Envelope(type, message.Id, person, conversation, message.ThreadId);
        activity["channelData"]!["eventType"] = eventType;
        return activity;
    }

    private Task<BotAnswer> DeliverAsync(
        JsonObject activity, TeamsConversation conversation, TeamsMessage message, CancellationToken cancellationToken) =>
        conversation.IsPersonal || message.MentionsBot
            ? delivery.SendAsync(activity.ToJsonString(), cancellationToken)
            : Task.FromResult(new BotAnswer(message.Id, 0, "", 0));
}
