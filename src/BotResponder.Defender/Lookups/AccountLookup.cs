using System.Collections.Immutable;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Accounts;
using BotResponder.Defender.Api;
using Microsoft.Extensions.Options;

namespace BotResponder.Defender.Lookups;

/// <summary>Accounts in Entra ID by the beginning of their sign-in or display name, for somebody who searches. Reads only; an action finds its one target
/// by itself.</summary>
public sealed class AccountLookup
{
    private readonly DirectoryApi _directory;
    private readonly AccountScope _scope;
    private readonly Uri _portal;

    internal AccountLookup(DirectoryApi directory, AccountScope scope, IOptions<DefenderOptions> options) =>
        (_directory, _scope, _portal) = (directory, scope, options.Value.PortalUrl);

    /// <param name="beginning">In any case; at least one character.</param>
    /// <param name="most">1 to 50.</param>
    /// <returns>By sign-in name; none is an empty list.</returns>
    public async Task<Result<ImmutableArray<LookedUp>>> FindAsync(CustomerId customer, string beginning, int most, CancellationToken cancellationToken)
    {
        var filter = ODataFilter.StartsWith(ODataField.UserPrincipalName, beginning).Or(ODataFilter.StartsWith(ODataField.DisplayName, beginning));
        var listed = await _directory.ListUsersAsync(customer, filter, most, cancellationToken);
        return listed.TryGetValue(out var users, out var problem)
            ? (await _scope.InsideAsync(customer, action: null, users, cancellationToken)).OrderBy(user => user.UserPrincipalName, StringComparer.OrdinalIgnoreCase).Select(user => Describe(customer, user)).ToImmutableArray()
            : problem;
    }

    private LookedUp Describe(CustomerId customer, DirectoryUser user)
    {
        _ = AccountId.TryParse(user.Id, out var id);
        string[] details =
        [
            PlainLine.Of(user.DisplayName, 60),
            PlainLine.Of(user.JobTitle, 60),
            user.UserType is "Guest" ? "guest" : "",
            user.IsSynced is true ? "from Active Directory" : "",
            user.AccountEnabled is false ? "disabled" : "",
        ];
        return new(
            id.Value,
            PlainLine.Of(user.UserPrincipalName, 100),
            string.Join(", ", details.Where(detail => detail.Length > 0)),
            PortalLinks.Account(_portal, customer, id, user.UserPrincipalName));
    }
}
