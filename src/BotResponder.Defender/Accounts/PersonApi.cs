using BotResponder.Core.Customers;
using BotResponder.Core.People;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Accounts;

/// <summary>People by the names that others type, through Microsoft Graph.</summary>
/// <remarks>Microsoft Graph v1.0: user-get, with <c>accountEnabled</c> and <c>userType</c>. Needs User.Read.All.</remarks>
internal sealed class PersonApi(AccountFinder finder, DirectoryApi directory) : IPersonDirectory
{
    public async Task<Result<Person>> FindAsync(CustomerId tenant, string typed, CancellationToken cancellationToken)
    {
        var found = await finder.FindAsync(tenant, typed, cancellationToken);
        if (!found.TryGetValue(out var id, out var problem))
        {
            return problem;
        }

        if (id.IsSid)
        {
            return new Problem.NotFound("That account is in Active Directory only, so nobody can use Teams with it. Name somebody by her sign-in name.");
        }

        var read = await directory.GetUserAsync(tenant, id, Urgency.Interactive, cancellationToken);
        if (!read.TryGetValue(out var user, out var unread))
        {
            return unread;
        }

        var name = PlainLine.Of(user.DisplayName, 80);
        return user is { AccountEnabled: true, UserType: "Member" }
            ? new Person(new(tenant.Tenant, id.Value), name.Length > 0 ? name : PlainLine.Of(user.UserPrincipalName, 80))
            : new Problem.Refused("That account is disabled, or a guest's, so nothing can rest on it. Name an enabled member.");
    }
}
