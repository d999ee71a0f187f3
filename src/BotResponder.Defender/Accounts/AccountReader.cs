using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Accounts;

/// <summary>Reads one account from both stores: Entra ID, and Active Directory through Defender for Identity.</summary>
internal sealed class AccountReader(DirectoryApi directory, IdentityApi identities, DirectoryEvents events)
{
    /// <summary>What stands in both stores now. A store that cannot be read for the moment is a problem, never a store that is left out.</summary>
    public async Task<Result<Account>> ReadAsync(CustomerId customer, AccountId id, Urgency urgency, CancellationToken cancellationToken)
    {
        if (id.IsSid)
        {
            var only = await identities.FindAsync(customer, id, urgency, cancellationToken);
            return only.TryGetValue(out var account, out var missing) ? new Account(id, null, account, "") : missing;
        }

        var found = await directory.GetUserAsync(customer, id, urgency, cancellationToken);
        if (!found.TryGetValue(out var user, out var problem))
        {
            return problem is Problem.NotFound ? NotThere(id) : problem;
        }

        if (user.IsSynced is not true || !AccountId.TryParse(user.OnPremisesSid, out var sid) || !sid.IsSid)
        {
            return new Account(id, user, null, "");
        }

        var there = await identities.FindAsync(customer, sid, urgency, cancellationToken);
        return there switch
        {
            { Problem: null } => new Account(id, user, there.Value, ""),
            { Problem: Problem.NotFound or Problem.Refused } => new Account(id, user, null, there.Problem.Sentence),
            _ => there.Problem,
        };
    }

    /// <summary>The answer for an id that nobody has, and for one that is none of the bot's business.</summary>
    public static Problem NotThere(AccountId id) => id.IsSid
        ? IdentityApi.NotThere
        : new Problem.NotFound($"There is no account with the id {id} here. Check the id, or use the sign-in name.");

    /// <inheritdoc cref="ReadAsync"/>
    /// <remarks>With what shows whether this change holds: the risk as well when it is about that.</remarks>
    public async Task<Result<Account>> ReadForAsync(
        AccountChange change, CustomerId customer, AccountId id, Urgency urgency, CancellationToken cancellationToken)
    {
        var read = await ReadAsync(customer, id, urgency, cancellationToken);
        return read.TryGetValue(out var account, out _) ? await WithRiskAsync(change, customer, account, urgency, cancellationToken) : read;
    }

    /// <summary>Adds the account's risk when the change is about that.</summary>
    public async Task<Result<Account>> WithRiskAsync(AccountChange change, CustomerId customer, Account account, Urgency urgency, CancellationToken cancellationToken)
    {
        if (!change.ReadsRisk || account.User is null)
        {
            return account;
        }

        var found = await directory.Risk.GetAsync(customer, account.Id, urgency, cancellationToken);
        return found.TryGetValue(out var risk, out var problem) ? account with { Risk = risk } : problem;
    }

    /// <summary>What the domain controllers recorded of a change.</summary>
    public Task<DirectoryTrace> ReadEventsAsync(
        AccountChange change, CustomerId customer, Account account, DateTimeOffset since, CancellationToken cancellationToken) => change.DirectoryEvent is { } kind
            ? events.FindAsync(customer, account, kind, since, cancellationToken)
            : Task.FromResult(DirectoryTrace.Unknown);

    /// <summary>The account's directory roles; null when the bot is not allowed to read them.</summary>
    public async Task<Result<DirectoryRoles?>> ReadRolesAsync(CustomerId customer, AccountId id, Urgency urgency, CancellationToken cancellationToken)
    {
        if (id.IsSid)
        {
            return (DirectoryRoles?)DirectoryRoles.None;
        }

        var listed = await directory.ListRolesAsync(customer, id, urgency, cancellationToken);
        return listed switch
        {
            { Problem: null } => (DirectoryRoles?)listed.Value,
            { Problem: Problem.Refused or Problem.NotFound } => (DirectoryRoles?)null,
            _ => listed.Problem,
        };
    }
}

/// <param name="User">Null for an account that Entra ID does not know.</param>
/// <param name="Directory">Null when it is not in Active Directory, or the bot cannot act on it there.</param>
/// <param name="Unreachable">Why the bot cannot act on an account that comes from Active Directory there; empty otherwise.</param>
internal sealed record Account(AccountId Id, DirectoryUser? User, DirectoryAccount? Directory, string Unreachable)
{
    /// <summary>Null when it was not read.</summary>
    public AccountRisk? Risk { get; init; }

    public bool IsSynced => User?.IsSynced is true;

    /// <summary>The sign-in name, or the name in Active Directory.</summary>
    public string Name => PlainLine.Of(User?.UserPrincipalName ?? $@"{Directory?.Domain}\{Directory?.Name}", 120);
}
