using System.Net;
using BotResponder.Core.Actions;
using BotResponder.Core.Results;
using static BotResponder.Tests.Defender.AccountSamples;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender;

public sealed class AccountActionTests : IAsyncLifetime
{
    private const string Sent = $"disable {User} 2026-03-02T14:00:00Z ad=accepted:{Correlation} entra=accepted";

    private PretendMicrosoft _microsoft = null!;

    private IResponseAction Disable => Action("disable");

    public async ValueTask InitializeAsync() => _microsoft = await PretendMicrosoft.StartAsync();

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Theory]
    [InlineData("disable", "false")]
    [InlineData("enable", "true")]
    public async Task Execute_CloudAccount_SendsExactlyThis(string verb, string enabled)
    {
        _microsoft.On(Get, HttpStatusCode.OK, Samples.User()).On(Patch, HttpStatusCode.NoContent, "");

        var receipt = await ExecuteAsync(Action(verb));

        Assert.Equal($"{verb} {User} 2026-03-02T14:00:00Z entra=accepted", receipt.Value.Id);
        var sent = Assert.Single(_microsoft.Writes);
        Assert.Equal(("PATCH", $"/v1.0/users/{User}", $$"""{"accountEnabled":{{enabled}}}"""), (sent.Method, sent.Target, sent.Body));
    }

    [Theory]
    [InlineData("disable")]
    [InlineData("enable")]
    public async Task Execute_SyncedAccount_TellsActiveDirectoryFirst(string verb)
    {
        _microsoft.Synced().On(Invoke, HttpStatusCode.OK, Accepted).On(Patch, HttpStatusCode.NoContent, "");

        var receipt = await ExecuteAsync(Action(verb));

        Assert.Equal($"{verb} {User} 2026-03-02T14:00:00Z ad=accepted:{Correlation} entra=accepted", receipt.Value.Id);
        var writes = _microsoft.Writes.ToArray();
        Assert.Equal(
            [$"/v1.0/security/identities/identityAccounts/{Identity}/invokeAction", $"/v1.0/users/{User}"], writes.Select(write => write.Target), StringComparer.Ordinal);
        Assert.Equal($$"""{"accountId":"{{DirectoryAccount}}","action":"{{verb}}","identityProvider":"activeDirectory"}""", writes[0].Body);
    }

    [Fact]
    public async Task Execute_BareAnswerOfDefenderForIdentity_IsAccepted()
    {
        _microsoft.Synced(spelling: "\"identityProvider\":\"activeDirectory\"").On(Patch, HttpStatusCode.NoContent, "")
            .On(Invoke, HttpStatusCode.OK, $$"""{"accountId":"{{DirectoryAccount}}","correlationId":"{{Correlation}}"}""");

        Assert.Equal(Sent, (await ExecuteAsync(Disable)).Value.Id);
    }

    [Fact]
    public async Task Execute_AnswerForAnotherAccount_IsCalledUncertainInTheReceipt()
    {
        _microsoft.Synced().On(Patch, HttpStatusCode.NoContent, "").On(Invoke, HttpStatusCode.OK, $$"""{"accountId":"{{User}}"}""");

        Assert.Equal($"disable {User} 2026-03-02T14:00:00Z ad=uncertain entra=accepted", (await ExecuteAsync(Disable)).Value.Id);
    }

    [Fact]
    public async Task Execute_OneStoreRefuses_TheOtherIsChangedAndBothAreReported()
    {
        _microsoft.Synced(isEnabledInDirectory: false).On(Invoke, HttpStatusCode.OK, Accepted)
            .On(Patch, HttpStatusCode.Forbidden, Error("Authorization_RequestDenied", "Insufficient privileges to complete the operation."));
        var receipt = await ExecuteAsync(Disable);

        var outcome = Assert.IsType<ActionProgress.Ended>(await StatusAsync(receipt.Value.Id)).Outcome;

        Assert.Equal(OutcomeKind.Failed, outcome.Kind);
        Assert.StartsWith("Active Directory: disabled, verified at 14:00 UTC. Entra ID: not disabled, Microsoft's answer was “refused”.", outcome.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_AdministratorWithoutDirectoryRole_IsRefusedAndNamesTheRole()
    {
        _microsoft.On(Get, HttpStatusCode.OK, Samples.User())
            .On(Patch, HttpStatusCode.Forbidden, Error("Authorization_RequestDenied", "Insufficient privileges to complete the operation."));

        var receipt = await ExecuteAsync(Disable);

        Assert.Contains("Privileged Authentication Administrator", Assert.IsType<Problem.Refused>(receipt.Problem).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_AllStoresFail_TheLeastPromiseIsTold()
    {
        _microsoft.Synced().On(Invoke, Cut()).On(Patch, Json(HttpStatusCode.TooManyRequests, "", retryAfter: 5));

        Assert.IsType<Problem.Uncertain>((await ExecuteAsync(Disable)).Problem);
    }

    [Fact]
    public async Task Execute_StoreThatCannotBeReadNow_SendsNothing()
    {
        _microsoft.On(Get, HttpStatusCode.OK, Samples.User(sid: Sid)).On(List, Json(HttpStatusCode.TooManyRequests, "", retryAfter: 60));

        Assert.IsType<Problem.Throttled>((await ExecuteAsync(Disable)).Problem);
        Assert.Empty(_microsoft.Writes);
    }

    [Fact]
    public async Task Execute_AccountOfActiveDirectoryOnly_SendsToItAlone()
    {
        _microsoft.Synced().On(Invoke, HttpStatusCode.OK, Accepted);

        var receipt = await Disable.ExecuteAsync(Samples.Order(Disable, Sid), TestContext.Current.CancellationToken);

        Assert.Equal($"disable {Sid} 2026-03-02T14:00:00Z ad=accepted:{Correlation}", receipt.Value.Id);
        Assert.Equal($"onPremisesSecurityIdentifier eq '{Sid}'", _microsoft.Requests.First().Filter);
    }

    [Fact]
    public async Task Reset_CloudAccount_AsksForAChangeAndSendsNoPassword()
    {
        _microsoft.On(Get, HttpStatusCode.OK, Samples.User()).On(Patch, HttpStatusCode.NoContent, "");

        var receipt = await ExecuteAsync(Action("reset"));

        Assert.Equal($"reset {User} 2026-03-02T14:00:00Z entra=accepted", receipt.Value.Id);
        Assert.Equal("""{"passwordProfile":{"forceChangePasswordNextSignIn":true}}""", Assert.Single(_microsoft.Writes).Body);
    }

    [Fact]
    public async Task Reset_SyncedAccount_TellsActiveDirectoryAlone()
    {
        _microsoft.Synced().On(Invoke, HttpStatusCode.OK, Accepted);

        var receipt = await ExecuteAsync(Action("reset"));

        Assert.Equal($"reset {User} 2026-03-02T14:00:00Z ad=accepted:{Correlation}", receipt.Value.Id);
        Assert.Equal(
            $$"""{"accountId":"{{DirectoryAccount}}","action":"forcePasswordReset","identityProvider":"activeDirectory"}""", Assert.Single(_microsoft.Writes).Body);
    }

    [Fact]
    public async Task Revoke_Accepted_SendsNoBody()
    {
        _microsoft.On(Get, HttpStatusCode.OK, Samples.User()).On($"POST /v1.0/users/{User}/revokeSignInSessions", HttpStatusCode.OK, """{"@odata.context":"c","value":true}""");

        var receipt = await ExecuteAsync(Action("revoke"));

        Assert.Equal($"revoke {User} 2026-03-02T14:00:00Z entra=accepted", receipt.Value.Id);
        Assert.Equal("", Assert.Single(_microsoft.Writes).Body);
    }

    private IResponseAction Action(string verb) => _microsoft.Get<ActionCatalog>().FindByVerb(verb)!;

    private static Task<Result<ActionReceipt>> ExecuteAsync(IResponseAction action) => action.ExecuteAsync(Samples.Order(action), TestContext.Current.CancellationToken);

    private async Task<ActionProgress> StatusAsync(string receipt) =>
        (await Disable.ReadStatusAsync(Customer, new(receipt), TestContext.Current.CancellationToken)).Value;
}
