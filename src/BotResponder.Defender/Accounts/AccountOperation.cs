using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Accounts;

/// <summary>Tells each store of an account once what to do, and reads back what became of it.</summary>
internal sealed class AccountOperation(AccountReader reader, DirectoryApi directory, IdentityApi identities, CallGate gate, TimeProvider time)
{
    /// <summary>One permit for an order, whatever number of stores it has: waiting belongs before anybody writes down that a call leaves.</summary>
    public Task<Problem?> AdmitAsync(CustomerId customer, AccountChange change, CancellationToken cancellationToken) =>
        gate.AdmitAsync(customer, change.Endpoint, Urgency.Background, cancellationToken);

    /// <summary>All stores are told even when one of them refuses: half a containment is better than none, and the receipt says which half.</summary>
    /// <returns>A receipt as soon as one store accepted; else what may be done next: nothing was done, it may have been, or it never will be.</returns>
    public async Task<Result<ActionReceipt>> ExecuteAsync(ActionOrder order, AccountChange change, CancellationToken cancellationToken)
    {
        var id = Id(order.Target);
        var sentAt = order.SentAt ?? time.GetUtcNow();
        var read = await reader.ReadAsync(order.Customer, id, Urgency.Background, cancellationToken);
        if (!read.TryGetValue(out var account, out var unread))
        {
            return unread;
        }

        var told = new List<(StoreAnswer Answer, Problem? Problem)>();
        foreach (var store in change.StoresOf(account))
        {
            told.Add(await TellAsync(order.Customer, change, account, store, cancellationToken));
        }

        return told.Any(each => each.Problem is null) ? new AccountReceipt(change.Word, id, sentAt, [.. told.Select(each => each.Answer)]).Write()
            : told.Select(each => each.Problem!).OrderByDescending(Weight).FirstOrDefault() ?? new Problem.Refused("No store of this account can be changed by the bot.");
    }

    /// <summary>
    /// Graph keeps no trace of who changed an account, so what is looked for is the state itself. When it is not there the order may be sent again: these
    /// changes set a state, and setting it twice is setting it once.
    /// </summary>
    public async Task<Result<AdoptedReceipt>> FindOwnAsync(ActionOrder order, AccountChange change, CancellationToken cancellationToken)
    {
        var id = Id(order.Target);
        if (!change.IsReadBack)
        {
            return new Problem.Uncertain("Microsoft shows no sign of it that could be read back.");
        }

        var read = await reader.ReadForAsync(change, order.Customer, id, Urgency.Background, cancellationToken);
        if (!read.TryGetValue(out var account, out var problem))
        {
            return problem;
        }

        ImmutableArray<StoreAnswer> answers = [.. change.StoresOf(account).Select(store => new StoreAnswer(store, StoreAnswer.Accepted, ""))];
        var receipt = new AccountReceipt(change.Word, id, order.SentAt ?? time.GetUtcNow(), answers);
        return new AdoptedReceipt(answers.Length > 0 && answers.All(answer => AccountProgress.Holds(change, receipt, account, answer.Store)) ? receipt.Write() : null);
    }

    public async Task<Result<ActionProgress>> ReadStatusAsync(CustomerId customer, ActionReceipt receipt, AccountChange change, CancellationToken cancellationToken)
    {
        if (!AccountReceipt.TryRead(receipt, out var told) || told.Word != change.Word)
        {
            return new Problem.NotFound("The bot cannot read its own note of what it told Microsoft. Look at the account in the Defender portal.");
        }

        var read = await reader.ReadForAsync(change, customer, told.Account, Urgency.Background, cancellationToken);
        if (!read.TryGetValue(out var account, out var problem))
        {
            return problem;
        }

        var now = time.GetUtcNow();
        var trace = AccountProgress.IsOverdue(change, told, account, now)
            ? await reader.ReadEventsAsync(change, customer, account, told.SentAt, cancellationToken)
            : DirectoryTrace.Unknown;
        return AccountProgress.Of(change, told, account, trace, now);
    }

    private async Task<(StoreAnswer Answer, Problem? Problem)> TellAsync(
        CustomerId customer, AccountChange change, Account account, AccountStore store, CancellationToken cancellationToken)
    {
        var correlation = "";
        Problem? problem;
        if (store is AccountStore.EntraId)
        {
            problem = await change.TellEntraAsync(directory, customer, account.Id, cancellationToken);
        }
        else
        {
            var invoked = await identities.InvokeAsync(customer, account.Directory!, change.DirectoryAction!, cancellationToken);
            problem = invoked.Problem;
            correlation = problem is null ? invoked.Value : "";
        }

        return (new(store, problem?.Code ?? StoreAnswer.Accepted, correlation), problem);
    }

    /// <summary>Of several problems the one that promises least is told.</summary>
    private static int Weight(Problem problem) => problem switch
    {
        Problem.Uncertain => 2,
        Problem.Throttled or Problem.Unavailable => 1,
        _ => 0,
    };

    private static AccountId Id(ActionTarget target) => target.Kind == AccountPreview.TargetKind && AccountId.TryParse(target.Id, out var id)
        ? id
        : throw new ArgumentException("The target is no account.", nameof(target));
}
