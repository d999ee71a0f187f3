using System.Net;
using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Results;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender;

/// <summary>What leaves for Defender, byte for byte as Microsoft's reference has it, and what is asked for before.</summary>
public sealed class DeviceRequestTests : IAsyncLifetime
{
    private const string Comment = Samples.Request + " R-4F7K2 ransomware \\u0022on\\u0022 WS-042 | approved by Ann Olsen, Ben Ito";

    private const string Sha1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709";

    private PretendMicrosoft _microsoft = null!;

    public async ValueTask InitializeAsync() => _microsoft = await PretendMicrosoft.StartAsync();

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Theory]
    [InlineData("isolate WS-042 because x", "isolate", "Isolate", ""","IsolationType":"Full" """)]
    [InlineData("isolate WS-042 selective because x", "isolate", "Isolate", ""","IsolationType":"Selective" """)]
    [InlineData("release WS-042 because x", "unisolate", "Unisolate", "")]
    [InlineData("restrict WS-042 because x", "restrictCodeExecution", "RestrictCodeExecution", "")]
    [InlineData("unrestrict WS-042 because x", "unrestrictCodeExecution", "UnrestrictCodeExecution", "")]
    [InlineData("scan WS-042 because x", "runAntiVirusScan", "RunAntiVirusScan", ""","ScanType":"Quick" """)]
    [InlineData("scan full WS-042 because x", "runAntiVirusScan", "RunAntiVirusScan", ""","ScanType":"Full" """)]
    [InlineData("collect package from WS-042 because x", "collectInvestigationPackage", "CollectInvestigationPackage", "")]
    [InlineData("quarantine DA39A3EE5E6B4B0D3255BFEF95601890AFD80709 on WS-042 because x", "StopAndQuarantineFile", "StopAndQuarantineFile", $""","Sha1":"{Sha1}" """)]
    [InlineData("quarantine da39a3ee5e6b4b0d3255bfef95601890afd80709 WS-042 because x", "StopAndQuarantineFile", "StopAndQuarantineFile", $""","Sha1":"{Sha1}" """)]
    [InlineData("offboard WS-042 because x", "offboard", "Offboard", "")]
    public async Task Execute_Typed_SendsExactlyThis(string typed, string operation, string type, string rest)
    {
        _microsoft.On($"POST /api/machines/{Device}/{operation}", HttpStatusCode.Created, Samples.MachineAction(type, Samples.Request));
        var (action, command) = Read(typed);

        var receipt = await action.ExecuteAsync(Samples.Order(action, command), TestContext.Current.CancellationToken);

        Assert.Equal(ActionGuid, receipt.Value.Id);
        var sent = Assert.Single(_microsoft.Requests);
        Assert.Equal(("POST", $"/api/machines/{Device}/{operation}"), (sent.Method, sent.Target));
        Assert.Equal($$"""{"Comment":"{{Comment}}"{{rest.TrimEnd()}}}""", sent.Body);
    }

    [Theory]
    [InlineData("isolate", "Machine.Isolate")]
    [InlineData("release", "Machine.Isolate")]
    [InlineData("restrict", "Machine.RestrictExecution")]
    [InlineData("unrestrict", "Machine.RestrictExecution")]
    [InlineData("scan", "Machine.Scan")]
    [InlineData("collect", "Machine.CollectForensics")]
    [InlineData("quarantine", "Machine.StopAndQuarantine")]
    [InlineData("offboard", "Machine.Offboard")]
    [InlineData("tag", "Machine.ReadWrite.All")]
    [InlineData("untag", "Machine.ReadWrite.All")]
    public void Permissions_OfEachCall_AreTheLeastThatMicrosoftDocuments(string verb, string permission) => Assert.Equal(
        ["Machine.Read.All", permission, "ThreatHunting.Read.All"], _microsoft.Get<ActionCatalog>().FindByVerb(verb)!.Descriptor.Permissions);

    [Theory]
    [InlineData("restrict WS-042 because x", "Windows10", 15063, "To restrict apps needs Windows 10 1709 or later: Defender may refuse.")]
    [InlineData("restrict WS-042 because x", "WindowsServer2016", 14393, "To restrict apps needs Windows Server 2019 or later: Defender may refuse.")]
    [InlineData("restrict WS-042 because x", "WindowsServer2012R2", 9600, "To restrict apps needs Windows Server 2019 or later: Defender may refuse.")]
    [InlineData("restrict WS-042 because x", "WindowsServer2019", 17763, null)]
    [InlineData("restrict WS-042 because x", "Windows10", 16299, null)]
    [InlineData("unrestrict WS-042 because x", "macOS", 0, "Defender cannot restrict apps on macOS: it will refuse.")]
    [InlineData("collect WS-042 because x", "Windows10", 14393, "To collect a package needs Windows 10 1703 or later: Defender may refuse.")]
    [InlineData("offboard WS-042 because x", "Ubuntu", 0, "Defender cannot offboard a device on Ubuntu: it will refuse.")]
    [InlineData("quarantine da39a3ee5e6b4b0d3255bfef95601890afd80709 on WS-042 because x", "macOS", 0, "Defender cannot quarantine files on macOS: it will refuse.")]
    [InlineData("scan WS-042 because x", "macOS", 0, null)]
    [InlineData("scan WS-042 because x", "Ubuntu", 0, null)]
    [InlineData("scan WS-042 because x", "WindowsServer2012R2", 9600, null)]
    [InlineData("scan WS-042 because x", "Windows7", 7601, "Defender cannot run a scan on Windows7: it will refuse.")]
    [InlineData("scan WS-042 because x", "BeOS", 5, "The bot does not know whether Defender can run a scan on BeOS: it may refuse.")]
    [InlineData("scan WS-042 because x", "", 0, "Defender does not say which operating system this is: it may refuse to run a scan.")]
    public async Task Preview_OfASystem_SaysWhetherItCan(string typed, string platform, long build, string? warning)
    {
        var (action, command) = Read(typed);
        _microsoft.On("GET /api/machines", HttpStatusCode.OK, Samples.List(Samples.Machine(os: platform, build: build))).OnHunting("");

        var preview = await action.PreviewAsync(Customer, action.Bind(command).Value, null, TestContext.Current.CancellationToken);

        Assert.Equal(warning is null ? [] : [warning], preview.Value.Warnings);
    }

    [Theory]
    [InlineData("da39a3ee5e6b4b0d3255bfef95601890afd8070")]
    [InlineData("da39a3ee5e6b4b0d3255bfef95601890afd807090")]
    [InlineData("da39a3ee5e6b4b0d3255bfef95601890afd8070g")]
    [InlineData("d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("../../alerts/3255bfef95601890afd80709aaaa")]
    [InlineData("４da39a3ee5e6b4b0d3255bfef95601890afd8070")]
    public void Bind_AnotherHash_IsMalformed(string hash)
    {
        var (action, command) = Read($"quarantine \"{hash}\" on WS-042 because x");

        Assert.IsType<Problem.Malformed>(action.Bind(command).Problem);
    }

    [Fact]
    public async Task Preview_OfAFile_PinsItsHash()
    {
        var (action, command) = Read($"quarantine {Sha1} on WS-042 because x");
        _microsoft.On("GET /api/machines", HttpStatusCode.OK, Samples.List(Samples.Machine())).OnHunting("");

        var preview = await action.PreviewAsync(Customer, action.Bind(command).Value, null, TestContext.Current.CancellationToken);

        Assert.Contains(new ActionFact("File (SHA-1)", Sha1, IsPinned: true), preview.Value.Facts);
    }

    [Fact]
    public async Task ReadStatus_PackageIsThere_SaysHowToGetItAndAsksForNoLink()
    {
        _microsoft.On($"GET /api/machineactions/{ActionGuid}", HttpStatusCode.OK, Samples.MachineAction("CollectInvestigationPackage", "x", "Succeeded"));

        var progress = await _microsoft.Get<ActionCatalog>().FindByVerb("collect")!.ReadStatusAsync(Customer, new(ActionGuid), TestContext.Current.CancellationToken);

        var outcome = Assert.IsType<ActionProgress.Ended>(progress.Value).Outcome;
        Assert.Equal(OutcomeKind.Done, outcome.Kind);
        Assert.Contains("“package” and the device's name", outcome.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(_microsoft.Requests, request => request.Target.Contains("getPackageUri", StringComparison.Ordinal));
    }

    private (IResponseAction Action, CommandArguments Command) Read(string typed)
    {
        var catalog = _microsoft.Get<ActionCatalog>();
        var parsed = new CommandParser(catalog.All.Select(action => action.Descriptor.Grammar)).Parse(typed).Value;
        return (catalog.FindByVerb(parsed.Arguments.Verb)!, parsed.Arguments);
    }
}
