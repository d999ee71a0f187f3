using BotResponder.Core.Customers;
using BotResponder.Core.People;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Connector;

namespace BotResponder.Host.People;

/// <summary>Tells the people of a tenant from its guests and from members that shared channels bring in. Whom a customer's settings name, by tenant and
/// object id, is heard wherever she comes from and costs no question; of everybody else Teams is asked.</summary>
/// <remarks>Source: Teams' member call; a guest has <c>#EXT#</c> in her sign-in name or the role "guest", a shared channel's member another tenant id.</remarks>
internal sealed class SpeakerGate(CustomerDirectory customers, Roster roster)
{
    /// <summary>Where somebody has an account that is at home elsewhere, Entra writes this into its sign-in name.</summary>
    private const string GuestMark = "#EXT#";

    public async Task<Standing> JudgeAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (Speakers.Of(activity) is not { } person || ConversationReference.FromActivity(activity) is not { } place || activity.From?.Id is not { Length: > 0 } teamsId)
        {
            return new Standing.Outsider("no-identity", null);
        }

        if (IsNamed(person.Id))
        {
            return new Standing.Heard(activity);
        }

        return await roster.FindAsync(place, teamsId, cancellationToken) switch
        {
            ConnectorAnswer<TeamMember>.Done { Value: var member } => Judge(activity, person, member, Speakers.Lower(place.TenantId)),
            ConnectorAnswer<TeamMember>.Throttled or ConnectorAnswer<TeamMember>.Failed { Transient: true } => new Standing.Unknown(),
            _ => new Standing.Outsider("not-a-member", person),
        };
    }

    private Standing Judge(Activity activity, Person asserted, TeamMember member, string tenant)
    {
        if (member.PersonObjectId() is not { } objectId || Speakers.Lower(objectId) != asserted.Id.ObjectId)
        {
            return new Standing.Outsider("contradiction", asserted);
        }

        var home = member.TenantId is { Length: > 0 } said ? asserted with { Id = asserted.Id with { Tenant = Speakers.Lower(said) } } : asserted;
        if (IsNamed(home.Id))
        {
            return new Standing.Heard(activity with { From = activity.From! with { TenantId = home.Id.Tenant } });
        }

        if (home.Id.Tenant != tenant || asserted.Id.Tenant != tenant)
        {
            return new Standing.Outsider("foreign", home);
        }

        return IsGuest(member) ? new Standing.Outsider("guest", home) : new Standing.Heard(activity);
    }

    private bool IsNamed(PersonId person) => customers.Of(person).Any();

    private static bool IsGuest(TeamMember member) =>
        string.Equals(member.UserRole, "guest", StringComparison.OrdinalIgnoreCase)
        || member.UserPrincipalName?.Contains(GuestMark, StringComparison.OrdinalIgnoreCase) == true;
}
