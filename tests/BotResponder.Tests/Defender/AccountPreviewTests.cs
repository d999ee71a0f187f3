using System.Net;
using BotResponder.Core.Actions;
using BotResponder.Core.Results;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender;

public sealed class AccountPreviewTests : IAsyncLifetime
{
    private const string Other = "79dfa3ea-1295-4e2c-b469-59564581143e";
    private const string Sid = "S-1-5-21-989687458-3461180213-172365591-281652";
    private const string Roles = $"GET /v1.0/users/{User}/transitiveMemberOf/microsoft.graph.directoryRole";

    private PretendMicrosoft _microsoft = null!;

    public async ValueTask InitializeAsync()
    {
        _microsoft = await PretendMicrosoft.StartAsync();
        _microsoft.On("GET /v1.0/users", HttpStatusCode.OK, Samples.List(Samples.User())).On($"GET /v1.0/users/{User}", HttpStatusCode.OK, Samples.User())
            .On(Roles, HttpStatusCode.OK, Samples.List());
    }

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Theory]
    [InlineData("o'neil@contoso.com", "userPrincipalName eq 'o''neil@contoso.com'")]
    [InlineData("Ada Berg", "((displayName eq 'Ada Berg') or (onPremisesSamAccountName eq 'Ada Berg')) or (startswith(userPrincipalName,'Ada Berg@'))")]
    [InlineData(@"CORP\ada", "onPremisesSamAccountName eq 'ada'")]
    [InlineData(Sid, "onPremisesSecurityIdentifier eq '" + Sid + "'")]
    public async Task Preview_EachKindOfName_IsLookedUpBy(string typed, string filter)
    {
        var preview = await PreviewAsync(typed);

        Assert.Equal(User, preview.Value.Target.Id);
        Assert.Equal(filter, _microsoft.Requests.First().Filter);
    }

    [Fact]
    public async Task Preview_ObjectId_IsReadWithoutALookUp()
    {
        var preview = await PreviewAsync(User.ToUpperInvariant());

        Assert.Equal(new ActionTarget("account", User, "ada.berg@contoso.com"), preview.Value.Target);
        Assert.StartsWith($"/v1.0/users/{User}?$select=", _microsoft.Requests.First().Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_TwoOfOneName_AsksToChooseAndReadsNeither()
    {
        _microsoft.On("GET /v1.0/users", HttpStatusCode.OK, Samples.List(Samples.User(), Samples.User(Other, "ada.berg2@contoso.com", isEnabled: false)));

        var preview = await PreviewAsync("Ada Berg");

        var choice = Assert.IsType<Problem.Ambiguous>(preview.Problem);
        Assert.Equal([Other, User], choice.Candidates.Select(candidate => candidate.Id), StringComparer.Ordinal);
        Assert.Equal("Ada Berg, Nurse, disabled, id …4581143e", choice.Candidates[0].Detail);
        Assert.Single(_microsoft.Requests);
    }

    [Fact]
    public async Task Preview_LogonNameOfAnotherDomain_IsNotFoundWithNearNames()
    {
        var preview = await PreviewAsync(@"FABRIKAM\ada.berk");

        Assert.IsType<Problem.NotFound>(preview.Problem);
    }

    [Fact]
    public async Task Preview_NobodyOfThatName_NamesTheNearest()
    {
        _microsoft.On("GET /v1.0/users", Json(HttpStatusCode.OK, Samples.List()), Json(HttpStatusCode.OK, Samples.List(Samples.User())));

        var preview = await PreviewAsync("Ada Burg");

        Assert.Equal(
            "There is no account called Ada Burg in Entra ID here. Near names: Ada Berg.", Assert.IsType<Problem.NotFound>(preview.Problem).Sentence);
    }

    [Fact]
    public async Task Preview_OrdinaryAccount_ShowsAndPinsTheseFacts()
    {
        var preview = (await PreviewAsync("ada.berg@contoso.com")).Value;

        Assert.Equal(
            [
                "*Account: ada.berg@contoso.com", "Name: Ada Berg", "Job title: Nurse", $"*Object id: {User}", "*Comes from: Entra ID", "*Changed in: Entra ID",
                "*Directory roles: none", "Entra ID now: enabled", "Sessions valid from: 60 days ago (2026-01-01 00:00 UTC)",
            ],
            preview.Facts.Select(fact => $"{(fact.IsPinned ? "*" : "")}{fact.Label}: {fact.Text}"), StringComparer.Ordinal);
        Assert.False(preview.IsCritical);
        Assert.Equal($"https://security.microsoft.com/user?aad={User}&upn=ada.berg%40contoso.com&tab=overview&tid={Customer.Tenant}", preview.PortalLink!.AbsoluteUri);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, """{"value":[{"displayName":"Global Administrator"}]}""", "Global Administrator")]
    [InlineData(HttpStatusCode.OK, """{"value":[{"displayName":null}]}""", "a role without a name")]
    [InlineData(HttpStatusCode.Forbidden, "{}", "could not be read")]
    public async Task Preview_AdministratorOrUnreadable_IsCritical(HttpStatusCode status, string answer, string shown)
    {
        _microsoft.On(Roles, status, answer);

        var preview = (await PreviewAsync("ada.berg@contoso.com")).Value;

        Assert.True(preview.IsCritical);
        Assert.Contains(preview.Facts, fact => fact is { Label: "Directory roles", IsPinned: true } && fact.Text == shown);
    }

    [Fact]
    public async Task Preview_SyncedAccountUnknownToDefenderForIdentity_WarnsOfTheGap()
    {
        _microsoft.On($"GET /v1.0/users/{User}", HttpStatusCode.OK, Samples.User(sid: Sid))
            .On("GET /v1.0/security/identities/identityAccounts", HttpStatusCode.OK, Samples.List());

        var preview = (await PreviewAsync("ada.berg@contoso.com")).Value;

        Assert.Contains(preview.Facts, fact => fact is { Label: "Changed in", Text: "Entra ID" });
        Assert.Contains(preview.Warnings, warning => warning.StartsWith("Active Directory will not be changed", StringComparison.Ordinal));
    }

    private Task<Result<ActionPreview>> PreviewAsync(string typed)
    {
        var disable = _microsoft.Get<ActionCatalog>().FindByVerb("block")!;
        return disable.PreviewAsync(Customer, disable.Bind(Samples.Command(disable, typed)).Value, null, TestContext.Current.CancellationToken);
    }
}
