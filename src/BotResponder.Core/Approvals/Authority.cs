using System.Collections.Immutable;
using BotResponder.Core.Customers;
using BotResponder.Core.Delegations;
using BotResponder.Core.People;
using BotResponder.Core.Requests;

namespace BotResponder.Core.Approvals;

/// <summary>What somebody's answer to a request rests on: roles of her own, or those of an approver who has delegated to her. Never both, and never anything lent twice.</summary>
/// <param name="Roles">Empty when on nothing.</param>
/// <param name="For">Who delegated; null when it is her own right.</param>
public sealed record Authority(ImmutableHashSet<Role> Roles, PersonId? For)
{
    private static readonly ImmutableHashSet<Role> Lendable = [Role.Approver, Role.SeniorApprover];

    /// <summary>Her own comes first; of several that were lent to her the one that counts, oldest first.</summary>
    /// <param name="approves">False: a delegation that is too young for a critical target is enough.</param>
    public static Authority Of(ResponseRequest request, Customer customer, PersonId person, bool approves)
    {
        var own = Own(request, customer, person);
        return Counts(request, own)
            ? new(own, null)
            : customer.Delegations.Where(delegation => delegation.To.Id == person && IsLent(request, customer, delegation))
                .Select(delegation => new Authority(Lent(request, customer, delegation, approves), delegation.From.Id))
                .FirstOrDefault(lent => Counts(request, lent.Roles)) ?? new(own, null);
    }

    /// <summary>What an approval that was given still rests on.</summary>
    public static ImmutableHashSet<Role> Still(ResponseRequest request, Customer customer, Review review) => review.For is not { } lender
        ? Own(request, customer, review.Approver.Id)
        : customer.Delegations.FirstOrDefault(delegation => delegation.To.Id == review.Approver.Id && delegation.From.Id == lender) is { } delegation
            ? Lent(request, customer, delegation, approves: true)
            : [];

    /// <summary>Who came into a group a moment ago is not yet anything for critical targets.</summary>
    private static ImmutableHashSet<Role> Own(ResponseRequest request, Customer customer, PersonId person) =>
        ApproverRules.IsCritical(request) ? customer.SettledRolesOf(person) : customer.RolesOf(person);

    /// <summary>No more than the lender holds herself at this moment.</summary>
    private static ImmutableHashSet<Role> Lent(ResponseRequest request, Customer customer, Delegation delegation, bool approves) =>
        approves && ApproverRules.IsCritical(request) && !delegation.IsSettled ? [] : Own(request, customer, delegation.From.Id).Intersect(Lendable);

    /// <summary>Not for what the lender asked for, what is about her, or what she or somebody for her has answered.</summary>
    private static bool IsLent(ResponseRequest request, Customer customer, Delegation delegation) =>
        !customer.Linked.AreOne(request.Requester.Id, delegation.From.Id)
        && !ApproverRules.IsTarget(request, customer, delegation.From.Id)
        && ApprovalDemand.IsOfCustomer(customer.Id, delegation.From.Id) == ApprovalDemand.IsOfCustomer(customer.Id, delegation.To.Id)
        && request.Reviews.All(review => review.Approver.Id == delegation.To.Id || !review.StandsFor(delegation.From.Id, customer.Linked));

    private static bool Counts(ResponseRequest request, ImmutableHashSet<Role> roles) => request.Demands.Any(demand => demand.Counts(roles));
}
