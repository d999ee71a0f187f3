using System.Net;
using BotResponder.Core.Actions;
using BotResponder.Core.Results;
using BotResponder.Tests.Defender;
using static BotResponder.Tests.Defender.PretendMicrosoft;
using Answers = BotResponder.Tests.Defender.Samples;

namespace BotResponder.Tests.Attacks;

/// <summary>What a tenant or a domain hangs on is refused whoever approves: emergency access accounts, the last Global Administrators, the last domain controller.</summary>
[Trait("Attack", "29")]
public sealed class ProtectedTargetAttacks : IAsyncLifetime
{
    private const string Other = "79dfa3ea-1295-4e2c-b469-59564581143e";
    private const string Third = "89dfa3ea-1295-4e2c-b469-59564581143f";
    private const string Vips = "99dfa3ea-1295-4e2c-b469-595645811440";
    private const string Administrators = "GET /v1.0/directoryRoles(roleTemplateId='62e90394-69f5-4237-9190-012177145e10')/members";
    private const string Global = """{"displayName":"Global Administrator","roleTemplateId":"62e90394-69f5-4237-9190-012177145e10"}""";

    private PretendMicrosoft _microsoft = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _microsoft = await PretendMicrosoft.StartAsync();
        _microsoft.Protection = new() { TenantId = Customer.Tenant, Name = "Contoso" };
        _microsoft.OnHunting("");
        Accounts((User, "ada.berg@contoso.com", true));
        Roles(User, Answers.List());
    }

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Theory]
    [InlineData("disable", true)]
    [InlineData("revoke", true)]
    [InlineData("reset", true)]
    [InlineData("compromised", true)]
    [InlineData("enable", false)]
    [InlineData("dismiss-risk", false)]
    public async Task EmergencyAccount_WhateverWouldBarIt_IsRefused(string verb, bool isRefused)
    {
        _microsoft.On($"GET /v1.0/identityProtection/riskyUsers/{User}", HttpStatusCode.OK, $$"""{"id":"{{User}}","riskLevel":"none","riskState":"none","isProcessing":false}""");
        _microsoft.Protection = new() { TenantId = Customer.Tenant, Name = "Contoso", EmergencyAccounts = { "ADA.Berg@contoso.com" } };

        var (first, again) = (await PreviewAsync(verb, "Ada Berg"), await PreviewAsync(verb, "Ada Berg", new("account", User, "ada.berg@contoso.com")));

        Assert.Equal((isRefused, isRefused), (first.Problem is Problem.Refused, again.Problem is Problem.Refused));
        Assert.Equal(isRefused, first.Problem?.Sentence.Contains("emergency access account", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task EmergencyAccount_ByItsObjectId_IsTheSameAccountUnderAnyName()
    {
        _microsoft.Protection = new() { TenantId = Customer.Tenant, Name = "Contoso", EmergencyAccounts = { User.ToUpperInvariant() } };
        Accounts((User, "renamed@contoso.com", true));

        Assert.IsType<Problem.Refused>((await PreviewAsync("disable", "renamed@contoso.com")).Problem);
    }

    [Theory]
    [InlineData(2, true, null)]
    [InlineData(1, true, "1 enabled one would be left, and at least 2 must be")]
    [InlineData(0, true, "0 enabled ones would be left")]
    [InlineData(0, false, null)]
    public async Task GlobalAdministrator_WithoutEnoughOthers_IsNotDisabled(int others, bool isEnabled, string? refused)
    {
        Accounts((User, "ada.berg@contoso.com", isEnabled));
        Roles(User, Answers.List(Global));
        Holders([(User, isEnabled), .. new[] { Other, Third }.Take(others).Select(id => (id, true)), ("00000000-0000-4000-8000-000000000000", false)]);

        var (disable, again) = (await PreviewAsync("disable", "Ada Berg"), await PreviewAsync("disable", "Ada Berg", new("account", User, "ada.berg@contoso.com")));

        Assert.Equal((refused is null, refused is null), (disable.Problem is null, again.Problem is null));
        Assert.Contains(refused ?? "", disable.Problem?.Sentence ?? "", StringComparison.Ordinal);
        Assert.Null((await PreviewAsync("revoke", "Ada Berg")).Problem);
    }

    [Fact]
    public async Task GlobalAdministrators_ThatNobodyMayCount_StayAsTheyAre()
    {
        Roles(User, Answers.List("""{"displayName":null}"""));
        _microsoft.On(Administrators, HttpStatusCode.Forbidden, Error("Authorization_RequestDenied", "Insufficient privileges"));

        Assert.Contains("RoleManagement.Read.Directory", (await PreviewAsync("disable", "Ada Berg")).Problem!.Sentence, StringComparison.Ordinal);
        Roles(User, Answers.List("""{"displayName":"Reports Reader","roleTemplateId":"4a5d8f65-41da-4de4-8968-e035b65339cf"}"""));
        Assert.Null((await PreviewAsync("disable", "Ada Berg")).Problem);
    }

    [Fact]
    public async Task GlobalAdministrators_TwoInOneRequest_AreCountedTogether()
    {
        Accounts((User, "ada.berg@contoso.com", true), (Other, "ben.ito@contoso.com", true));
        foreach (var id in new[] { User, Other })
        {
            Roles(id, Answers.List(Global));
        }

        Holders([(User, true), (Other, true), (Third, true)]);
        var disable = _microsoft.Get<ActionCatalog>().FindByVerb("disable")!;

        var both = await disable.PreviewManyAsync(Customer, [.. new[] { User, Other }.Select(id => disable.Bind(Answers.Command(disable, id)).Value)], Stop);

        Assert.Null(both[0].Problem);
        Assert.Contains("one of the last Global Administrators", both[1].Problem!.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(User, true, "yes")]
    [InlineData(Other, false, "no")]
    [InlineData(null, true, "could not be read")]
    public async Task VipGroup_MemberOrUnread_IsCritical(string? member, bool isCritical, string shown)
    {
        _microsoft.Protection = new() { TenantId = Customer.Tenant, Name = "Contoso", VipGroups = { Vips } };
        _microsoft.On($"GET /v1.0/groups/{Vips}/transitiveMembers", member is null ? HttpStatusCode.Forbidden : HttpStatusCode.OK,
            member is null ? Error("Authorization_RequestDenied", "no") : Answers.List($$"""{"@odata.type":"#microsoft.graph.user","id":"{{member}}"}"""));

        var preview = (await PreviewAsync("revoke", "Ada Berg")).Value;

        Assert.Equal(isCritical, preview.IsCritical);
        Assert.Contains(preview.Facts, fact => fact is { Label: "VIP group", IsPinned: true } && fact.Text == shown);
    }

    public static TheoryData<string, string, bool> Controllers => new()
    {
        { "another one is up", Controller("dc-02.contoso.com"), true },
        { "only of another domain", Controller("dc-02.fabrikam.com"), false },
        { "the other one is away", Controller("dc-02.contoso.com", health: "Inactive"), false },
        { "the other one was not seen for days", Controller("dc-02.contoso.com", lastSeen: "2026-02-20T12:00:00Z"), false },
        { "the other one is none", Answers.Machine(OtherDevice, "srv-02.contoso.com"), false },
    };

    [Theory]
    [MemberData(nameof(Controllers))]
    public async Task DomainController_WithoutAnotherOfItsDomain_IsNotIsolated(string what, string other, bool isAllowed)
    {
        Assert.NotEmpty(what);
        _microsoft.On("GET /api/machines", HttpStatusCode.OK, Answers.List(Controller("ws-042.contoso.com", Device), other)).On($"GET /api/machines/{Device}", HttpStatusCode.OK, Controller("ws-042.contoso.com", Device));

        var (first, again) = (await PreviewAsync("isolate", "ws-042"), await PreviewAsync("isolate", "ws-042", new("device", Device, "ws-042.contoso.com")));

        Assert.Equal((isAllowed, isAllowed), (first.Problem is null, again.Problem is null));
        Assert.Equal(!isAllowed, first.Problem?.Sentence.Contains("last domain controller of contoso.com", StringComparison.Ordinal) == true);
        Assert.Null((await PreviewAsync("scan", "ws-042")).Problem);
    }

    [Fact]
    public async Task DomainControllers_BothInOneRequest_AreRefused()
    {
        _microsoft.On("GET /api/machines", HttpStatusCode.OK, Answers.List(Controller("dc-01.contoso.com", Device), Controller("dc-02.contoso.com")));
        var isolate = _microsoft.Get<ActionCatalog>().FindByVerb("isolate")!;

        var both = await isolate.PreviewManyAsync(Customer, [.. new[] { "dc-01", "dc-02" }.Select(name => isolate.Bind(Answers.Command(isolate, name)).Value)], Stop);

        Assert.All(both, preview => Assert.Contains("last domain controller", preview.Problem!.Sentence, StringComparison.Ordinal));
    }

    private static string Controller(string name, string id = OtherDevice, string health = "Active", string lastSeen = "2026-03-02T12:47:48Z") =>
        Answers.Machine(id, name, tags: "\"domain-controller\"", health: health, lastSeen: lastSeen, os: "WindowsServer2022");

    private void Accounts(params (string Id, string Name, bool IsEnabled)[] accounts)
    {
        _microsoft.On("GET /v1.0/users", HttpStatusCode.OK, Answers.List([.. accounts.Select(each => Answers.User(each.Id, each.Name, each.IsEnabled))]));
        foreach (var (id, name, isEnabled) in accounts)
        {
            _microsoft.On($"GET /v1.0/users/{id}", HttpStatusCode.OK, Answers.User(id, name, isEnabled));
        }
    }

    private void Roles(string account, string answer) => _microsoft.On($"GET /v1.0/users/{account}/transitiveMemberOf/microsoft.graph.directoryRole", HttpStatusCode.OK, answer);

    private void Holders(params IEnumerable<(string Id, bool IsEnabled)> holders) => _microsoft.On(Administrators, HttpStatusCode.OK, Answers.List(
        [.. holders.Select(each => $$"""{"@odata.type":"#microsoft.graph.user","id":"{{each.Id}}","accountEnabled":{{(each.IsEnabled ? "true" : "false")}},"userType":"Member"}""")]));

    private Task<Result<ActionPreview>> PreviewAsync(string verb, string typed, ActionTarget? known = null)
    {
        var action = _microsoft.Get<ActionCatalog>().FindByVerb(verb)!;
        return action.PreviewAsync(Customer, action.Bind(Answers.Command(action, typed)).Value, known, Stop);
    }
}
