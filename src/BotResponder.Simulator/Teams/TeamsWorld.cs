using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Teams;

/// <summary>The people's side of Teams: they install, type, tap and look. What they do reaches the bot over HTTP.</summary>
public sealed class TeamsWorld
{
    private readonly TeamsRooms _rooms;
    private readonly ActivityWriter _writer;
    private readonly BotDelivery _delivery;
    private readonly CardTaps _taps;
    private readonly MessageEdits _edits;
    private readonly Action _changed;

    internal TeamsWorld(TeamsRooms rooms, ActivityWriter writer, BotDelivery delivery, TimeProvider time, Action changed)
    {
        (_rooms, _writer, _delivery, _changed) = (rooms, writer, delivery, changed);
        _taps = new(rooms, writer, delivery, changed);
        _edits = new(rooms, writer, delivery, time, changed);
        Owner = new(rooms, writer, delivery);
        Extension = new(rooms, writer, delivery);
    }

    /// <summary>The bot's <c>/api/messages</c>. Must be set before anybody says anything.</summary>
    public Uri? BotEndpoint { get => _delivery.Endpoint; set => _delivery.Endpoint = value; }

    /// <summary>Channel SOC of team "Contoso Security": Ann, Bo, Cy and Eve.</summary>
    public TeamsConversation ContosoSoc => _rooms.Current(_rooms.Seeds.ContosoSoc);

    /// <summary>Channel SOC of team "Fabrikam Security": Dee, and Ann and Bo of the provider.</summary>
    public TeamsConversation FabrikamSoc => _rooms.Current(_rooms.Seeds.FabrikamSoc);

    /// <summary>A channel with hundreds of members.</summary>
    public TeamsConversation ContosoEveryone => _rooms.Current(_rooms.Seeds.ContosoEveryone);

    /// <summary>Channel of team "Contoso Security", shared with Dee of Fabrikam and with Nia of a company that is no customer.</summary>
    public TeamsConversation ContosoShared => _rooms.Current(_rooms.Seeds.ContosoShared);

    /// <summary>Group chat of Ann, Bo, Cy and Eve.</summary>
    public TeamsConversation ContosoChat => _rooms.Current(_rooms.Seeds.ContosoChat);

    /// <summary>The message extension in people's clients.</summary>
    public ExtensionClient Extension { get; }

    /// <summary>Adds and removes people, renames and deletes.</summary>
    public TeamsOwner Owner { get; }

    public ImmutableArray<TeamsConversation> Conversations => _rooms.Conversations;

    /// <summary>The person's chat with the bot, with the bot installed in it; the same one every time. Tells the bot nothing.</summary>
    public TeamsConversation OpenPersonalChat(CastMember person)
    {
        var chat = _rooms.PersonalChat(person);
        _rooms.Install(chat, installed: true);
        _changed();
        return chat;
    }

    /// <summary>Installs the bot in a team (through one of its channels) or chat and tells it: installationUpdate, then conversationUpdate.</summary>
    /// <returns>The bot's answers to the two.</returns>
    public async Task<ImmutableArray<BotAnswer>> InstallBotAsync(TeamsConversation conversation, CancellationToken cancellationToken)
    {
        _rooms.Install(conversation, installed: true);
        _changed();
        var update = Event("installationUpdate", conversation);
        update["action"] = "add";
        var joined = Event("conversationUpdate", conversation);
        joined["membersAdded"] = new JsonArray(new JsonObject { ["id"] = Cast.BotTeamsId, ["name"] = Cast.BotName });
        if (conversation.Team is not null)
        {
            joined["channelData"]!["eventType"] = "teamMemberAdded";
        }

        return [await DeliverAsync(update.ToJsonString(), cancellationToken), await DeliverAsync(joined.ToJsonString(), cancellationToken)];
    }

    /// <summary>Takes the bot out; from now on its sends are refused.</summary>
    public Task<BotAnswer> UninstallBotAsync(TeamsConversation conversation, CancellationToken cancellationToken)
    {
        _rooms.Install(conversation, installed: false);
        _changed();
        var update = Event("installationUpdate", conversation);
        update["action"] = "remove";
        return DeliverAsync(update.ToJsonString(), cancellationToken);
    }

    /// <summary>A person types. In a channel the bot only hears of it when it is mentioned.</summary>
    /// <param name="text">As typed, without the mention.</param>
    /// <param name="threadId">Answers in this thread. Null: begins a thread, or a personal chat.</param>
    public async Task<BotAnswer> SayAsync(
        CastMember person, TeamsConversation conversation, string text, bool mentionBot, CancellationToken cancellationToken,
        string? threadId = null)
    {
        CardTaps.RequireMember(person, _rooms.Current(conversation));
        var message = _rooms.Post(conversation, threadId, blank => blank with
        {
            Author = person,
            Text = mentionBot ? $"{Cast.BotName} {text}" : text,
            MentionsBot = mentionBot,
        });
        _changed();
        if (!conversation.IsPersonal && !mentionBot)
        {
            return new(message.Id, 0, "", 0);
        }

        var activity = _writer.Envelope("message", message.Id, person, _rooms.Current(conversation), message.ThreadId);
        ActivityWriter.AddText(activity, text, mentionBot);
        return await DeliverAsync(activity.ToJsonString(), cancellationToken);
    }

