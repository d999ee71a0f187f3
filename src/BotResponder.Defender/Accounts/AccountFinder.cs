using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;

namespace BotResponder.Defender.Accounts;

/// <summary>Turns what somebody typed into exactly one account of the customer. Never guesses between two of one name.</summary>
internal sealed class AccountFinder(DirectoryApi directory, AccountScope scope)
{
    private const int MostNamesakes = 50;
    private const int MostCandidates = 10;
    private const int MostNearNames = 3;

    /// <param name="account">Object id, SID, sign-in name, display name, or the logon name in Active Directory with or without its domain.</param>
    /// <param name="action">Whose scope counts.</param>
    public async Task<Result<AccountId>> FindAsync(CustomerId customer, ActionId action, string account, CancellationToken cancellationToken)
    {
        var isId = AccountId.TryParse(account, out var id);
        if (isId && !id.IsSid)
        {
            return id;
        }

        var listed = await directory.ListUsersAsync(
            customer, isId ? ODataFilter.Equal(ODataField.OnPremisesSid, id.Value) : Called(account), MostNamesakes, cancellationToken);
        if (!listed.TryGetValue(out var users, out var problem))
        {
            return problem;
        }

        var inside = await scope.InsideAsync(customer, action, [.. users.Where(user => IsOfDomain(user, account))], cancellationToken);
        return inside switch
        {
            // Entra ID does not know every account of Active Directory: Defender for Identity is asked by this id.
            [] when isId => users.IsEmpty ? id : AccountReader.NotThere(id),
            [] => await NotFoundAsync(customer, action, account, cancellationToken),
            [var only] => IdOf(only),
            var namesakes => Ambiguous(account, namesakes),
        };
    }

    /// <summary>No account without a right id comes out of the API's lists.</summary>
    private static AccountId IdOf(DirectoryUser user) =>
        AccountId.TryParse(user.Id, out var id) ? id : throw new InvalidOperationException("An account without an id.");

    private static ODataFilter Called(string account) => account.Split('\\') switch
    {
        [_, var name] => ODataFilter.Equal(ODataField.OnPremisesSamAccountName, name),
        _ when account.Contains('@', StringComparison.Ordinal) => ODataFilter.Equal(ODataField.UserPrincipalName, account),
        _ => ODataFilter.Equal(ODataField.DisplayName, account)
            .Or(ODataFilter.Equal(ODataField.OnPremisesSamAccountName, account))
            .Or(ODataFilter.StartsWith(ODataField.UserPrincipalName, account + "@")),
    };

    /// <summary>CONTOSO\ann is of contoso.local and of no other domain; without a domain every account is meant.</summary>
    private static bool IsOfDomain(DirectoryUser user, string account) => account.Split('\\') is not [var domain, _]
        || (user.OnPremisesDomain is { } own
            && (own.Equals(domain, StringComparison.OrdinalIgnoreCase) || own.Split('.')[0].Equals(domain, StringComparison.OrdinalIgnoreCase)));

    private static Problem.Ambiguous Ambiguous(string account, ImmutableArray<DirectoryUser> users)
    {
        var candidates = users.OrderBy(user => user.UserPrincipalName, StringComparer.OrdinalIgnoreCase).Take(MostCandidates).Select(Candidate).ToImmutableArray();
        var more = users.Length > MostCandidates ? $" The first {MostCandidates} are shown." : "";
        return new($"{users.Length} accounts are called {PlainLine.Of(account, 80)}.{more} Choose one.", candidates);
    }

    private static Candidate Candidate(DirectoryUser user)
    {
        string[] details =
        [
            PlainLine.Of(user.DisplayName, 60),
            PlainLine.Of(user.JobTitle, 60),
            user.IsSynced is true ? "from Active Directory" : "",
            user.AccountEnabled is false ? "disabled" : "",
            $"id …{user.Id![^8..]}",
        ];
        return new(
            IdOf(user).Value,
            PlainLine.Of(user.UserPrincipalName, 100),
            string.Join(", ", details.Where(detail => detail.Length > 0)));
    }

    /// <summary>The answer for a name that nobody has, and for one that is none of the bot's business.</summary>
    public async Task<Problem> NotFoundAsync(CustomerId customer, ActionId action, string account, CancellationToken cancellationToken)
    {
        var beginning = account.Split('\\')[^1] is { Length: > 0 } name ? name[..Math.Min(2, name.Length)] : account;
        var filter = ODataFilter.StartsWith(ODataField.UserPrincipalName, beginning).Or(ODataFilter.StartsWith(ODataField.DisplayName, beginning));
        var listed = await directory.ListUsersAsync(customer, filter, MostNamesakes, cancellationToken);

        // Without neighbours the answer is still right, only less helpful.
        ImmutableArray<DirectoryUser> neighbours = listed.Problem is null ? await scope.InsideAsync(customer, action, listed.Value, cancellationToken) : [];
        var isFull = account.Contains('@', StringComparison.Ordinal);
        var names = neighbours.SelectMany(user => new[] { PlainLine.Of(user.UserPrincipalName, 80), isFull ? "" : PlainLine.Of(user.DisplayName, 80) });
        var near = NearNames.Of(account, names, MostNearNames).ToImmutableArray();
        var hint = near.IsEmpty ? "Check the name, or use the object id or the SID." : $"Near names: {string.Join(", ", near)}.";
        return new Problem.NotFound($"There is no account called {PlainLine.Of(account, 80)} in Entra ID here. {hint}");
    }
}
