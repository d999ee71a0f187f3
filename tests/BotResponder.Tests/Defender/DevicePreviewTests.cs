using System.Net;
using BotResponder.Core.Actions;
using BotResponder.Core.Results;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender;

public sealed class DevicePreviewTests : IAsyncLifetime
{
    private PretendMicrosoft _microsoft = null!;

    public async ValueTask InitializeAsync() => _microsoft = await PretendMicrosoft.StartAsync();

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Fact]
    public async Task Preview_OrdinaryDevice_SaysEverythingInReadingOrder()
    {
        Machine(Samples.Machine());
        _microsoft.OnHunting("""
            {"DeviceId":"1e5bc9d7e413ddd7902c2932e418702b84d0cc07","Timestamp":"2026-03-02T13:00:00Z","Isolated":"false","LoggedOnUsers":"[{\"UserName\":\"ann\",\"DomainName\":\"CONTOSO\",\"Sid\":\"S-1\"}]"}
            """);

        var preview = (await PreviewAsync("isolate")).Value;

        Assert.Equal(
            [
                new ActionFact("Device", "ws-042.contoso.com", IsPinned: true),
                new ActionFact("Device id", Device, IsPinned: true),
                new ActionFact("Operating system", "Windows11 23H2"),
                new ActionFact("Health", "Active"),
                new ActionFact("Last seen", "1 hour ago (2026-03-02 12:47 UTC)"),
                new ActionFact("Group", "Workstations", IsPinned: true),
                new ActionFact("Tags", "none"),
                new ActionFact("Logged-on users", @"CONTOSO\ann"),
                new ActionFact("Exposure and risk", "exposure Low, risk Medium"),
                new ActionFact("Isolation now", "not isolated (hunting, 1 hour ago (2026-03-02 13:00 UTC))"),
                new ActionFact("Domain controller", "no", IsPinned: true),
            ],
            preview.Facts);
        Assert.Empty(preview.Warnings);
        Assert.False(preview.IsCritical);
        Assert.Equal($"https://security.microsoft.com/machines/v2/{Device}/overview?tid={Customer.Tenant}", preview.PortalLink!.AbsoluteUri);
    }

    [Fact]
    public async Task Preview_FirstTime_HuntsWithTheIdInALiteral()
    {
        Machine(Samples.Machine());

        await PreviewAsync("isolate");

        var hunt = Assert.Single(_microsoft.Requests, request => request.Method == "POST");
        Assert.Contains($"DeviceId in (\\u0022{Device}\\u0022)", hunt.Body, StringComparison.Ordinal);
        Assert.Contains("\"timespan\":\"P7D\"", hunt.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(400)]
    [InlineData(429)]
    public async Task Preview_HuntingRefused_StillWorksAndSaysUnknown(int status)
    {
        Machine(Samples.Machine());
        _microsoft.On(
            "POST /v1.0/security/microsoft.graph.security.runHuntingQuery", Json((HttpStatusCode)status, Error("Forbidden", "no"), retryAfter: 60));

        var preview = (await PreviewAsync("isolate")).Value;

        Assert.Contains(new ActionFact("Isolation now", "unknown (hunting did not answer)"), preview.Facts);
    }

    [Fact]
    public async Task Preview_HuntingAnswersAPage_StillWorksAndSaysUnknown()
    {
        Machine(Samples.Machine());
        _microsoft.On("POST /v1.0/security/microsoft.graph.security.runHuntingQuery", context =>
        {
            context.Response.ContentType = "text/html";
            return context.Response.Body.WriteAsync("<html>"u8.ToArray(), context.RequestAborted).AsTask();
        });

        var preview = (await PreviewAsync("isolate")).Value;

        Assert.Contains(new ActionFact("Isolation now", "unknown (hunting did not answer)"), preview.Facts);
    }

    [Fact]
    public async Task Preview_ActionNewerThanHunting_IsBelieved()
    {
        Machine(Samples.Machine());
        _microsoft.OnHunting("""{"DeviceId":"1e5bc9d7e413ddd7902c2932e418702b84d0cc07","Timestamp":"2026-03-02T13:00:00Z","Isolated":"false"}""")
            .On("GET /api/machineactions", HttpStatusCode.OK, Samples.List(Samples.MachineAction("Isolate", "x", "Succeeded")));

        var preview = (await PreviewAsync("isolate")).Value;

        Assert.Contains(new ActionFact("Isolation now", "isolated (Defender's last action, 20 minutes ago (2026-03-02 13:39 UTC))"), preview.Facts);
        Assert.Equal(["Defender says that this device is isolated already."], preview.Warnings);
    }

    [Fact]
    public async Task Preview_ActionRunning_IsSaid()
    {
        Machine(Samples.Machine());
        _microsoft.On("GET /api/machineactions", HttpStatusCode.OK, Samples.List(Samples.MachineAction("Isolate", "x", requestor: "Olsen")));

        var preview = (await PreviewAsync("isolate")).Value;

        Assert.Equal(["Defender is already running “Isolate device” on it, asked by Olsen."], preview.Warnings);
    }

    [Fact]
    public async Task Preview_ReleaseOfADeviceThatIsNotIsolated_Warns()
    {
        Machine(Samples.Machine());
        _microsoft.OnHunting("""{"DeviceId":"1e5bc9d7e413ddd7902c2932e418702b84d0cc07","Timestamp":"2026-03-02T13:00:00Z","Isolated":"false"}""");

        var preview = (await PreviewAsync("release")).Value;

        Assert.Equal(["Defender says that this device is not isolated: there may be nothing to release."], preview.Warnings);
    }

    [Theory]
    [InlineData("Workstations", "\"Domain-Controller\"", "yes", 1)]
    [InlineData("Contoso Domain Controllers", "", "yes", 1)]
    [InlineData("Workstations", "\"VIP\"", "no", 1)]
    [InlineData("Workstations", "\"viper\"", "no", 0)]
    public async Task Preview_CriticalDevice_IsSaidAndPinned(string group, string tags, string isController, int warnings)
    {
        _microsoft.On("GET /api/machines", HttpStatusCode.OK, Samples.List(
            Samples.Machine(group: group, tags: tags, os: "WindowsServer2022"), Samples.Machine(OtherDevice, "dc-02.contoso.com", tags: "\"domain-controller\""))).OnHunting("");

        var preview = (await PreviewAsync("isolate")).Value;

        Assert.Equal(warnings == 1, preview.IsCritical);
        Assert.Equal(warnings, preview.Warnings.Length);
        Assert.Contains(new ActionFact("Domain controller", isController, IsPinned: true), preview.Facts);
    }

    [Theory]
    [InlineData("Inactive", "2026-03-02T12:00:00Z")]
    [InlineData("Active", "2026-02-20T12:00:00Z")]
    public async Task Preview_OfflineDevice_WarnsOfThreeDays(string health, string lastSeen)
    {
        Machine(Samples.Machine(health: health, lastSeen: lastSeen));

        var preview = (await PreviewAsync("isolate")).Value;

        Assert.Contains("3 days", Assert.Single(preview.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Windows10", 14393, false, true)]
    [InlineData("Windows10", 15063, false, false)]
    [InlineData("Windows10", 15063, true, true)]
    [InlineData("WindowsServer2012R2", 9600, true, false)]
    [InlineData("WindowsServer2012", 9200, false, true)]
    [InlineData("Ubuntu", 0, false, false)]
    [InlineData("Ubuntu", 0, true, true)]
    [InlineData("macOS", 0, true, false)]
    [InlineData("iOS", 0, false, true)]
    [InlineData("Toaster", 0, false, true)]
    public async Task Preview_OperatingSystem_WarnsWhenDefenderMayRefuse(string os, long build, bool isSelective, bool warns)
    {
        Machine(Samples.Machine(os: os, build: build));

        var preview = (await PreviewAsync("isolate", isSelective)).Value;

        Assert.Equal(warns ? 1 : 0, preview.Warnings.Length);
    }

    [Fact]
    public async Task Preview_KnownTarget_IsReadByIdAndNeverByName()
    {
        _microsoft.On($"GET /api/machines/{Device}", HttpStatusCode.OK, Samples.Machine(name: "renamed.contoso.com"));
        var action = _microsoft.Get<ActionCatalog>().FindByVerb("isolate")!;
        var bound = action.Bind(Samples.Command(action, "ws-042")).Value;

        var preview = await action.PreviewAsync(Customer, bound, new("device", Device, "ws-042"), TestContext.Current.CancellationToken);

        Assert.Equal("renamed.contoso.com", preview.Value.Target.Name);
        Assert.DoesNotContain(_microsoft.Requests, request => request.Filter.Contains("computerDnsName", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Preview_HostileMachine_ComesOutAsPlainLines()
    {
        Machine(Samples.Machine(group: @"a\r\nb\u202ec", tags: @"""x\u0000y"""));

        var preview = (await PreviewAsync("isolate")).Value;

        Assert.Contains(new ActionFact("Group", "a bc", IsPinned: true), preview.Facts);
        Assert.Contains(new ActionFact("Tags", "x y"), preview.Facts);
    }

    private void Machine(string machine) => _microsoft.On("GET /api/machines", HttpStatusCode.OK, Samples.List(machine)).OnHunting("");

    private Task<Result<ActionPreview>> PreviewAsync(string verb, bool isSelective = false)
    {
        var action = _microsoft.Get<ActionCatalog>().FindByVerb(verb)!;
        var bound = action.Bind(Samples.Command(action, "ws-042", isSelective)).Value;
        return action.PreviewAsync(Customer, bound, null, TestContext.Current.CancellationToken);
    }
}
