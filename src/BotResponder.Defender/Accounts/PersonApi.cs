using BotResponder.Core.Customers;
using BotResponder.Core.People;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Accounts;

/// <summary>People by the names that others type, through Microsoft Graph. No customer's scope counts: that is about what is acted on, and these act themselves.</summary>
/// <remarks>Microsoft Graph v1.0: user-get and user-list, with <c>accountEnabled</c> and <c>userType</c>. Needs User.Read.All.</remarks>
internal sealed class PersonApi(DirectoryApi directory) : IPersonDirectory
{
    public async Task<Result<Person>> FindAsync(CustomerId tenant, string typed, CancellationToken cancellationToken)
    {
        var found = AccountId.TryParse(typed, out var id) && !id.IsSid
            ? await directory.GetUserAsync(tenant, id, Urgency.Interactive, cancellationToken)
            : await NamedAsync(tenant, typed, cancellationToken);
        if (!found.TryGetValue(out var user, out var problem))
        {
            return problem;
        }

        var name = PlainLine.Of(user.DisplayName, 80);
        return user is { AccountEnabled: true, UserType: "Member" } && AccountId.TryParse(user.Id, out var own)
            ? new Person(new(tenant.Tenant, own.Value), name.Length > 0 ? name : PlainLine.Of(user.UserPrincipalName, 80))
            : new Problem.Refused("That account is disabled, or a guest's, so nothing can rest on it. Name an enabled member.");
    }

    /// <summary>The answer is not trusted to be filtered: nobody else may get what she was meant to get.</summary>
    private async Task<Result<DirectoryUser>> NamedAsync(CustomerId tenant, string name, CancellationToken cancellationToken)
    {
        var listed = await directory.ListUsersAsync(tenant, ODataFilter.Equal(ODataField.UserPrincipalName, name), 2, cancellationToken);
        if (!listed.TryGetValue(out var users, out var problem))
        {
            return problem;
        }

        return users.FirstOrDefault(user => name.Equals(user.UserPrincipalName, StringComparison.OrdinalIgnoreCase)) is { } user
            ? user
            : new Problem.NotFound($"There is no account called {PlainLine.Of(name, 80)} in Entra ID here. Type the whole sign-in name, such as cy@contoso.com, or the object id.");
    }
}
