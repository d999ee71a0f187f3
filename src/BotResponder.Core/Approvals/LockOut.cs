using System.Collections.Immutable;
using System.Text.Json;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.People;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;

namespace BotResponder.Core.Approvals;

/// <summary>
/// Nobody bars approver after approver until none is left who could approve taking it back. Whom the bot has barred, or is about to, stands in the ledger:
/// it is read in the commit that asks and again in the one that lets the call leave, so two requests at once cannot bar the last two.
/// </summary>
/// <remarks>An account that somebody enables outside the bot counts as barred until it is enabled by the bot: that errs to the safe side.</remarks>
public sealed class LockOut(CustomerDirectory customers, ActionCatalog catalog)
{
    /// <summary>Says nothing of other customers, whose approvers the account may be one of.</summary>
    private static readonly Problem TooFew = new Problem.NotAllowed(
        "That would leave too few approvers who can act, and nobody could approve taking it back. Nothing was done. Have an administrator of this bot name another approver first.");

    /// <param name="operations">The targets that are to be barred.</param>
    /// <returns>Null when enough approvers stay, for every customer that one of the targets approves for.</returns>
    internal async ValueTask<Problem?> RefuseAsync(ILedgerView view, ResponseRequest request, IEnumerable<TargetOperation> operations, CancellationToken cancellationToken)
    {
        if (!Bars(request))
        {
            return null;
        }

        var asked = operations.Select(operation => Account(request, operation)).ToImmutableHashSet();
        var barred = asked.Union((await ReadAsync(view, cancellationToken)).Select(id => new PersonId(request.Customer.Tenant, id)));
        return customers.All.Where(customer => asked.Any(account => customer.Approvers.Contains(account))).All(customer => AreEnough(customer, request, barred)) ? null : TooFew;
    }

    /// <summary>The call is about to leave.</summary>
    internal async ValueTask BarAsync(RequestChange change, int operation, CancellationToken cancellationToken)
    {
        var account = Account(change.Request!, change.Request!.Operations[operation]);
        if (Bars(change.Request!) && customers.All.Any(customer => customer.Approvers.Contains(account)))
        {
            Write(change, (await ReadAsync(change.View, cancellationToken)).Add(account.ObjectId));
        }
    }

    /// <summary>It was certainly not done, or it was taken back.</summary>
    internal async ValueTask FreeAsync(RequestChange change, int operation, OutcomeKind outcome, CancellationToken cancellationToken)
    {
        var request = change.Request!;
        var isFree = Bars(request) ? outcome is OutcomeKind.Refused or OutcomeKind.Cancelled : outcome == OutcomeKind.Done && TakesBack(request);
        if (isFree && await ReadAsync(change.View, cancellationToken) is var barred && barred.Contains(Account(request, request.Operations[operation]).ObjectId))
        {
            Write(change, barred.Remove(Account(request, request.Operations[operation]).ObjectId));
        }
    }

    private bool Bars(ResponseRequest request) => catalog.Find(request.Action)?.Descriptor.BarsSignIn == true;

    private bool TakesBack(ResponseRequest request) => catalog.All.Any(action => action.Descriptor.BarsSignIn && action.Descriptor.UndoneBy == request.Action);

    /// <summary>All that the request demands can be met by whoever is left; of other customers at least somebody is left.</summary>
    private static bool AreEnough(Customer customer, ResponseRequest request, ImmutableHashSet<PersonId> barred)
    {
        var left = customer.Roles.Where(held => !barred.Contains(held.Key) && !customer.Linked.AreOne(held.Key, request.Requester.Id))
            .DistinctBy(held => customer.Linked.Of(held.Key).Select(account => account.ToString()).Min(StringComparer.Ordinal), StringComparer.Ordinal)
            .Select(held => new Review(new(held.Key, ""), Approves: true, null, default) { Roles = [.. held.Value] }).ToArray();
        return customer.Id == request.Customer && !request.Demands.IsEmpty
            ? Quorum.IsMet(request, left)
            : left.Any(review => customer.Approvers.Contains(review.Approver.Id));
    }

    /// <summary>An account's object id stands in the customer's tenant.</summary>
    private static PersonId Account(ResponseRequest request, TargetOperation operation) => new(request.Customer.Tenant, CustomerDirectory.Lower(operation.Target.Id));

    private static async ValueTask<ImmutableHashSet<string>> ReadAsync(ILedgerView view, CancellationToken cancellationToken) =>
        await view.FindAsync(LedgerRows.Barred, cancellationToken) is { } body
            ? [.. JsonSerializer.Deserialize(body, RequestJson.Default.ImmutableArrayString)]
            : [];

    private static void Write(RequestChange change, ImmutableHashSet<string> barred) => change.Write(
        LedgerRows.Barred, barred.IsEmpty ? null : JsonSerializer.Serialize([.. barred.Order(StringComparer.Ordinal)], RequestJson.Default.ImmutableArrayString));
}
