using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Teams;

/// <summary>What the owner of a team or chat does: add and remove people, create, rename and delete channels, delete the team. The bot is
/// told (conversationUpdate) where it is installed; elsewhere the answer has 0 attempts.</summary>
public sealed class TeamsOwner
{
    private readonly TeamsRooms _rooms;
    private readonly ActivityWriter _writer;
    private readonly BotDelivery _delivery;

    internal TeamsOwner(TeamsRooms rooms, ActivityWriter writer, BotDelivery delivery) => (_rooms, _writer, _delivery) = (rooms, writer, delivery);

    /// <summary>Adds a person to the team of a standard channel, to a shared channel, or to a group chat.</summary>
    public Task<BotAnswer> AddAsync(CastMember person, TeamsConversation conversation, CancellationToken cancellationToken)
    {
        ChangeMembers(conversation, members => members.Contains(person) ? members : members.Add(person));
        return TellMembersAsync("Added", person, conversation, cancellationToken);
    }

    /// <summary>The reverse of <see cref="AddAsync"/>.</summary>
    public Task<BotAnswer> RemoveAsync(CastMember person, TeamsConversation conversation, CancellationToken cancellationToken)
    {
        ChangeMembers(conversation, members => members.Remove(person));
        return TellMembersAsync("Removed", person, conversation, cancellationToken);
    }

    /// <param name="conversation">Any channel of the team.</param>
    public Task<BotAnswer> RenameTeamAsync(TeamsConversation conversation, string name, CancellationToken cancellationToken)
    {
        var id = TeamOf(conversation).Id;
        _rooms.Replace(each => each.Team is { } team && team.Id == id ? each with { Team = team with { Name = name } } : each);
        return AnnounceAsync(_rooms.Find(id, out _)!, "teamRenamed", cancellationToken);
    }

    public Task<BotAnswer> RenameChannelAsync(TeamsConversation channel, string name, CancellationToken cancellationToken)
    {
        TeamOf(channel);
        _rooms.Replace(each => each.Id == channel.Id ? each with { Name = name } : each);
        return AnnounceAsync(channel, "channelRenamed", cancellationToken);
    }

    /// <summary>A standard channel; the bot is in it at once when it is in the team.</summary>
    public async Task<TeamsConversation> CreateChannelAsync(TeamsConversation inTeamOf, string name, CancellationToken cancellationToken)
    {
        var channel = _rooms.Add(TeamsConversation.Channel(TeamOf(_rooms.Current(inTeamOf)), name));
        await AnnounceAsync(channel, "channelCreated", cancellationToken);
        return channel;
    }

    /// <summary>From now on the connector answers 404 for it.</summary>
    /// <exception cref="InvalidOperationException">General cannot be deleted; chats neither.</exception>
    public Task<BotAnswer> DeleteChannelAsync(TeamsConversation channel, CancellationToken cancellationToken) =>
        channel.Id == TeamOf(channel).Id
            ? throw new InvalidOperationException("The General channel cannot be deleted.")
            : DeleteAsync(channel, each => each.Id == channel.Id, "channelDeleted", cancellationToken);

    /// <summary>The team with all its channels.</summary>
    /// <param name="conversation">Any channel of the team.</param>
    public Task<BotAnswer> DeleteTeamAsync(TeamsConversation conversation, CancellationToken cancellationToken)
    {
        var id = TeamOf(conversation).Id;
        return DeleteAsync(_rooms.Find(id, out _)!, each => each.Team?.Id == id, "teamDeleted", cancellationToken);
    }

    /// <summary>Tells the bot of something that changes nothing here: <c>teamArchived</c>, <c>teamUnarchived</c>, <c>channelShared</c>, …</summary>
    public Task<BotAnswer> AnnounceAsync(TeamsConversation conversation, string eventType, CancellationToken cancellationToken)
    {
        var now = _rooms.Current(conversation);
        return DeliverAsync(now, Update(now, eventType), _rooms.IsInstalled(now), cancellationToken);
    }

    private static TeamsTeam TeamOf(TeamsConversation conversation) =>
        conversation.Team ?? throw new InvalidOperationException($"{conversation.Name} belongs to no team.");

    /// <summary>Written before it is gone, and delivered after.</summary>
    private Task<BotAnswer> DeleteAsync(
        TeamsConversation conversation, Func<TeamsConversation, bool> goes, string eventType, CancellationToken cancellationToken)
    {
        var installed = _rooms.IsInstalled(conversation);
        _rooms.Replace(each => goes(each) ? null : each);
        return DeliverAsync(conversation, Update(conversation, eventType), installed, cancellationToken);
    }

    private void ChangeMembers(TeamsConversation where, Func<ImmutableArray<CastMember>, ImmutableArray<CastMember>> change)
    {
        if (where.IsPersonal)
        {
            throw new InvalidOperationException("Nobody can be added to a personal chat or removed from it.");
        }

        var ofTeam = where.Kind == ConversationKind.StandardChannel;
        _rooms.Replace(each => (ofTeam ? each.Kind == ConversationKind.StandardChannel && each.Team!.Id == where.Team!.Id : each.Id == where.Id)
            ? Changed(each)
            : each);

        TeamsConversation Changed(TeamsConversation each)
        {
            var members = change(each.Members);
            return each with { Members = members, Team = ofTeam ? each.Team! with { Members = members } : each.Team };
        }
    }

    private Task<BotAnswer> TellMembersAsync(string what, CastMember person, TeamsConversation conversation, CancellationToken cancellationToken)
    {
        var now = _rooms.Current(conversation);
        var update = Update(now, now.Kind switch
        {
            ConversationKind.StandardChannel => $"teamMember{what}",
            ConversationKind.SharedChannel => $"channelMember{what}",
            _ => null,
        });
        update[$"members{what}"] = new JsonArray(new JsonObject
        {
            ["id"] = person.Mri,
            ["name"] = person.Name,
            ["aadObjectId"] = person.ObjectId,
        });
        return DeliverAsync(now, update, _rooms.IsInstalled(now), cancellationToken);
    }

    private JsonObject Update(TeamsConversation conversation, string? eventType)
    {
        var update = _writer.Envelope("conversationUpdate", $"f:{Guid.NewGuid()}", conversation.Members[0], conversation, null);
        if (eventType is not null)
        {
            update["channelData"]!["eventType"] = eventType;
        }

        return update;
    }

    private Task<BotAnswer> DeliverAsync(TeamsConversation where, JsonObject update, bool installed, CancellationToken cancellationToken) =>
        installed
            ? _delivery.SendAsync(update.ToJsonString(), cancellationToken)
            : Task.FromResult(new BotAnswer(where.Id, 0, "", 0));
}
