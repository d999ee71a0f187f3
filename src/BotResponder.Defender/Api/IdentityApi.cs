using System.Net;
using System.Text.Json;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Api;

/// <summary>Active Directory's accounts through Defender for Identity, whose sensors on the domain controllers read and act.</summary>
/// <remarks>
/// Microsoft Graph v1.0, security: list identityAccounts (only <c>onPremisesSecurityIdentifier eq</c> is documented as a filter) and
/// identityAccounts: invokeAction. The path has the identity's id, the body the account's. Accepted is not carried out, and there is no status to ask for.
/// </remarks>
internal sealed class IdentityApi(GraphConnection connection)
{
    private const string Root = "security/identities/identityAccounts";

    public static Problem NotThere { get; } = new Problem.NotFound("Defender for Identity does not know this account in Active Directory.");

    /// <returns>The account; NotFound when Defender for Identity has none with this SID that it can act on.</returns>
    public async Task<Result<DirectoryAccount>> FindAsync(CustomerId customer, AccountId sid, Urgency urgency, CancellationToken cancellationToken)
    {
        var path = $"{Root}?{ODataFilter.Equal(ODataField.OnPremisesSid, sid.Value).QueryOption}";
        var listed = await connection.GetAsync(
            customer, AccountEndpoint.ReadIdentities, urgency, path, isAdvanced: false, GraphJson.Default.ODataPageIdentityAccounts, cancellationToken);
        if (!listed.TryGetValue(out var page, out var problem))
        {
            return problem;
        }

        // The answer is not trusted to be filtered: the wrong account must never be acted on.
        var found = (page.Value ?? []).OfType<IdentityAccounts>()
            .Where(identity => AccountId.TryParse(identity.OnPremisesSid, out var own) && own == sid).Select(Read).OfType<DirectoryAccount>().ToArray();
        return found.Length switch
        {
            0 => NotThere,
            1 => found[0],
            _ => new Problem.Refused("Defender for Identity has several accounts with this SID. Act in the Defender portal."),
        };
    }

    /// <param name="action"><c>disable</c>, <c>enable</c> or <c>forcePasswordReset</c>: what is documented for Active Directory.</param>
    /// <returns>Microsoft's correlation id when it was accepted; empty when the answer had none.</returns>
    public async Task<Result<string>> InvokeAsync(CustomerId customer, DirectoryAccount account, string action, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new InvokeActionBody(account.AccountId.ToString("D"), action, "activeDirectory"), GraphJson.Default.InvokeActionBody);
        var sent = await connection.SendAsync(
            customer, AccountEndpoint.Change, HttpMethod.Post, $"{Root}/{account.IdentityId:D}/invokeAction", body, HttpStatusCode.OK, cancellationToken);
        if (!sent.TryGetValue(out var answer, out var problem))
        {
            return problem;
        }

        var result = ApiWire.Read(answer, GraphJson.Default.InvokeActionResult);
        result = result?.Value ?? result;
        return Guid.TryParse(result?.AccountId, out var answered) && answered == account.AccountId
            ? Guid.TryParse(result!.CorrelationId, out var correlation) ? correlation.ToString("D") : ""
            : connection.Unreadable(customer, isWrite: true);
    }

    private static DirectoryAccount? Read(IdentityAccounts identity) =>
        Guid.TryParse(identity.Id, out var id)
        && (identity.Accounts ?? []).FirstOrDefault(account => account?.IsActiveDirectory == true) is { } account
        && Guid.TryParse(account.Identifier, out var accountId)
            ? new(id, accountId, identity.IsEnabled, PlainLine.Of(identity.DisplayName, 100), PlainLine.Of(identity.Domain, 100))
            : null;
}

/// <summary>An account in Active Directory that Defender for Identity can act on.</summary>
/// <param name="IsEnabled">Null when Defender for Identity does not say.</param>
internal sealed record DirectoryAccount(Guid IdentityId, Guid AccountId, bool? IsEnabled, string Name, string Domain);
