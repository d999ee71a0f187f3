using System.Net;
using System.Text.Json.Nodes;
using BotResponder.Simulator.Tenants;
using BotResponder.Simulator.Troubleshooting;

namespace BotResponder.Tests.Simulator;

/// <summary>Troubleshooting mode: a click without an API, and what hunting shows of it.</summary>
public sealed class TroubleshootingTests : IAsyncLifetime
{
    private static readonly AntivirusSetting Exclusion = new(@"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows Defender\Exclusions\Paths", @"C:\Temp", "0", "", "adm-jo");

    private SimulatorBench _bench = null!;

    private Device Device => _bench.Device("ws-042");

    public async ValueTask InitializeAsync() => _bench = await SimulatorBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Start_AfterItsDelays_IsInHuntingWithTheDocumentedFields()
    {
        Assert.True(_bench.Simulator.StartTroubleshooting(Device));
        _bench.Time.Advance(TimeSpan.FromMinutes(3) - TimeSpan.FromSeconds(1));
        Assert.Empty(await EventsAsync());
        _bench.Time.Advance(TimeSpan.FromSeconds(1));

        var row = Assert.Single(await EventsAsync())!;

        Assert.Equal(("2026-03-02T09:02:00.0000000Z", "2026-03-02T13:02:00.0000000Z"), ((string?)row["Start"], (string?)row["Expiry"]));
        Assert.Equal(("Troubleshooting mode started", 240L), ((string?)row["Reason"], (long)row["LeftMin"]!));
    }

    [Fact]
    public async Task Start_AfterFourHours_IsFollowedByItsEnd()
    {
        _bench.Simulator.StartTroubleshooting(Device);
        _bench.Time.Advance(TimeSpan.FromMinutes(243));

        var rows = await EventsAsync();

        Assert.Equal(["Enabled", "Disabled"], rows.Select(row => (string?)row!["State"]));
        Assert.Equal((string?)rows[0]!["Prev"], (string?)rows[1]!["State"]);
    }

    [Fact]
    public void Start_ADayOfADevice_HasEightHours()
    {
        Assert.True(_bench.Simulator.StartTroubleshooting(Device));
        Assert.False(_bench.Simulator.StartTroubleshooting(Device));
        _bench.Time.Advance(TimeSpan.FromHours(5));
        Assert.True(_bench.Simulator.StartTroubleshooting(Device));
        _bench.Time.Advance(TimeSpan.FromHours(5));
        Assert.False(_bench.Simulator.StartTroubleshooting(Device));
        _bench.Time.Advance(TimeSpan.FromHours(14));
        Assert.True(_bench.Simulator.StartTroubleshooting(Device));
    }

    [Theory]
    [InlineData("ws-013")]
    [InlineData("ws-031")]
    public void Start_ADeviceThatIsOffOrPassive_ComesToNothing(string host) => Assert.False(_bench.Simulator.StartTroubleshooting(_bench.Device(host)));

    [Fact]
    public async Task SetAntivirusSetting_OnlyWhileItIsOn_IsInHunting()
    {
        Assert.False(_bench.Simulator.SetAntivirusSetting(Device, Exclusion));
        _bench.Simulator.StartTroubleshooting(Device);
        _bench.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.True(_bench.Simulator.SetAntivirusSetting(Device, Exclusion));
        _bench.Time.Advance(TimeSpan.FromMinutes(1));

        var rows = await HuntAsync(
            $$"""
            DeviceRegistryEvents | where DeviceId == "{{Device.Id}}" and Timestamp >= todatetime("2026-03-02T09:05:00Z") and Timestamp < todatetime("2026-03-02T09:06:00Z")
            | where RegistryKey startswith "HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows Defender" | project RegistryValueName
            """);

        Assert.Equal(@"C:\Temp", (string?)Assert.Single(rows)!["RegistryValueName"]);
    }

    [Theory]
    [InlineData("ws-042", "0")]
    [InlineData("ws-031", "1")]
    public async Task Hunt_ForTheAntivirus_TellsItsMode(string host, string mode)
    {
        var rows = await HuntAsync($"DeviceTvmInfoGathering | where DeviceId == \"{_bench.Device(host).Id}\" | project Mode = tostring(AdditionalFields.AvMode)");

        Assert.Equal(mode, (string?)Assert.Single(rows)!["Mode"]);
    }

    /// <summary>Microsoft's own sample, for one device.</summary>
    private Task<JsonArray> EventsAsync() => HuntAsync(
        $$"""
        DeviceEvents
        | where Timestamp > ago(5h) and DeviceId == "{{Device.Id}}" and ActionType == "AntivirusTroubleshootModeEvent"
        | extend p = parse_json(AdditionalFields)
        | project Timestamp, State=tostring(p.TroubleshootingState), Prev=tostring(p.TroubleshootingPreviousState), Start=todatetime(p.TroubleshootingStartTime),
                  Expiry=todatetime(p.TroubleshootingStateExpiry), LeftMin=toint(p.TroubleshootingStateRemainingMinutes), Reason=tostring(p.TroubleshootingStateChangeReason), Source=tostring(p.TroubleshootingStateChangeSource)
        """);

    private async Task<JsonArray> HuntAsync(string query)
    {
        var answer = await _bench.PostAsync(
            "/graph/v1.0/security/runHuntingQuery", await _bench.TokenAsync(SimulatorBench.GraphScope), new JsonObject { ["Query"] = query }.ToJsonString());
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
        return answer.Json["results"]!.AsArray();
    }
}
