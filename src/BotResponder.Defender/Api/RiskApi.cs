using System.Net;
using System.Text.Json;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Accounts;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Api;

/// <summary>The risk of accounts in Entra ID Protection, through Microsoft Graph.</summary>
/// <remarks>
/// Microsoft Graph v1.0: riskyUser-get, riskyUser-confirmCompromised (the level becomes high) and riskyUser-dismiss (none), both 204; they take at most 60
/// users at once, and are given one here. All need IdentityRiskyUser.ReadWrite.All (reading alone less) and a Microsoft Entra ID P2 licence in the tenant.
/// </remarks>
internal sealed class RiskApi(GraphConnection connection)
{
    private const string Root = "identityProtection/riskyUsers";

    /// <returns>No risk for whom Entra ID Protection does not list: it lists only who is or was at risk.</returns>
    public async Task<Result<AccountRisk>> GetAsync(CustomerId customer, AccountId user, Urgency urgency, CancellationToken cancellationToken)
    {
        var found = await connection.GetAsync(
            customer, AccountEndpoint.Risk, urgency, $"{Root}/{DirectoryApi.Entra(user)}", isAdvanced: false, GraphJson.Default.RiskyUser, cancellationToken);
        return found switch
        {
            { Problem: Problem.NotFound } => AccountRisk.None,
            { Problem: { } problem } => WithLicence(problem),
            { Value: var risky } => AccountId.TryParse(risky.Id, out var answered) && answered == user
                ? new AccountRisk(risky.Level ?? "", risky.State ?? "", risky.IsProcessing is true, risky.UpdatedAt)
                : connection.Unreadable(customer, isWrite: false),
        };
    }

    /// <returns>Null when Graph says that it is done.</returns>
    public Task<Problem?> ConfirmCompromisedAsync(CustomerId customer, AccountId user, CancellationToken cancellationToken) =>
        SayAsync(customer, user, "confirmCompromised", cancellationToken);

    /// <returns>Null when Graph says that it is done.</returns>
    public Task<Problem?> DismissAsync(CustomerId customer, AccountId user, CancellationToken cancellationToken) => SayAsync(customer, user, "dismiss", cancellationToken);

    private async Task<Problem?> SayAsync(CustomerId customer, AccountId user, string what, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new RiskyUsersBody([DirectoryApi.Entra(user)]), GraphJson.Default.RiskyUsersBody);
        var sent = await connection.SendAsync(customer, AccountEndpoint.Risk, HttpMethod.Post, $"{Root}/{what}", body, HttpStatusCode.NoContent, cancellationToken);
        return sent.Problem is { } problem ? WithLicence(problem) : null;
    }

    /// <summary>Graph refuses with one code whether a consent or the licence is missing.</summary>
    private static Problem WithLicence(Problem problem) => problem is Problem.Refused
        ? new Problem.Refused($"{problem.Sentence} Besides, the tenant needs a Microsoft Entra ID P2 licence for this.")
        : problem;
}
