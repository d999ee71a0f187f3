using System.Collections.Immutable;
using BotResponder.Core.Approvals;
using BotResponder.Core.Customers;
using BotResponder.Core.People;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;

namespace BotResponder.Core.BreakGlass;

/// <summary>Who may break the glass, and who may review it afterwards, by the roles that they hold now. Pure; the one place for cards, taps and words.</summary>
public static class GlassRules
{
    private static readonly ImmutableArray<Role> Reviewing = [Role.Approver, Role.SeniorApprover];

    /// <summary>For whoever does not hold the role.</summary>
    public static Problem MayNotBreak { get; } = new Problem.NotAllowed(
        "You may not break the glass here: only people whom an administrator of this bot has named for emergencies may. Nothing was done. Ask for it without break glass, and approvers decide.");

    internal static Problem TooNew { get; } = new Problem.NotAllowed(
        "That is about a critical target, and you have been in the group that lets you break the glass for too short a time. Nothing was done. Ask for it without break glass, and approvers decide.");

    /// <summary>Who came into a group a moment ago does not yet break the glass for critical targets.</summary>
    public static Problem? RefuseBreaking(Customer customer, PersonId person, bool isCritical) =>
        !customer.Grants(person, Role.BreakGlass) ? MayNotBreak
        : isCritical && !customer.SettledRolesOf(person).Contains(Role.BreakGlass) ? TooNew
        : null;

    /// <summary>The same at the moment of the call.</summary>
    /// <param name="customer">Null when it is not served any more.</param>
    /// <returns>Null when the glass was not broken, or whoever did it still may.</returns>
    public static Problem? RefuseDispatch(ResponseRequest request, Customer? customer) =>
        request.Glass is not null && (customer is null || RefuseBreaking(customer, request.Requester.Id, ApproverRules.IsCritical(request)) is not null)
            ? new Problem.Refused("whoever broke the glass may not do that any more.")
            : null;

    /// <returns>Why her review does not count; null when it does.</returns>
    public static Problem? RefuseReview(ResponseRequest request, Customer customer, PersonId person)
    {
        if (request.Glass is not { } glass)
        {
            return new Problem.Conflict($"Nobody broke the glass for {request.Code}, so there is nothing to review.");
        }

        if (customer.Linked.AreOne(request.Requester.Id, person))
        {
            return new Problem.NotAllowed($"You broke the glass for {request.Code}{(request.Requester.Id == person ? "" : " with another account of yours")}, so others must review it.");
        }

        var roles = ApproverRules.IsCritical(request) ? customer.SettledRolesOf(person) : customer.RolesOf(person);
        if (!roles.Overlaps(Reviewing))
        {
            return new Problem.NotAllowed($"Approvers review {request.Code}, and you are none here{(customer.RolesOf(person).Overlaps(Reviewing) ? " for long enough yet" : "")}. Your review does not count.");
        }

        if (ApproverRules.IsTarget(request, customer, person))
        {
            return new Problem.NotAllowed($"{request.Code} is about an account of yours, so others must review it.");
        }

        return glass.Verdicts.Any(earlier => earlier.Reviewer.Id != person && customer.Linked.AreOne(earlier.Reviewer.Id, person))
            ? new Problem.NotAllowed($"Another account of yours has reviewed {request.Code} already, and a person counts once.")
            : null;
    }

    /// <summary>Whose review is waited for, in order of their ids; nobody once it is reviewed.</summary>
    public static IEnumerable<PersonId> Awaited(ResponseRequest request, Customer customer) => request.Glass is { IsReviewed: false } glass
        ? customer.Roles.Keys
            .Where(person => glass.Verdicts.All(verdict => verdict.Reviewer.Id != person) && RefuseReview(request, customer, person) is null)
            .OrderBy(person => person.ToString(), StringComparer.Ordinal)
        : [];
}