    /// <summary>A person taps a button. An Action.Execute is an invoke and its answer may change what this person sees; an Action.Submit is a message.</summary>
    /// <param name="action">The button's element, as it stands on the card.</param>
    /// <param name="inputs">What the person typed; other inputs of the card are sent with the values that the card gives them.</param>
    public Task<BotAnswer> TapAsync(
        CastMember person, TeamsConversation conversation, string messageId, JsonObject action,
        IReadOnlyDictionary<string, string>? inputs, CancellationToken cancellationToken) =>
        _taps.TapAsync(person, _rooms.Current(conversation), messageId, action, inputs, cancellationToken);

    /// <summary>As above for an action that need not be on the card: a forged or an old one.</summary>
    public Task<BotAnswer> TapAsync(
        CastMember person, TeamsConversation conversation, string messageId, string verb, JsonObject? data,
        IReadOnlyDictionary<string, string>? inputs, CancellationToken cancellationToken) =>
        _taps.TapAsync(
            person, _rooms.Current(conversation), messageId,
            new() { ["type"] = "Action.Execute", ["verb"] = verb, ["data"] = data?.DeepClone() }, inputs, cancellationToken);

    /// <summary>The card comes into a person's view. Null when it does not refresh by itself for this person.</summary>
    public Task<BotAnswer?> RefreshAsync(
        CastMember person, TeamsConversation conversation, string messageId, CancellationToken cancellationToken) =>
        _taps.RefreshAsync(person, _rooms.Current(conversation), messageId, cancellationToken);

    /// <summary>A person changes what they typed. The bot hears of it where it heard the message.</summary>
    /// <exception cref="InvalidOperationException">Not this person's message, or deleted; so for the other changes.</exception>
    public Task<BotAnswer> EditAsync(
        CastMember person, TeamsConversation conversation, string messageId, string text, CancellationToken cancellationToken) =>
        _edits.EditAsync(person, _rooms.Current(conversation), messageId, text, cancellationToken);

    public Task<BotAnswer> DeleteAsync(
        CastMember person, TeamsConversation conversation, string messageId, CancellationToken cancellationToken) =>
        _edits.DeleteAsync(person, _rooms.Current(conversation), messageId, cancellationToken);

    public Task<BotAnswer> UndeleteAsync(
        CastMember person, TeamsConversation conversation, string messageId, CancellationToken cancellationToken) =>
        _edits.UndeleteAsync(person, _rooms.Current(conversation), messageId, cancellationToken);

    /// <param name="reaction">like, heart, laugh, surprise, sad, angry, …</param>
    /// <param name="added">False takes it back.</param>
    public Task<BotAnswer> ReactAsync(
        CastMember person, TeamsConversation conversation, string messageId, string reaction, bool added, CancellationToken cancellationToken) =>
        _edits.ReactAsync(person, _rooms.Current(conversation), messageId, reaction, added, cancellationToken);

    /// <summary>From now on deliveries wait until they are released, newest first.</summary>
    public HeldDeliveries HoldDeliveries() => _delivery.Held = new(() => _delivery.Held = null);

    /// <summary>Sends any activity, with Teams' patience and its one repetition of what was not answered (never of an invoke).</summary>
    public Task<BotAnswer> DeliverAsync(string activity, CancellationToken cancellationToken) => _delivery.SendAsync(activity, cancellationToken);

    /// <summary>Sends an activity again, byte for byte.</summary>
    /// <exception cref="InvalidOperationException">Never sent, or forgotten.</exception>
    public Task<BotAnswer> RedeliverAsync(string activityId, CancellationToken cancellationToken) =>
        _delivery.SendAsync(_delivery.Find(activityId), cancellationToken);

    /// <summary>The same under an id of its own, as Teams' second layer of repetition does.</summary>
    public Task<BotAnswer> RedeliverUnderNewIdAsync(string activityId, CancellationToken cancellationToken)
    {
        var json = JsonNode.Parse(_delivery.Find(activityId))!;
        json["id"] = (string?)json["type"] == "message" ? _rooms.NextId() : $"f:{Guid.NewGuid()}";
        return _delivery.SendAsync(json.ToJsonString(), cancellationToken);
    }

    /// <summary>Everything that was said, oldest first, deleted messages included.</summary>
    public ImmutableArray<TeamsMessage> Transcript(TeamsConversation conversation) => _rooms.Messages(conversation);

    /// <summary>What one person sees; nothing when they are not in it.</summary>
    public ImmutableArray<MessageView> ViewFor(CastMember person, TeamsConversation conversation) =>
        !_rooms.Current(conversation).Members.Contains(person) ? [] :
        [
            .. _rooms.Messages(conversation).Where(message => !message.Deleted && message.IsFor(person)).Select(message => new MessageView(
                message.Id, message.ThreadId, message.Author, message.Text, message.CardFor(person),
                message.Views.GetValueOrDefault(person.ObjectId)?.Notice, message.SentAt, message.EditedAt)),
        ];

    private JsonObject Event(string type, TeamsConversation conversation)
    {
        var json = _writer.Envelope(type, $"f:{Guid.NewGuid()}", conversation.Members[0], conversation, null);
        if (conversation.Team is not null)
        {
            json["channelData"]!["settings"] = new JsonObject { ["selectedChannel"] = new JsonObject { ["id"] = conversation.Id } };
        }

        return json;
    }
}
