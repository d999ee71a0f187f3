using System.Collections.Immutable;
using BotResponder.Core.Customers;
using BotResponder.Core.Requests;

namespace BotResponder.Core.Approvals;

/// <summary>Counts approvals against what the policy demands. Pure.</summary>
public static class Quorum
{
    public static bool IsMet(ResponseRequest request) => IsMet(request, request.Approvals);

    /// <param name="approvals">Each by another human being.</param>
    public static bool IsMet(ResponseRequest request, IEnumerable<Review> approvals) => IsMet(request.Demands, request.Customer, approvals);

    internal static bool IsMet(ImmutableArray<ApprovalDemand> demands, CustomerId customer, IEnumerable<Review> approvals)
    {
        var given = approvals.ToImmutableArray();
        return demands.All(demand => Missing(demand, customer, given).People == 0);
    }

    /// <summary>True when one more approval like this brings the request nearer.</summary>
    public static bool Helps(ResponseRequest request, Review approval)
    {
        var given = request.Approvals.ToImmutableArray();
        return request.Demands.Any(demand =>
            Missing(demand, request.Customer, given.Add(approval)).People < Missing(demand, request.Customer, given).People);
    }

    /// <summary>What a pending request still needs: <c>1 approval</c>, <c>2 approvals (1 from Contoso's own side)</c>.</summary>
    public static string Missing(ResponseRequest request)
    {
        var given = request.Approvals.ToImmutableArray();
        var most = request.Demands.Select(demand => (Demand: demand, Missing: Missing(demand, request.Customer, given))).OrderByDescending(each => each.Missing.People).First();
        var (people, provider, customer) = most.Missing;
        string?[] of =
        [
            IsSenior(most.Demand) ? "senior" : null,
            provider > 0 ? $"{provider} from the provider" : null,
            customer > 0 ? $"{customer} from the customer" : null,
        ];
        var detail = string.Join(", ", of.OfType<string>());
        return $"{people} {(people == 1 ? "approval" : "approvals")}{(detail.Length > 0 ? $" ({detail})" : "")}";
    }

    /// <summary>True when it matters who approves, not only how many.</summary>
    public static bool IsParticular(ApprovalDemand demand) => IsSenior(demand) || demand.FromProvider > 0 || demand.FromCustomer > 0;

    private static bool IsSenior(ApprovalDemand demand) => !demand.Roles.Contains(Role.Approver);

    private static (int People, int Provider, int Customer) Missing(ApprovalDemand demand, CustomerId customer, ImmutableArray<Review> approvals)
    {
        var counting = approvals.Where(review => demand.Counts(review.RolesHeld)).ToArray();
        var ofCustomer = counting.Count(review => ApprovalDemand.IsOfCustomer(customer, review.Approver.Id));
        var (fromProvider, fromCustomer) = (Math.Max(0, demand.FromProvider - (counting.Length - ofCustomer)), Math.Max(0, demand.FromCustomer - ofCustomer));
        return (Math.Max(Math.Max(0, demand.Approvals - counting.Length), fromProvider + fromCustomer), fromProvider, fromCustomer);
    }
}
