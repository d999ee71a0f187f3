using System.Net;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Tests.Simulator;

/// <summary>Accounts in the pretend Entra ID and Active Directory, against what Microsoft documents.</summary>
public sealed class AccountTests : IAsyncLifetime
{
    private const string Identities = "/graph/v1.0/security/identities/identityAccounts";

    private SimulatorBench _bench = null!;
    private string _token = "";

    private Account Cloud => Accounts.First(account => account is { IsSynced: false, IsGuest: false, Enabled: true, DirectoryRoles: [] });

    private Account Synced => Accounts.First(account => account is { IsSynced: true, Enabled: true });

    private IEnumerable<Account> Accounts => _bench.Simulator.Tenants.Contoso.Accounts;

    public async ValueTask InitializeAsync()
    {
        _bench = await SimulatorBench.StartAsync();
        _token = await _bench.TokenAsync(SimulatorBench.GraphScope);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public void Sids_OfATenant_AreAllDifferent()
    {
        var sids = Accounts.Concat(_bench.Simulator.Tenants.Contoso.DirectoryOnlyAccounts).Select(account => account.Sid).Where(sid => sid is not null).ToArray();

        Assert.Distinct(sids);
        Assert.NotEmpty(sids);
    }

    [Fact]
    public async Task Patch_AccountEnabled_Is204AndHoldsAtOnce()
    {
        var answer = await PatchAsync(Cloud, """{"accountEnabled":false}""");
        var read = await _bench.GetAsync($"/graph/v1.0/users/{Cloud.Id}", _token);

        Assert.Equal((HttpStatusCode.NoContent, ""), (answer.Status, answer.Body));
        Assert.False((bool)read.Json["accountEnabled"]!);
        Assert.False(_bench.Simulator.StateOf(Cloud).EnabledInEntra);
    }

    [Theory]
    [InlineData("""{"AccountEnabled":false}""")]
    [InlineData("""{"accountEnabled":"no"}""")]
    [InlineData("""{"accountEnabled":false,"accountEnabled":true}""")]
    [InlineData("""{"passwordProfile":{"ForceChangePasswordNextSignIn":true}}""")]
    [InlineData("{}")]
    [InlineData("")]
    public async Task Patch_BodyOfAnotherShape_Is400(string body)
    {
        var answer = await PatchAsync(Cloud, body);

        Assert.Equal((HttpStatusCode.BadRequest, "Request_BadRequest"), (answer.Status, answer.Code));
        Assert.True(_bench.Simulator.StateOf(Cloud).EnabledInEntra);
    }

    [Fact]
    public async Task Patch_Administrator_Is403WithoutADirectoryRole()
    {
        var admin = Accounts.First(account => !account.DirectoryRoles.IsEmpty);

        var answer = await PatchAsync(admin, """{"accountEnabled":false}""");

        Assert.Equal((HttpStatusCode.Forbidden, "Authorization_RequestDenied"), (answer.Status, answer.Code));
        Assert.True(_bench.Simulator.StateOf(admin).EnabledInEntra);
    }

    [Fact]
    public async Task Patch_SyncedAccount_CannotChangeWhatIsMasteredOnPremises()
    {
        var password = await PatchAsync(Synced, """{"passwordProfile":{"forceChangePasswordNextSignIn":true}}""");
        var signIn = await PatchAsync(Synced, """{"accountEnabled":false}""");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.NoContent), (password.Status, signIn.Status));
    }

    [Fact]
    public async Task Revoke_Account_MovesWhatItsSessionsAreValidFrom()
    {
        var answer = await _bench.SendAsync(HttpMethod.Post, $"/graph/v1.0/users/{Cloud.Id}/revokeSignInSessions", _token);
        var read = await _bench.GetAsync($"/graph/v1.0/users/{Cloud.Id}", _token);

        Assert.Equal((HttpStatusCode.OK, true), (answer.Status, (bool)answer.Json["value"]!));
        Assert.Equal(_bench.Time.GetUtcNow(), DateTimeOffset.Parse((string)read.Json["signInSessionsValidFromDateTime"]!, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task List_ByLogonName_NeedsAnAdvancedQuery()
    {
        var filter = $"$filter=onPremisesSamAccountName eq '{Synced.SamAccountName}'";

        var plain = await _bench.GetAsync($"/graph/v1.0/users?{filter}&$count=true", _token);

        Assert.Equal((HttpStatusCode.BadRequest, "Request_UnsupportedQuery"), (plain.Status, plain.Code));
    }

    [Fact]
    public async Task InvokeAction_Accepted_IsCarriedOutBySensorThenSynced()
    {
        var answer = await InvokeAsync(Synced, "disable", "activeDirectory");
        var accepted = _bench.Simulator.StateOf(Synced);
        _bench.Time.Advance(TimeSpan.FromSeconds(2));
        var acted = _bench.Simulator.StateOf(Synced);
        _bench.Time.Advance(TimeSpan.FromMinutes(30));
        var synced = _bench.Simulator.StateOf(Synced);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.True(Guid.TryParse((string?)answer.Json["value"]!["correlationId"], out _));
        Assert.Equal((true, true), (accepted.EnabledInEntra, accepted.EnabledInDirectory));
        Assert.Equal((true, false), (acted.EnabledInEntra, acted.EnabledInDirectory));
        Assert.Equal((false, false), (synced.EnabledInEntra, synced.EnabledInDirectory));
    }

    [Fact]
    public async Task Hunt_DirectoryEvents_ShowWhatASensorCarriedOut()
    {
        var query = $$"""{"Query":"IdentityDirectoryEvents | where ActionType =~ 'account disabled changed' and TargetAccountUpn =~ '{{Synced.UserPrincipalName.ToUpperInvariant()}}' | project Timestamp"}""";
        await InvokeAsync(Synced, "disable", "activeDirectory");
        var accepted = await _bench.PostAsync("/graph/v1.0/security/runHuntingQuery", _token, query);
        _bench.Time.Advance(TimeSpan.FromSeconds(2));
        var acted = await _bench.PostAsync("/graph/v1.0/security/runHuntingQuery", _token, query);

        Assert.Empty(accepted.Json["results"]!.AsArray());
        Assert.Equal(_bench.Time.GetUtcNow(), DateTimeOffset.Parse((string)Assert.Single(acted.Json["results"]!.AsArray())!["Timestamp"]!, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("disable", "entraID")]
    [InlineData("disable", "ActiveDirectory")]
    [InlineData("Disable", "activeDirectory")]
    [InlineData("revokeAllSessions", "activeDirectory")]
    public async Task InvokeAction_NotSupported_Is400(string action, string provider) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await InvokeAsync(Synced, action, provider)).Status);

    [Fact]
    public async Task Identities_OtherFilterOrUnsyncedAccount_FindNothing()
    {
        var other = await _bench.GetAsync($"{Identities}?$filter=displayName eq 'x'", _token);
        var service = await IdentityAsync(_bench.Simulator.Tenants.Contoso.DirectoryOnlyAccounts[0]);
        var nobody = await _bench.GetAsync($"/graph/v1.0/users/{_bench.Simulator.Tenants.Contoso.DirectoryOnlyAccounts[0].Id}", _token);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.NotFound), (other.Status, nobody.Status));
        Assert.True((bool)service["isEnabled"]!);
    }

    [Theory]
    [InlineData("PATCH", "users/x")]
    [InlineData("POST", "users/x/revokeSignInSessions")]
    [InlineData("GET", "security/identities/identityAccounts")]
    [InlineData("POST", "security/identities/identityAccounts/x/invokeAction")]
    public async Task Call_WithoutPermission_Is403(string method, string path)
    {
        var token = await _bench.TokenAsync(SimulatorBench.GraphScope, clientId: Cast.ReaderAppId, secret: Cast.ReaderSecret);

        var answer = await _bench.SendAsync(new HttpMethod(method), $"/graph/v1.0/{path}", token, "{}");

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
    }

    private Task<Answer> PatchAsync(Account account, string body) => _bench.SendAsync(HttpMethod.Patch, $"/graph/v1.0/users/{account.Id}", _token, body);

    private async Task<System.Text.Json.Nodes.JsonNode> IdentityAsync(Account account) =>
        Assert.Single((await _bench.GetAsync($"{Identities}?$filter=onPremisesSecurityIdentifier eq '{account.Sid}'", _token)).Json["value"]!.AsArray())!;

    private async Task<Answer> InvokeAsync(Account account, string action, string provider)
    {
        var identity = await IdentityAsync(account);
        var body = $$"""{"accountId":"{{(string)identity["accounts"]![0]!["identifier"]!}}","action":"{{action}}","identityProvider":"{{provider}}"}""";
        return await _bench.PostAsync($"{Identities}/{(string)identity["id"]!}/invokeAction", _token, body);
    }
}
