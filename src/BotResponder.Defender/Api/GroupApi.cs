using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BotResponder.Core.Customers;
using BotResponder.Core.Groups;
using BotResponder.Core.Results;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Api;

/// <summary>Who is in an Entra group, through Microsoft Graph.</summary>
/// <remarks>
/// Microsoft Graph v1.0: group-list-transitivemembers. Needs GroupMember.Read.All, and User.Read.All to be told more of a member than its id. Objects of any
/// kind are listed, each with its <c>@odata.type</c>; a page holds 999 at most. Without a cast, because casts are answered from an index that lags behind.
/// </remarks>
internal sealed class GroupApi(GraphConnection connection) : IGroupDirectory
{
    private const string User = "#microsoft.graph.user";

    public async Task<Result<ImmutableArray<string>>> ListMembersAsync(GroupId group, int most, CancellationToken cancellationToken)
    {
        var customer = new CustomerId(group.Tenant);
        if (!Guid.TryParseExact(group.ObjectId, "D", out var id))
        {
            return new Problem.Malformed($"“{group.ObjectId}” is no object id of a group.");
        }

        var path = $"groups/{id:D}/transitiveMembers?$select=id,accountEnabled,userType&$top=999";
        var listed = await connection.GetAsync(
            customer, AccountEndpoint.ReadGroups, Urgency.Interactive, path, isAdvanced: false, GroupPageJson.Default.GroupPage, cancellationToken);
        if (!listed.TryGetValue(out var page, out var problem))
        {
            return problem;
        }

        var users = (page.Value ?? []).Where(member => member?.Type == User).OfType<DirectoryMember>().ToArray();
        if (users.Any(user => user.IsEnabled is null || !(AccountId.TryParse(user.Id, out var account) && !account.IsSid)))
        {
            return new Problem.Refused("Microsoft Graph does not tell whether the group's members are enabled. Add User.Read.All to the app registration, and consent.");
        }

        var people = users.Where(user => user.IsEnabled is true && user.UserType == "Member")
            .Select(user => AccountId.TryParse(user.Id, out var account) ? account.Value : "").Distinct(StringComparer.Ordinal).ToImmutableArray();
        return page.NextLink is not null || people.Length > most
            ? new Problem.Refused($"The group has more than {most} members, so it is not believed. Name a smaller one, or raise Protection:MostInGroup.")
            : people;
    }

    /// <summary>Whether an account is in a group, or in one within it.</summary>
    /// <returns>Null when it cannot be told: the group is not there, must not be read, or has more members than fit on a page and the account is not on the first.</returns>
    public async Task<bool?> HoldsAsync(GroupId group, AccountId account, Urgency urgency, CancellationToken cancellationToken)
    {
        var path = $"groups/{group.ObjectId}/transitiveMembers?$select=id&$top=999";
        var listed = await connection.GetAsync(
            new CustomerId(group.Tenant), AccountEndpoint.ReadGroups, urgency, path, isAdvanced: false, GroupPageJson.Default.GroupPage, cancellationToken);
        return !listed.TryGetValue(out var page, out _) ? null
            : (page.Value ?? []).Any(member => AccountId.TryParse(member?.Id, out var id) && id == account) ? true
            : page.NextLink is null ? false : null;
    }
}

internal sealed record GroupPage(
    [property: JsonPropertyName("value")] IReadOnlyList<DirectoryMember?>? Value, [property: JsonPropertyName("@odata.nextLink")] string? NextLink);

/// <param name="UserType">Member or Guest.</param>
internal sealed record DirectoryMember(
    [property: JsonPropertyName("@odata.type")] string? Type,
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("accountEnabled")] bool? IsEnabled,
    [property: JsonPropertyName("userType")] string? UserType);

[JsonSerializable(typeof(GroupPage))]
internal sealed partial class GroupPageJson : JsonSerializerContext;
