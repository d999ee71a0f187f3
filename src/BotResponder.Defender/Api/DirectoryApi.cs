using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.Json;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Api;

/// <summary>Entra ID's accounts, through Microsoft Graph. Ids come in as checked types, other text only through <see cref="ODataFilter"/>.</summary>
/// <remarks>
/// Microsoft Graph v1.0: user-get, user-list, user-update (accountEnabled, passwordProfile: 204), user-revokesigninsessions (200, a Boolean; also 204).
/// </remarks>
internal sealed class DirectoryApi(GraphConnection connection)
{
    private const string Select = "$select=id,displayName,userPrincipalName,jobTitle,accountEnabled,userType,onPremisesSyncEnabled,"
        + "onPremisesSecurityIdentifier,onPremisesSamAccountName,onPremisesDomainName,onPremisesDistinguishedName,signInSessionsValidFromDateTime";

    /// <summary>What Entra ID Protection thinks of them.</summary>
    public RiskApi Risk { get; } = new(connection);

    public async Task<Result<DirectoryUser>> GetUserAsync(CustomerId customer, AccountId user, Urgency urgency, CancellationToken cancellationToken)
    {
        var found = await connection.GetAsync(
            customer, AccountEndpoint.ReadUsers, urgency, $"users/{Entra(user)}?{Select}", isAdvanced: false, GraphJson.Default.DirectoryUser, cancellationToken);
        return found is { Problem: null, Value.Id: var id } && !(AccountId.TryParse(id, out var answered) && answered == user)
            ? connection.Unreadable(customer, isWrite: false)
            : found;
    }

    /// <summary>The first <paramref name="top"/> accounts; none is an empty list. Accounts whose id is not one are left out.</summary>
    public async Task<Result<ImmutableArray<DirectoryUser>>> ListUsersAsync(
        CustomerId customer, ODataFilter filter, int top, CancellationToken cancellationToken)
    {
        var path = $"users?{filter.QueryOption}&{Select}&$count=true&$top={top.ToString(CultureInfo.InvariantCulture)}";
        var listed = await connection.GetAsync(
            customer, AccountEndpoint.ReadUsers, Urgency.Interactive, path, isAdvanced: true, GraphJson.Default.ODataPageDirectoryUser, cancellationToken);
        return listed.TryGetValue(out var page, out var problem)
            ? (page.Value ?? []).OfType<DirectoryUser>().Where(user => AccountId.TryParse(user.Id, out var id) && !id.IsSid)
                .DistinctBy(user => user.Id, StringComparer.OrdinalIgnoreCase).ToImmutableArray()
            : problem;
    }

    /// <summary>The directory roles that the account has, itself or through groups.</summary>
    public async Task<Result<DirectoryRoles>> ListRolesAsync(CustomerId customer, AccountId user, Urgency urgency, CancellationToken cancellationToken)
    {
        var path = $"users/{Entra(user)}/transitiveMemberOf/microsoft.graph.directoryRole?$count=true";
        var listed = await connection.GetAsync(
            customer, AccountEndpoint.ReadUsers, urgency, path, isAdvanced: true, GraphJson.Default.ODataPageDirectoryRole, cancellationToken);
        return listed.TryGetValue(out var page, out var problem)
            ? DirectoryRoles.Of((page.Value ?? []).OfType<DirectoryRole>())
            : problem;
    }

    /// <summary>The enabled accounts that hold Global Administrator themselves. Through groups, or only when they ask for it, more may: those are not counted on.</summary>
    /// <remarks>Microsoft Graph v1.0: directoryrole-list-members, by the role's template. Needs RoleManagement.Read.Directory, and User.Read.All to be told whether they are enabled.</remarks>
    public async Task<Result<ImmutableArray<AccountId>>> ListGlobalAdministratorsAsync(CustomerId customer, Urgency urgency, CancellationToken cancellationToken)
    {
        const string Path = $"directoryRoles(roleTemplateId='{DirectoryRoles.GlobalAdministrator}')/members?$select=id,accountEnabled,userType";
        var listed = await connection.GetAsync(customer, AccountEndpoint.ReadUsers, urgency, Path, isAdvanced: false, GroupPageJson.Default.GroupPage, cancellationToken);
        return listed.TryGetValue(out var page, out var problem)
            ? (page.Value ?? []).OfType<DirectoryMember>().Where(member => member.IsEnabled is true && AccountId.TryParse(member.Id, out var id) && !id.IsSid)
                .Select(member => AccountId.TryParse(member.Id, out var id) ? id : default).Distinct().ToImmutableArray()
            : problem;
    }

    /// <returns>Null when Graph says that it is done.</returns>
    public Task<Problem?> SetEnabledAsync(CustomerId customer, AccountId user, bool isEnabled, CancellationToken cancellationToken) =>
        PatchAsync(customer, user, JsonSerializer.SerializeToUtf8Bytes(new AccountEnabledBody(isEnabled), GraphJson.Default.AccountEnabledBody), cancellationToken);

    /// <summary>The password must be changed at the next sign-in. None is set, sent or read.</summary>
    public Task<Problem?> ForcePasswordChangeAsync(CustomerId customer, AccountId user, CancellationToken cancellationToken) => PatchAsync(
        customer, user, JsonSerializer.SerializeToUtf8Bytes(new PasswordProfileBody(new(true)), GraphJson.Default.PasswordProfileBody), cancellationToken);

    public async Task<Problem?> RevokeSessionsAsync(CustomerId customer, AccountId user, CancellationToken cancellationToken)
    {
        var sent = await connection.SendAsync(
            customer, AccountEndpoint.Change, HttpMethod.Post, $"users/{Entra(user)}/revokeSignInSessions", null, HttpStatusCode.OK, cancellationToken);
        return sent.TryGetValue(out var body, out var problem)
            ? ApiWire.Read(body, GraphJson.Default.RevokeAnswer) is { Value: true } ? null : connection.Unreadable(customer, isWrite: true)
            : problem;
    }

    private async Task<Problem?> PatchAsync(CustomerId customer, AccountId user, byte[] body, CancellationToken cancellationToken) => (await connection.SendAsync(
        customer, AccountEndpoint.Change, HttpMethod.Patch, $"users/{Entra(user)}", body, HttpStatusCode.NoContent, cancellationToken)).Problem;

    /// <summary>The id as Entra ID knows it.</summary>
    internal static string Entra(AccountId user) => user.IsSid ? throw new ArgumentException("Entra ID knows accounts by object id.", nameof(user)) : user.Value;
}
