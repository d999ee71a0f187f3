using System.Collections.Immutable;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Teams;

/// <summary>Who uses Teams and where they talk when the simulator starts.</summary>
internal sealed record TeamsSeeds
{
    public TeamsSeeds(TenantDirectory tenants)
    {
        People = Everybody(tenants);
        var contoso = TeamsConversation.NewTeam("Contoso Security", Cast.ContosoId, [Cast.Ann, Cast.Bo, Cast.Cy, Cast.Eve]);
        var fabrikam = TeamsConversation.NewTeam("Fabrikam Security", Cast.FabrikamId, [Cast.Dee, Cast.Ann, Cast.Bo]);
        var everyone = TeamsConversation.NewTeam(
            "Contoso Everyone", Cast.ContosoId, [.. People.Where(person => person.TenantId == Cast.ContosoId && !person.IsGuest)]);
        ContosoSoc = TeamsConversation.Channel(contoso, "SOC");
        FabrikamSoc = TeamsConversation.Channel(fabrikam, "SOC");
        ContosoEveryone = TeamsConversation.General(everyone);
        ContosoShared = TeamsConversation.Shared(contoso, "Joint response", [Cast.Ann, Cast.Bo, Cast.Cy, Cast.Dee, Cast.Nia]);
        ContosoChat = TeamsConversation.GroupChat("Night shift", Cast.ContosoId, [Cast.Ann, Cast.Bo, Cast.Cy, Cast.Eve]);
        Conversations =
        [
            ContosoSoc, FabrikamSoc, ContosoEveryone, TeamsConversation.General(contoso), TeamsConversation.General(fabrikam),
            ContosoShared, ContosoChat,
        ];
    }

    public ImmutableArray<CastMember> People { get; }

    public ImmutableArray<TeamsConversation> Conversations { get; }

    public TeamsConversation ContosoSoc { get; }

    public TeamsConversation FabrikamSoc { get; }

    public TeamsConversation ContosoEveryone { get; }

    public TeamsConversation ContosoShared { get; }

    public TeamsConversation ContosoChat { get; }

    private static ImmutableArray<CastMember> Everybody(TenantDirectory tenants) =>
    [
        .. Cast.Everybody,
        .. Cast.Visitors,
        .. new[] { tenants.Contoso, tenants.Fabrikam }.SelectMany(tenant => tenant.Accounts
            .Where(account => !Cast.Everybody.Any(person => person.ObjectId == account.Id))
            .Select(account => new CastMember(
                account.DisplayName, tenant.Id, account.Id, $"29:1{Seed.Token($"mri/{account.UserPrincipalName}")}",
                account.UserPrincipalName, account.JobTitle, account.IsGuest))),
    ];
}
