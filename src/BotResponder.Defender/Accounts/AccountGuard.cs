using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Accounts;

/// <summary>Accounts on which a whole tenant depends. What it refuses is refused whoever approves, when it is asked and again before the call leaves.</summary>
internal sealed class AccountGuard(CustomerLimits limits, DirectoryApi directory, GroupApi groups)
{
    /// <param name="together">What the same request does this to besides.</param>
    /// <returns>Why it must not be done to the account; null when nothing is in the way.</returns>
    public async Task<Problem?> RefuseAsync(
        CustomerId customer, ActionDescriptor action, AccountChange change, Account account, DirectoryRoles? roles,
        ImmutableHashSet<AccountId> together, Urgency urgency, CancellationToken cancellationToken)
    {
        var kept = limits.ProtectedIn(customer);
        if (change.IsForTheAccount)
        {
            return null;
        }

        if (kept.IsEmergencyAccount(account.Id.Value, account.User?.UserPrincipalName, account.User?.OnPremisesSid))
        {
            return new Problem.Refused(
                $"{account.Name} is an emergency access account: it is kept for the day on which nothing else works. Nobody does this to it by the bot, whoever approves. "
                + "If it is being misused, call the people who hold it and an administrator of the tenant.");
        }

        // Whoever cannot sign in already, or has surely no such role, leaves no fewer.
        return kept.LeastGlobalAdministrators > 0 && action.BarsSignIn && account.User is { AccountEnabled: not false } && roles?.HasGlobal is not false
            ? await RefuseLastAsync(customer, account, roles?.HasGlobal is true, together, kept.LeastGlobalAdministrators, urgency, cancellationToken)
            : null;
    }

    /// <summary>Whether the account is in one of the customer's VIP groups; the fact is pinned.</summary>
    /// <returns>Null when the customer has none.</returns>
    public async Task<VipState?> VipAsync(CustomerId customer, Account account, Urgency urgency, CancellationToken cancellationToken)
    {
        if (limits.ProtectedIn(customer).VipGroups is not { IsEmpty: false } vips)
        {
            return null;
        }

        if (account.Id.IsSid)
        {
            return VipState.Unread;
        }

        var held = await Task.WhenAll(vips.Select(group => groups.HoldsAsync(group, account.Id, urgency, cancellationToken)));
        return held.Contains(true) ? VipState.Yes : held.Contains(null) ? VipState.Unread : VipState.No;
    }

    private async Task<Problem?> RefuseLastAsync(
        CustomerId customer, Account account, bool isSure, ImmutableHashSet<AccountId> together, int least, Urgency urgency, CancellationToken cancellationToken)
    {
        var listed = await directory.ListGlobalAdministratorsAsync(customer, urgency, cancellationToken);
        if (!listed.TryGetValue(out var administrators, out var problem))
        {
            return problem is Problem.Throttled or Problem.Unavailable or Problem.Uncertain ? problem : new Problem.Refused(
                $"How many Global Administrators would be left without {account.Name} cannot be read, so nobody does this by the bot. Give the bot's app RoleManagement.Read.Directory in the tenant, and ask again.");
        }

        if (!isSure && !administrators.Contains(account.Id))
        {
            return null;
        }

        var left = administrators.Count(each => each != account.Id && !together.Contains(each));
        return left >= least ? null : new Problem.Refused(
            $"{account.Name} is one of the last Global Administrators: {left} enabled {(left == 1 ? "one" : "ones")} would be left, and at least {least} must be. "
            + "Nobody does this by the bot, whoever approves. Have the tenant's administrators name another one first.");
    }
}

/// <summary>Whether somebody is in a group of people whose accounts more must approve for.</summary>
internal enum VipState
{
    No,
    Yes,
    Unread,
}
