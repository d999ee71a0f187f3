using System.Net;
using BotResponder.Core.Actions;
using BotResponder.Core.Results;
using BotResponder.Defender.Lookups;
using static BotResponder.Tests.Defender.PretendMicrosoft;
using AccountClass = BotResponder.Core.Customers.AccountClass;
using ScopeEntry = BotResponder.Core.Customers.ScopeEntry;

namespace BotResponder.Tests.Defender;

/// <summary>What is outside of a customer's scope is answered, at every look, as what is not there.</summary>
[Trait("Attack", "13")]
public sealed class ScopeTests : IAsyncLifetime
{
    private const string Roles = $"GET /v1.0/users/{User}/transitiveMemberOf/microsoft.graph.directoryRole";
    private const string Sid = "S-1-5-21-989687458-3461180213-172365591-281652";

    private PretendMicrosoft _microsoft = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _microsoft = await PretendMicrosoft.StartAsync();

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Theory]
    [InlineData("isolate")]
    [InlineData("release")]
    [InlineData("troubleshoot")]
    [InlineData("tag")]
    public async Task Preview_DeviceOutside_IsTheAnswerForNone(string verb)
    {
        Limit(new() { Only = { new() { DeviceGroups = { "Servers" } } } });
        _microsoft.OnHunting("").On("GET /api/machines", HttpStatusCode.OK, Samples.List(Samples.Machine())).On($"GET /api/machines/{Device}", HttpStatusCode.OK, Samples.Machine());
        var outside = (await PreviewAsync(verb, "ws-042"), await PreviewAsync(verb, Device), await PreviewAsync(verb, "ws-042", Samples.Target(_microsoft.Get<ActionCatalog>().FindByVerb("isolate")!)));
        _microsoft.On("GET /api/machines", HttpStatusCode.OK, Samples.List()).On($"GET /api/machines/{Device}", HttpStatusCode.NotFound, Error("ResourceNotFound", "no"));

        var nowhere = (await PreviewAsync(verb, "ws-042"), await PreviewAsync(verb, Device), await PreviewAsync(verb, "ws-042", Samples.Target(_microsoft.Get<ActionCatalog>().FindByVerb("isolate")!)));

        Assert.IsType<Problem.NotFound>(outside.Item1.Problem);
        Assert.Equal((nowhere.Item1.Problem, nowhere.Item2.Problem, nowhere.Item3.Problem), (outside.Item1.Problem, outside.Item2.Problem, outside.Item3.Problem));
    }

    [Fact]
    public async Task Preview_TwinOutside_IsNoTwinAndNoNearName()
    {
        Limit(new() { Never = { new() { Tags = { "board" } } } });
        _microsoft.OnHunting("").On("GET /api/machines", HttpStatusCode.OK, Samples.List(Samples.Machine(), Samples.Machine(OtherDevice, tags: "\"board\"")));

        Assert.Equal(Device, (await PreviewAsync("isolate", "ws-042")).Value.Target.Id);
        _microsoft.On("GET /api/machines", HttpStatusCode.OK, Samples.List(Samples.Machine(OtherDevice, "ws-049.contoso.com", tags: "\"board\"")));
        Assert.DoesNotContain("ws-049", (await PreviewAsync("isolate", "ws-048")).Problem!.Sentence, StringComparison.Ordinal);
        var found = await _microsoft.Get<DeviceLookup>().FindAsync(Customer, "ws", 10, Stop);
        Assert.Empty(found.Value);
    }

    [Fact]
    public async Task Preview_GroupNotTold_FailsClosed()
    {
        Limit(new() { Never = { new() { DeviceGroups = { "Board" } } } });
        _microsoft.OnHunting("").On("GET /api/machines", HttpStatusCode.OK, Samples.List(Samples.Machine(group: "")));

        Assert.IsType<Problem.NotFound>((await PreviewAsync("isolate", "ws-042")).Problem);
    }

    [Fact]
    public async Task Preview_ScopeOfOneAction_LeavesTheOthers()
    {
        Limit(new() { Only = { new() { Actions = { "device.isolate" }, DeviceGroups = { "Servers" } } } });
        _microsoft.OnHunting("").On("GET /api/machines", HttpStatusCode.OK, Samples.List(Samples.Machine()));

        Assert.IsType<Problem.NotFound>((await PreviewAsync("isolate", "ws-042")).Problem);
        Assert.Equal(Device, (await PreviewAsync("restrict", "ws-042")).Value.Target.Id);
        Assert.Single((await _microsoft.Get<DeviceLookup>().FindAsync(Customer, "ws", 10, Stop)).Value);
    }

    [Fact]
    public async Task Stop_ActionOnADeviceOutside_IsTheAnswerForNone()
    {
        Limit(new() { Only = { new() { DeviceGroups = { "Servers" } } } });
        const string Action = $"GET /api/machineactions/{ActionGuid}";
        _microsoft.On($"GET /api/machines/{Device}", HttpStatusCode.OK, Samples.Machine())
            .On(Action, Json(HttpStatusCode.OK, Samples.MachineAction("Isolate", "x")), Json(HttpStatusCode.OK, Samples.MachineAction("Isolate", "x", "Succeeded")), Json(HttpStatusCode.NotFound, Error("ResourceNotFound", "no")));

        var (running, ended, nowhere) = (await PreviewAsync("stop-action", ActionGuid), await PreviewAsync("stop-action", ActionGuid), await PreviewAsync("stop-action", ActionGuid));

        Assert.IsType<Problem.NotFound>(nowhere.Problem);
        Assert.Equal((nowhere.Problem, nowhere.Problem), (running.Problem, ended.Problem));
    }

    [Theory]
    [InlineData("CN=Ada,OU=Berlin,DC=contoso,DC=com", true)]
    [InlineData("CN=Ada,OU=Oslo,DC=contoso,DC=com", false)]
    [InlineData(null, false)]
    public async Task Preview_AccountByUnit_IsInsideOrNotThere(string? path, bool isIn)
    {
        Limit(new() { Only = { new() { OrganizationalUnits = { "OU=Berlin,DC=contoso,DC=com" } } } });
        Users(Synced(path));
        _microsoft.On("GET /v1.0/security/identities/identityAccounts", HttpStatusCode.OK, Samples.List());
        var (byName, byId) = (await PreviewAsync("disable", "ada.berg@contoso.com"), await PreviewAsync("disable", User));
        var found = await _microsoft.Get<AccountLookup>().FindAsync(Customer, "ada", 10, Stop);

        Assert.Equal((isIn, isIn, isIn ? 1 : 0), (byName.Problem is null, byId.Problem is null, found.Value.Length));
        if (!isIn)
        {
            Users(null);
            Assert.Equal(((await PreviewAsync("disable", "ada.berg@contoso.com")).Problem, (await PreviewAsync("disable", User)).Problem), (byName.Problem, byId.Problem));
        }
    }

    [Theory]
    [InlineData("""{"value":[]}""", HttpStatusCode.OK, true)]
    [InlineData("""{"value":[{"displayName":"Helpdesk Administrator"}]}""", HttpStatusCode.OK, false)]
    [InlineData("{}", HttpStatusCode.Forbidden, false)]
    public async Task Preview_AdministratorsExcluded_UnreadRolesFailClosed(string answer, HttpStatusCode status, bool isIn)
    {
        Limit(new() { Never = { new() { AccountClasses = { AccountClass.Admin } } } });
        Users(Samples.User());
        _microsoft.On(Roles, status, answer);

        var preview = await PreviewAsync("disable", "ada.berg@contoso.com");

        Assert.Equal(isIn, preview.Problem is null);
        Assert.Equal(isIn ? 1 : 0, (await _microsoft.Get<AccountLookup>().FindAsync(Customer, "ada", 10, Stop)).Value.Length);
        if (!isIn)
        {
            Assert.Equal("There is no account called ada.berg@contoso.com in Entra ID here. Check the name, or use the object id or the SID.", preview.Problem!.Sentence);
        }
    }

    [Fact]
    public async Task Preview_AccountOfActiveDirectoryOnly_StandsInNoUnitThatIsKnown()
    {
        Limit(new() { Only = { new() { OrganizationalUnits = { "DC=contoso,DC=com" } } } });
        Users(null);
        _microsoft.Synced().On("GET /v1.0/users", HttpStatusCode.OK, Samples.List());

        var outside = await PreviewAsync("disable", Sid);
        _microsoft.On("GET /v1.0/security/identities/identityAccounts", HttpStatusCode.OK, Samples.List());

        Assert.Equal((await PreviewAsync("disable", Sid)).Problem, Assert.IsType<Problem.NotFound>(outside.Problem));
    }

    private void Limit(ScopeEntry scope) => _microsoft.Protection = new() { TenantId = Customer.Tenant, Name = "Contoso", Scope = scope };

    private void Users(string? user) => _microsoft
        .On("GET /v1.0/users", HttpStatusCode.OK, user is null ? Samples.List() : Samples.List(user))
        .On($"GET /v1.0/users/{User}", user is null ? HttpStatusCode.NotFound : HttpStatusCode.OK, user ?? Error("Request_ResourceNotFound", "no"))
        .On(Roles, HttpStatusCode.OK, Samples.List());

    private static string Synced(string? path) =>
        Samples.User(sid: Sid).Replace("\"onPremisesDomainName\"", $"\"onPremisesDistinguishedName\":{(path is null ? "null" : $"\"{path}\"")},\"onPremisesDomainName\"", StringComparison.Ordinal);

    private Task<Result<ActionPreview>> PreviewAsync(string verb, string typed, ActionTarget? known = null)
    {
        var action = _microsoft.Get<ActionCatalog>().FindByVerb(verb)!;
        return action.PreviewAsync(Customer, action.Bind(Samples.Command(action, typed)).Value, known, Stop);
    }
}
