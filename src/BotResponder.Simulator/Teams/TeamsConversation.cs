using System.Collections.Immutable;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Teams;

/// <summary>A team. Its id is the thread id of its General channel.</summary>
public sealed record TeamsTeam(string Id, string Name, string GroupId, string TenantId, ImmutableArray<CastMember> Members);

public enum ConversationKind
{
    /// <summary>One person and the bot.</summary>
    Personal,

    /// <summary>Several people outside any team.</summary>
    GroupChat,

    /// <summary>A channel for everybody in the team.</summary>
    StandardChannel,

    /// <summary>A channel with members of its own, who may live in other tenants.</summary>
    SharedChannel,
}

/// <summary>A place to talk, as it was when somebody asked for it: people come and go, names change.</summary>
/// <param name="Id"><c>19:…@thread.tacv2</c>, <c>19:…@thread.v2</c> or <c>a:…</c>; never with a thread in it.</param>
/// <param name="TenantId">Where it lives; members may come from other tenants.</param>
/// <param name="Name">Channel name, the chat's topic, or the person's name.</param>
/// <param name="Team">Null outside teams.</param>
public sealed record TeamsConversation(
    string Id, string TenantId, string Name, ImmutableArray<CastMember> Members, TeamsTeam? Team, ConversationKind Kind)
{
    public bool IsPersonal => Kind == ConversationKind.Personal;

    /// <summary>The wire's word for the kind.</summary>
    internal string Type => Kind switch
    {
        ConversationKind.Personal => "personal",
        ConversationKind.GroupChat => "groupChat",
        _ => "channel",
    };

    /// <summary>The wire's word for the kind of channel.</summary>
    internal string ChannelType => Kind == ConversationKind.SharedChannel ? "shared" : "standard";

    /// <summary>What the bot is installed in: the team with its standard channels, one shared channel, or the chat.</summary>
    internal string InstallScope => Kind == ConversationKind.StandardChannel ? Team!.Id : Id;

    internal static TeamsConversation Personal(CastMember person) =>
        new($"a:1{Seed.Token($"chat/{person.Mri}")}", person.TenantId, person.Name, [person], null, ConversationKind.Personal);

    internal static TeamsConversation GroupChat(string topic, string tenantId, ImmutableArray<CastMember> members) =>
        new($"19:{Seed.Hex($"{tenantId}/chat/{topic}", 32)}@thread.v2", tenantId, topic, members, null, ConversationKind.GroupChat);

    internal static TeamsTeam NewTeam(string name, string tenantId, ImmutableArray<CastMember> members) =>
        new($"19:{Seed.Hex($"{tenantId}/{name}", 32)}@thread.tacv2", name, Seed.Id($"{tenantId}/{name}/group"), tenantId, members);

    internal static TeamsConversation General(TeamsTeam team) =>
        new(team.Id, team.TenantId, "General", team.Members, team, ConversationKind.StandardChannel);

    internal static TeamsConversation Channel(TeamsTeam team, string name) =>
        new(ChannelId(team, name), team.TenantId, name, team.Members, team, ConversationKind.StandardChannel);

    internal static TeamsConversation Shared(TeamsTeam team, string name, ImmutableArray<CastMember> members) =>
        new(ChannelId(team, name), team.TenantId, name, members, team, ConversationKind.SharedChannel);

    private static string ChannelId(TeamsTeam team, string name) => $"19:{Seed.Hex($"{team.Id}/{name}", 32)}@thread.tacv2";
}
