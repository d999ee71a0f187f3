using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using Microsoft.Extensions.Options;

namespace BotResponder.Core.Containments;

/// <summary>For how long something may be contained, and who may not ask for its release.</summary>
public sealed class ContainmentRules(ActionCatalog catalog, CustomerDirectory customers, IOptions<ContainmentOptions> options)
{
    private const string Account = "account";

    /// <returns>Null when it is asked for a time that there may be, or for none.</returns>
    internal Problem? RefuseTime(Ask ask) => ask.Lease is { } time ? LeaseTime.Refuse(time, time, options.Value.Longest) : null;

    /// <summary>Whoever is contained does not ask for her own release, with none of her accounts.</summary>
    internal Problem? RefuseOwn(Ask ask, FoundTargets targets)
    {
        var action = ask.Action.Descriptor;
        if (action.TargetKind != Account || customers.Find(ask.Customer) is not { } customer
            || !catalog.All.Any(each => each.Descriptor.IsContainment && each.Descriptor.UndoneBy == action.Id))
        {
            return null;
        }

        var own = customer.Linked.Of(ask.Requester.Id).Where(account => account.Tenant == customer.Id.Tenant).Select(account => account.ObjectId);
        return targets.Operations.Any(operation => own.Contains(operation.Target.Id, StringComparer.OrdinalIgnoreCase))
            ? new Problem.NotAllowed("That is an account of yours, so somebody else must ask for its release. Nothing was done.")
            : null;
    }
}
