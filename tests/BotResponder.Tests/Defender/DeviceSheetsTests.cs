using System.Net;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Defender.Lookups;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender;

/// <summary>What somebody who looks at a device is told, and that she is told it whatever else is broken.</summary>
public sealed class DeviceSheetsTests : IAsyncLifetime
{
    private const string Hunting = "POST /v1.0/security/microsoft.graph.security.runHuntingQuery";
    private const string Lists = "GET /api/machineactions";

    private PretendMicrosoft _microsoft = null!;

    public async ValueTask InitializeAsync()
    {
        _microsoft = await PretendMicrosoft.StartAsync();
        _microsoft.On("GET /api/machines", HttpStatusCode.OK, Samples.List(Samples.Machine(tags: "\"vip\"")));
    }

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Fact]
    public async Task Find_EverythingAnswers_TellsAllAndWritesNothing()
    {
        _microsoft
            .OnHunting($$"""{"DeviceId":"{{Device}}","Timestamp":"2026-03-02T12:00:00Z","Isolated":"true","LoggedOnUsers":"[{\"UserName\":\"kim\",\"DomainName\":\"CONTOSO\"}]"}""")
            .On(Lists, HttpStatusCode.OK, Samples.List(
                Samples.MachineAction("RunAntiVirusScan", $"{Samples.Request} R-4F7K2 x", "Succeeded", created: "2026-03-01T00:00:00Z"),
                Samples.MachineAction("Isolate", "typed by hand", "Pending", requestor: "kim@contoso.com")));

        var sheet = await FindAsync("WS-042");

        Assert.Equal(("ws-042.contoso.com", Device), (sheet.Value.Name, sheet.Value.Id));
        Assert.Equal(@"CONTOSO\kim", Fact(sheet.Value, "Logged-on users"));
        Assert.StartsWith("isolated (hunting", Fact(sheet.Value, "Isolation now"), StringComparison.Ordinal);
        Assert.Equal("vip", Fact(sheet.Value, "Tags"));
        Assert.StartsWith("unknown", Fact(sheet.Value, "Owner"), StringComparison.Ordinal);
        Assert.Equal(["Isolate device", "Run antivirus scan"], sheet.Value.Actions.Select(action => action.Title));
        Assert.Equal([null, new RequestId(Samples.Request)], sheet.Value.Actions.Select(action => action.Claims));
        Assert.Equal($"https://security.microsoft.com/machines/v2/{Device}/overview?tid={Customer.Tenant}", sheet.Value.Portal!.AbsoluteUri);
        Assert.Empty(_microsoft.Writes);
    }

    [Fact]
    public async Task Find_NothingButTheDeviceAnswers_ComesAndSaysWhatIsUnknown()
    {
        _microsoft.On(Hunting, HttpStatusCode.Forbidden, Error("Forbidden", "no")).On(Lists, HttpStatusCode.Forbidden, Error("Forbidden", "no"));

        var sheet = await FindAsync("WS-042");

        Assert.Equal("unknown (hunting did not answer)", Fact(sheet.Value, "Isolation now"));
        Assert.Equal("unknown (hunting did not answer)", Fact(sheet.Value, "Logged-on users"));
        Assert.NotNull(sheet.Value.ActionsUnread);
        Assert.Empty(sheet.Value.Actions);
    }

    [Fact]
    public async Task Find_NobodyLoggedOn_IsToldApartFromUnknown()
    {
        _microsoft.OnHunting($$"""{"DeviceId":"{{Device}}","Timestamp":"2026-03-02T12:00:00Z","Isolated":"false","LoggedOnUsers":"[]"}""")
            .On(Lists, HttpStatusCode.OK, Samples.List());

        var sheet = await FindAsync("WS-042");

        Assert.Equal("nobody, in the last report", Fact(sheet.Value, "Logged-on users"));
        Assert.Null(sheet.Value.ActionsUnread);
    }

    [Fact]
    public async Task Find_HuntingAndListsHang_ComesWithinItsTime()
    {
        _microsoft.Settings["Defender:AttemptTimeout"] = "00:00:02";
        _microsoft.On(Hunting, Hang()).On(Lists, Hang());

        var sheet = await FindAsync("WS-042");

        Assert.StartsWith("unknown (", Fact(sheet.Value, "Isolation now"), StringComparison.Ordinal);
        Assert.NotNull(sheet.Value.ActionsUnread);
    }

    [Fact]
    public async Task Find_MoreThanTen_ShowsTheNewestTen()
    {
        _microsoft.OnHunting("").On(Lists, HttpStatusCode.OK, Samples.List(
            [.. Enumerable.Range(10, 12).Select(day => Samples.MachineAction("Isolate", "x", "Succeeded", created: $"2026-02-{day}T00:00:00Z"))]));

        var sheet = await FindAsync("WS-042");

        Assert.Equal(DeviceSheets.MostActions, sheet.Value.Actions.Length);
        Assert.Equal(21, sheet.Value.Actions[0].At!.Value.Day);
    }

    [Fact]
    public async Task Find_TwoOfTheName_IsAChoice()
    {
        _microsoft.On("GET /api/machines", HttpStatusCode.OK, Samples.List(Samples.Machine(), Samples.Machine(id: OtherDevice)));

        Assert.Equal(2, Assert.IsType<Problem.Ambiguous>((await FindAsync("WS-042")).Problem).Candidates.Count);
    }

    [Fact]
    public async Task Find_None_IsNotFound()
    {
        _microsoft.On("GET /api/machines", HttpStatusCode.NotFound, Error("NotFound", "none"));

        Assert.IsType<Problem.NotFound>((await FindAsync("WS-042")).Problem);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(256)]
    public async Task Find_NoName_AsksNobody(object name)
    {
        var typed = name as string ?? new string('a', (int)name);

        Assert.IsType<Problem.Malformed>((await FindAsync(typed)).Problem);
        Assert.Empty(_microsoft.Requests);
    }

    private Task<Result<DeviceSheet>> FindAsync(string device) => _microsoft.Get<DeviceSheets>().FindAsync(Customer, device, TestContext.Current.CancellationToken);

    private static string Fact(DeviceSheet sheet, string label) => Assert.Single(sheet.Facts, fact => fact.Label == label).Text;
}
