using BotResponder.Core.People;
using BotResponder.Teams.Activities;

namespace BotResponder.Host.People;

/// <summary>Whether somebody is heard.</summary>
internal abstract record Standing
{
    private Standing()
    {
    }

    /// <param name="Activity">What was said; its speaker's tenant is the one she is at home in.</param>
    public sealed record Heard(Activity Activity) : Standing;

    /// <summary>A guest, a member from elsewhere, or no member at all, whom no customer's settings name. She is told nothing but that.</summary>
    /// <param name="Reason">For log and audit: guest, foreign, not-a-member, contradiction or no-identity.</param>
    /// <param name="Person">Who it was as far as is known; null without an object id or a tenant.</param>
    public sealed record Outsider(string Reason, Person? Person) : Standing;

    /// <summary>Teams does not say now who she is.</summary>
    public sealed record Unknown : Standing;
}
