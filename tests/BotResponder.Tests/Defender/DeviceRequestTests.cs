using System.Net;
using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender;

/// <summary>What leaves for Defender, byte for byte as Microsoft's reference has it, and what is asked for before.</summary>
public sealed class DeviceRequestTests : IAsyncLifetime
{
    private const string Comment = Samples.Request + " R-4F7K2 ransomware \\u0022on\\u0022 WS-042 | approved by Ann Olsen, Ben Ito";

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
    public async Task Execute_Typed_SendsExactlyThis(string typed, string operation, string type, string rest)
    {
        _microsoft.On($"POST /api/machines/{Device}/{operation}", HttpStatusCode.Created, Samples.MachineAction(type, "x"));
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
    public void Permissions_OfEachCall_AreTheLeastThatMicrosoftDocuments(string verb, string permission) => Assert.Equal(
        ["Machine.Read.All", permission, "ThreatHunting.Read.All"], _microsoft.Get<ActionCatalog>().FindByVerb(verb)!.Descriptor.Permissions);

    [Theory]
    [InlineData("restrict WS-042 because x", "Windows10", 15063, "To restrict apps needs Windows 10 1709 or later: Defender may refuse.")]
    [InlineData("restrict WS-042 because x", "WindowsServer2016", 14393, "To restrict apps needs Windows Server 2019 or later: Defender may refuse.")]
    [InlineData("restrict WS-042 because x", "WindowsServer2012R2", 9600, "To restrict apps needs Windows Server 2019 or later: Defender may refuse.")]
    [InlineData("restrict WS-042 because x", "WindowsServer2019", 17763, null)]
    [InlineData("restrict WS-042 because x", "Windows10", 16299, null)]
    [InlineData("unrestrict WS-042 because x", "macOS", 0, "Defender cannot restrict apps on macOS: it will refuse.")]
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

    private (IResponseAction Action, CommandArguments Command) Read(string typed)
    {
        var catalog = _microsoft.Get<ActionCatalog>();
        var parsed = new CommandParser(catalog.All.Select(action => action.Descriptor.Grammar)).Parse(typed).Value;
        return (catalog.FindByVerb(parsed.Arguments.Verb)!, parsed.Arguments);
    }
}
