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
        var barred = asked.Union((await ReadAsync(view, cancellationToken)).Select(each => new PersonId(request.Customer.Tenant, each.ObjectId)));
        return customers.All.Where(customer => asked.Any(account => customer.Approvers.Contains(account))).All(customer => AreEnough(customer, request, barred)) ? null : TooFew;
    }

    /// <summary>The call is about to leave.</summary>
    internal async ValueTask BarAsync(RequestChange change, int operation, CancellationToken cancellationToken)
    {
        var request = change.Request!;
        var account = Account(request, request.Operations[operation]);
        if (Bars(request) && customers.All.Any(customer => customer.Approvers.Contains(account)))
        {
            Write(change, (await ReadAsync(change.View, cancellationToken)).Add(new(account.ObjectId, request.Action, request.Id)));
        }
    }

    /// <summary>It was certainly not done: then this request bars nobody, whatever others did. Or it took back what others did.</summary>
    internal async ValueTask FreeAsync(RequestChange change, int operation, OutcomeKind outcome, CancellationToken cancellationToken)
    {
        var request = change.Request!;
        Func<BarredAccount, bool>? isOver = (Bars(request), outcome) switch
        {
            (true, OutcomeKind.Refused or OutcomeKind.Cancelled) => barred => barred.Request == request.Id,
            (false, OutcomeKind.Done) when catalog.All.Any(action => TakesBack(request, action.Descriptor)) =>
                barred => catalog.Find(barred.By) is { Descriptor: var by } && TakesBack(request, by),
            _ => null,
        };
        if (isOver is null)
        {
            return;
        }

        var (account, barred) = (Account(request, request.Operations[operation]).ObjectId, await ReadAsync(change.View, cancellationToken));
        var left = barred.Where(each => each.ObjectId != account || !isOver(each)).ToImmutableHashSet();
        if (left.Count < barred.Count)
        {
            Write(change, left);
        }
    }

    private bool Bars(ResponseRequest request) => catalog.Find(request.Action)?.Descriptor.BarsSignIn == true;

    private static bool TakesBack(ResponseRequest request, ActionDescriptor action) => action.BarsSignIn && action.UndoneBy == request.Action;

    /// <summary>All that the request demands can be met by whoever is left; of other customers at least somebody is left.</summary>
    private static bool AreEnough(Customer customer, ResponseRequest request, ImmutableHashSet<PersonId> barred)
    {
        var left = customer.Roles.Where(held => !barred.Contains(held.Key) && !customer.Linked.AreOne(held.Key, request.Requester.Id))
            .DistinctBy(held => customer.Linked.Of(held.Key).Select(account => account.ToString()).Min(StringComparer.Ordinal), StringComparer.Ordinal)
            .Select(held => new Review(new(held.Key, ""), Approves: true, null, default) { Roles = [.. held.Value] }).ToArray();
        var approvers = left.Count(review => customer.Approvers.Contains(review.Approver.Id));
        return customer.Id != request.Customer || (request.Demands.IsEmpty && request.Glass is null) ? approvers > 0
            // A broken glass is reviewed by others, and sets aside a demand that the way back will meet.
            : request.Glass is { } glass ? approvers >= glass.Reviewers && Quorum.IsMet(glass.SetAside, customer.Id, left)
            : Quorum.IsMet(request, left);
    }

    /// <summary>An account's object id stands in the customer's tenant.</summary>
    private static PersonId Account(ResponseRequest request, TargetOperation operation) => new(request.Customer.Tenant, CustomerDirectory.Lower(operation.Target.Id));

    private static async ValueTask<ImmutableHashSet<BarredAccount>> ReadAsync(ILedgerView view, CancellationToken cancellationToken) =>
        await view.FindAsync(LedgerRows.Barred, cancellationToken) is { } body
            ? [.. JsonSerializer.Deserialize(body, RequestJson.Default.ImmutableArrayBarredAccount)]
            : [];

    private static void Write(RequestChange change, ImmutableHashSet<BarredAccount> barred) => change.Write(
        LedgerRows.Barred,
        barred.IsEmpty ? null : JsonSerializer.Serialize([.. barred.OrderBy(each => each.Request.Value, StringComparer.Ordinal).ThenBy(each => each.ObjectId, StringComparer.Ordinal)], RequestJson.Default.ImmutableArrayBarredAccount));
}

/// <summary>An approver's account that one request barred, or is barring.</summary>
public sealed record BarredAccount(string ObjectId, ActionId By, RequestId Request);
