using System.Collections.Immutable;
using BotResponder.Core.BreakGlass;
using BotResponder.Core.Customers;
using BotResponder.Core.People;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;

namespace BotResponder.Core.Approvals;

/// <summary>Whether one person may answer one request, by the roles that she holds now. Pure; the one place for cards, taps and the questions about both.</summary>
public static class ApproverRules
{
    private const string Account = "account";

    /// <returns>Why her answer does not count; null when it does.</returns>
    public static Problem? Refuse(ResponseRequest request, Customer customer, PersonId person, bool approves)
    {
        if (customer.Linked.AreOne(request.Requester.Id, person))
        {
            return new Problem.NotAllowed(request.Requester.Id == person
                ? $"You asked for {request.Code}, so somebody else must approve or deny it. You can withdraw it instead."
                : $"{request.Code} was asked for by another account of yours, so somebody else must approve or deny it.");
        }

        var (roles, authority) = (customer.RolesOf(person), Authority.Of(request, customer, person, approves));
        if (authority.For is null && !customer.Approvers.Contains(person) && !request.Demands.Any(demand => demand.Counts(roles)))
        {
            return new Problem.NotAllowed(customer.DelegatedTo(person).Any()
                ? $"What was delegated to you does not count for {request.Code}: whoever delegated it asked for it, is its target or has answered, or it is too new for a critical target."
                : $"You are not an approver here, so your answer to {request.Code} does not count.");
        }

        if (IsTarget(request, customer, person))
        {
            return new Problem.NotAllowed($"{request.Code} is about an account of yours, so somebody else must approve or deny it.");
        }

        if (request.Reviews.FirstOrDefault(earlier => earlier.Approver.Id != person && customer.Linked.AreOne(earlier.Approver.Id, person)) is not null)
        {
            return new Problem.NotAllowed($"Another account of yours has answered {request.Code} already, and a person counts once.");
        }

        if (request.Reviews.FirstOrDefault(earlier => earlier.Approver.Id != person && earlier.StandsFor(person, customer.Linked)) is { Approver: var delegated })
        {
            return new Problem.NotAllowed($"{delegated.Name} has answered {request.Code} for you already, and a person counts once.");
        }

        return !approves ? null
            : authority.For is null && IsTooNew(request, customer, person) ? new Problem.NotAllowed(
                $"{request.Code} is about a critical target, and you have been in the group that makes you an approver for too short a time. Somebody who has been one for longer must approve it. You can deny it.")
            : RefuseApproval(request, person, authority.Roles);
    }

    /// <summary>What her approval of this request would rest on.</summary>
    public static ImmutableHashSet<Role> RolesFor(ResponseRequest request, Customer customer, PersonId person) => Authority.Of(request, customer, person, approves: true).Roles;

    /// <summary>Whose approval would count now, in order of their ids.</summary>
    public static IEnumerable<PersonId> Candidates(ResponseRequest request, Customer customer) => customer.Roles.Keys
        .Union(customer.Delegations.Select(delegation => delegation.To.Id))
        .Where(person => request.Reviews.All(review => review.Approver.Id != person) && Refuse(request, customer, person, approves: true) is null)
        .OrderBy(person => person.ToString(), StringComparer.Ordinal);

    /// <summary>The same at the moment of the call: approvals of people who may not approve any more do not count.</summary>
    /// <param name="customer">Null when it is not served any more: nobody may approve.</param>
    /// <returns>Null when those that are left are enough.</returns>
    public static Problem? RefuseDispatch(ResponseRequest request, Customer? customer)
    {
        if (GlassRules.RefuseDispatch(request, customer) is { } broken)
        {
            return broken;
        }

        var standing = request.Approvals
            .Where(review => customer is not null && !IsOne(request, customer, review))
            .Select(review => review with { Roles = [.. Authority.Still(request, customer!, review)] });
        return Quorum.IsMet(request, standing) ? null : new Problem.Refused("somebody who approved it may not approve it any more.");
    }

    internal static bool IsCritical(ResponseRequest request) => request.Operations.Any(operation => operation.Preview.IsCritical);

    private static bool IsOne(ResponseRequest request, Customer customer, Review review) =>
        customer.Linked.AreOne(request.Requester.Id, review.Approver.Id)
        || IsTarget(request, customer, review.Approver.Id)
        || (review.For is { } lender && (customer.Linked.AreOne(request.Requester.Id, lender) || IsTarget(request, customer, lender)))
        || request.Approvals.TakeWhile(earlier => earlier != review).Any(earlier =>
            earlier.StandsFor(review.Approver.Id, customer.Linked) || (review.For is { } other && earlier.StandsFor(other, customer.Linked)));

    private static bool IsTooNew(ResponseRequest request, Customer customer, PersonId person) => request.State == RequestState.Pending
        && request.Demands.Any(demand => demand.Counts(customer.RolesOf(person))) && !request.Demands.Any(demand => demand.Counts(RolesFor(request, customer, person)));

    private static Problem? RefuseApproval(ResponseRequest request, PersonId person, ImmutableHashSet<Role> roles)
    {
        if (request.State != RequestState.Pending)
        {
            // That it has moved on is the answer that helps her, and the lifecycle's to give.
            return null;
        }

        if (!request.Demands.Any(demand => demand.Counts(roles)))
        {
            return new Problem.NotAllowed($"{request.Code} needs {Quorum.Missing(request)}, and your role is not enough for that. You can deny it.");
        }

        var isFirst = request.Reviews.All(earlier => earlier.Approver.Id != person);
        return isFirst && !Quorum.Helps(request, new(new(person, ""), Approves: true, null, default) { Roles = [.. roles] })
            ? new Problem.NotAllowed($"Your side has approved {request.Code} already. It still needs {Quorum.Missing(request)}.")
            : null;
    }

    /// <summary>An account action on one of her own accounts: their object ids stand in the customer's tenant, and linked accounts in any.</summary>
    internal static bool IsTarget(ResponseRequest request, Customer customer, PersonId person) =>
        request.Operations.Any(operation => operation.Target.Kind == Account
            && customer.Linked.Of(person).Any(own => own.Tenant == customer.Id.Tenant && own.ObjectId.Equals(operation.Target.Id, StringComparison.OrdinalIgnoreCase)));
}
