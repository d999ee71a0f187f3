using System.Collections.Immutable;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Teams;

/// <summary>A team. Its id is the thread id of its General channel.</summary>
public sealed record TeamsTeam(string Id, string Name, string GroupId, string TenantId, ImmutableArray<CastMember> Members);

/// <summary>A place to talk: a channel of a team, or one person's chat with the bot.</summary>
/// <param name="Id"><c>19:…@thread.tacv2</c> or <c>a:…</c>; never with a thread in it.</param>
/// <param name="TenantId">Where it lives; members may come from other tenants.</param>
/// <param name="Name">Channel name, or the person's.</param>
/// <param name="Team">Null for a personal chat.</param>
public sealed record TeamsConversation(string Id, string TenantId, string Name, ImmutableArray<CastMember> Members, TeamsTeam? Team)
{
    public bool IsPersonal => Team is null;

    /// <summary>What the bot is installed in: the team as a whole, or the chat.</summary>
    internal string InstallScope => Team?.Id ?? Id;

    internal static TeamsConversation Personal(CastMember person) =>
        new($"a:1{Seed.Token($"chat/{person.Mri}")}", person.TenantId, person.Name, [person], null);

    internal static TeamsTeam NewTeam(string name, string tenantId, ImmutableArray<CastMember> members) =>
        new($"19:{Seed.Hex($"{tenantId}/{name}", 32)}@thread.tacv2", name, Seed.Id($"{tenantId}/{name}/group"), tenantId, members);

    internal static TeamsConversation General(TeamsTeam team) => new(team.Id, team.TenantId, "General", team.Members, team);

    internal static TeamsConversation Channel(TeamsTeam team, string name) =>
        new($"19:{Seed.Hex($"{team.Id}/{name}", 32)}@thread.tacv2", team.TenantId, name, team.Members, team);
}
