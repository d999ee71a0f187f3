using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Defender.Api;
using BotResponder.Defender.Limits;
using Microsoft.Extensions.Options;

namespace BotResponder.Defender.Accounts;

/// <summary>Which accounts are inside of a customer's scope. What is outside, or cannot be told, is not there.</summary>
internal sealed class AccountScope(CustomerLimits limits, DirectoryApi directory, IOptions<DefenderOptions> options)
{
    /// <summary>Whose roles are looked up, when it matters, before a list is shown.</summary>
    private const int MostLookedUp = 20;

    /// <param name="action">Null for somebody who only looks.</param>
    /// <param name="roles">Null when they could not be read.</param>
    public bool Holds(CustomerId customer, ActionId? action, Account account, DirectoryRoles? roles) =>
        limits.ScopeOf(customer) is not { IsLimited: true } scope || scope.Holds(action?.Value, Traits(account, roles)) == true;

    /// <summary>Those of a list that are inside; of a long list whose roles matter only the first twenty are looked at.</summary>
    public async Task<ImmutableArray<DirectoryUser>> InsideAsync(
        CustomerId customer, ActionId? action, ImmutableArray<DirectoryUser> users, CancellationToken cancellationToken)
    {
        if (limits.ScopeOf(customer) is not { IsLimited: true } scope)
        {
            return users;
        }

        var possible = users.Where(user => scope.Holds(action?.Value, Traits(user, isAdmin: null)) != false).ToArray();
        return !scope.AsksForAdministrators
            ? [.. possible.Where(user => scope.Holds(action?.Value, Traits(user, isAdmin: null)) == true)]
            : [.. (await Task.WhenAll(possible.Take(MostLookedUp).Select(async user =>
                (User: user, IsIn: scope.Holds(action?.Value, Traits(user, await IsAdminAsync(customer, user, cancellationToken)))))))
                .Where(each => each.IsIn == true).Select(each => each.User)];
    }

    private async Task<bool?> IsAdminAsync(CustomerId customer, DirectoryUser user, CancellationToken cancellationToken) =>
        AccountId.TryParse(user.Id, out var id) && (await directory.ListRolesAsync(customer, id, Urgency.Interactive, cancellationToken)).TryGetValue(out var roles, out _)
            ? !roles.Names.IsEmpty : null;

    private AccountTraits Traits(Account account, DirectoryRoles? roles) => account.User is { } user
        ? Traits(user, roles is null ? null : !roles.Names.IsEmpty)
        : new(IsFromDirectory: true, Path: null, IsAdmin: null, IsGuest: false, IsService(account.Directory?.Name));

    private AccountTraits Traits(DirectoryUser user, bool? isAdmin) => new(
        user.IsSynced is true, DirectoryPath.Read(user.DistinguishedName), isAdmin, user.UserType switch { "Guest" => true, "Member" => false, _ => null },
        IsService(user.UserPrincipalName) | IsService(user.SamAccountName));

    private bool? IsService(string? name) => name is null ? false : options.Value.ServiceAccounts.Any(pattern => pattern.EndsWith('*')
        ? name.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase)
        : name.Split('@')[0].Equals(pattern, StringComparison.OrdinalIgnoreCase));
}
