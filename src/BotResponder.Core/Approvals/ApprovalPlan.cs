using System.Collections.Immutable;
using BotResponder.Core.Customers;
using BotResponder.Core.People;
using BotResponder.Core.Requests;

namespace BotResponder.Core.Approvals;

/// <summary>What happens by itself while a request waits, and who has been asked by when. A pure function of what is pinned into the request.</summary>
public static class ApprovalPlan
{
    /// <summary>Steps and the reminder in the order in which they are due. What would be due when it expires never is.</summary>
    public static ImmutableArray<Milestone> Of(ResponseRequest request) =>
    [
        .. Steps(request).Select(step => new Milestone(request.CreatedAt + step.After, step))
            .Concat(request.RemindAt is { } at ? [new Milestone(at, null)] : [])
            .Where(milestone => milestone.At < request.ExpiresAt)
            .OrderBy(milestone => milestone.At).ThenBy(milestone => milestone.Step is null),
    ];

    /// <summary>When the timer of a waiting request has something to do next.</summary>
    /// <param name="done">How many milestones are behind it.</param>
    public static DateTimeOffset NextDue(ResponseRequest request, int done) => Of(request) is var plan && done < plan.Length ? plan[done].At : request.ExpiresAt;

    /// <summary>Whose approval would count and who has been asked for it by now, in order of their ids.</summary>
    public static IEnumerable<PersonId> Asked(ResponseRequest request, Customer customer, DateTimeOffset now)
    {
        var later = Steps(request).Where(step => request.CreatedAt + step.After > now).SelectMany(step => step.Roles).ToImmutableHashSet();
        return ApproverRules.Candidates(request, customer)
            .Where(person => later.IsEmpty || ApproverRules.RolesFor(request, customer, person) is var roles && request.Demands.Any(demand => Wanted(demand, later).Any(roles.Contains)));
    }

    /// <summary>A demand that nobody else could meet is not held back.</summary>
    private static ImmutableArray<Role> Wanted(ApprovalDemand demand, ImmutableHashSet<Role> later) =>
        demand.Roles.All(later.Contains) ? demand.Roles : [.. demand.Roles.Where(role => !later.Contains(role))];

    private static ImmutableArray<EscalationStep> Steps(ResponseRequest request) => request.Policy?.Escalation ?? [];
}
