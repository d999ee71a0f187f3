using BotResponder.Journeys.World;
using BotResponder.Simulator;
using BotResponder.Simulator.Faults;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys;

/// <summary>What can be done to a device besides isolating it: typed, approved, and what Defender then says of it.</summary>
public sealed class DeviceActionsJourney(WorldFixture fixture) : IClassFixture<WorldFixture>
{
    private const string Sha1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709";

    private readonly JourneyWorld _world = fixture.World;

    private TeamsConversation Soc => _world.Microsoft.Teams.ContosoSoc;

    [Theory]
    [InlineData("restrict {0} because x", "ws-301", "Restrict app execution", 1, "RestrictCodeExecution", null)]
    [InlineData("unrestrict {0} because x", "ws-302", "Remove app restriction", 1, "UnrestrictCodeExecution", null)]
    [InlineData("scan {0} because x", "ws-303", "Run antivirus scan", 0, "RunAntiVirusScan", "Quick")]
    [InlineData("scan {0} full because x", "ws-304", "Run antivirus scan", 0, "RunAntiVirusScan", "Full")]
    [InlineData("collect package from {0} because x", "ws-305", "Collect investigation package", 1, "CollectInvestigationPackage", null)]
    [InlineData($"quarantine {Sha1} on {{0}} because x", "ws-306", "Stop and quarantine file", 1, "StopAndQuarantineFile", null)]
    [InlineData("offboard {0} because x", "ws-307", "Offboard device", 2, "Offboard", null)]
    public async Task Ask_Approved_IsDoneInDefenderOnce(string typed, string host, string title, int approvals, string type, string? scope)
    {
        var stop = TestContext.Current.CancellationToken;

        await AskAsync(typed, host, title, approvals, stop);
        await _world.SeesAsync(Cast.Ann, Soc, stop, title, host, "Done at");

        var action = Assert.Single(Actions(host));
        Assert.Equal((type, scope, "Succeeded"), (action.Type, action.Scope, action.Status));
        Assert.True((await _world.VerifyAuditAsync(Cast.ContosoId, stop)).IsIntact);
    }

    [Theory]
    [InlineData("restrict {0} because x", "ws-311", "Restrict app execution", 1)]
    [InlineData("scan {0} because x", "ws-312", "Run antivirus scan", 0)]
    [InlineData("collect {0} because x", "ws-313", "Collect investigation package", 1)]
    [InlineData($"quarantine {Sha1} on {{0}} because x", "ws-314", "Stop and quarantine file", 1)]
    public async Task Ask_DefenderTriesInVain_IsFailed(string typed, string host, string title, int approvals)
    {
        var stop = TestContext.Current.CancellationToken;
        _world.Microsoft.Faults.EndActions(ActionEnding.Failed, _world.Microsoft.Tenants.Contoso.Device(host).Id);

        await AskAsync(typed, host, title, approvals, stop);

        await _world.SeesAsync(Cast.Ann, Soc, stop, title, host, "Defender tried and did not succeed");
        Assert.Equal("Failed", Assert.Single(Actions(host)).Status);
    }

    [Theory]
    [InlineData("restrict {0} because x", "ws-321", "Restrict app execution", 1)]
    [InlineData("scan {0} because x", "ws-322", "Run antivirus scan", 0)]
    [InlineData("collect {0} because x", "ws-323", "Collect investigation package", 1)]
    [InlineData($"quarantine {Sha1} on {{0}} because x", "ws-324", "Stop and quarantine file", 1)]
    [InlineData("offboard {0} because x", "ws-325", "Offboard device", 2)]
    public async Task Ask_DefenderSaysNo_IsRefusedAndNothingIsDone(string typed, string host, string title, int approvals)
    {
        var stop = TestContext.Current.CancellationToken;
        var device = _world.Microsoft.Tenants.Contoso.Device(host).Id;
        using var fault = _world.Microsoft.Faults.SwitchOn(UpstreamArea.Defender, new Fault.Refuse(400, "OsPlatformNotSupported"), times: null,
            request => request.Method == "POST" && request.Path.Contains(device, StringComparison.Ordinal));

        await AskAsync(typed, host, title, approvals, stop);

        await _world.SeesAsync(Cast.Ann, Soc, stop, title, host, "Defender cannot do this on the device's operating system");
        Assert.Empty(Actions(host));
    }

    [Fact]
    public async Task Restrict_ThenUndo_TakesTheRestrictionAway()
    {
        var stop = TestContext.Current.CancellationToken;
        await AskAsync("restrict {0} because loader", "ws-331", "Restrict app execution", 1, stop);
        var done = await _world.SeesAsync(Cast.Ann, Soc, stop, "Restrict app execution", "ws-331", "Done at");

        await _world.TapAsync(Cast.Ann, Soc, done, "undo", stop);
        var undo = await _world.SeesAsync(Cast.Bo, Soc, stop, "Remove app restriction", "ws-331", "Waiting for 1 approver");
        await _world.TapAsync(Cast.Bo, Soc, undo, "approve", stop);
        await _world.SeesAsync(Cast.Ann, Soc, stop, "Remove app restriction", "ws-331", "Done at");

        Assert.Equal(["UnrestrictCodeExecution", "RestrictCodeExecution"], Actions("ws-331").Select(action => action.Type));
    }

    [Fact]
    public async Task Tag_ThenUndo_TakesTheSameTagAway()
    {
        var stop = TestContext.Current.CancellationToken;
        await AskAsync("tag {0} \"under investigation\" because dropper", "ws-332", "Add tag to device", 1, stop);
        var done = await _world.SeesAsync(Cast.Ann, Soc, stop, "Add tag to device", "ws-332", "Done at", "The device has the tag.");

        await _world.TapAsync(Cast.Ann, Soc, done, "undo", stop);
        var undo = await _world.SeesAsync(Cast.Bo, Soc, stop, "Remove tag from device", "under investigation", "Waiting for 1 approver");
        await _world.TapAsync(Cast.Bo, Soc, undo, "approve", stop);

        await _world.SeesAsync(Cast.Ann, Soc, stop, "Remove tag from device", "ws-332", "The device does not have the tag any more.");
    }

    [Fact]
    public async Task Package_Collected_ItsLinkIsGivenInAPersonalChatOnly()
    {
        var stop = TestContext.Current.CancellationToken;
        const string link = "https://userrequests-us.securitycenter.windows.com";
        await _world.SayAsync(Cast.Ann, Soc, "package ws-341", stop);
        await _world.SeesAsync(Cast.Ann, Soc, stop, "There is no package of ws-341.contoso.com");
        await AskAsync("collect package from {0} because x", "ws-341", "Collect investigation package", 1, stop);
        await _world.SeesAsync(Cast.Ann, Soc, stop, "ws-341", "The package is ready");
        Assert.DoesNotContain(_world.Microsoft.Calls, call => call.Path.EndsWith("/getPackageUri", StringComparison.Ordinal));

        await _world.SayAsync(Cast.Ann, Soc, "package ws-341", stop);

        await _world.SeesAsync(Cast.Ann, _world.Microsoft.Teams.OpenPersonalChat(Cast.Ann), stop, "Investigation package of ws-341.contoso.com", link);
        await _world.SeesAsync(Cast.Ann, Soc, stop, "The link is in our personal chat");
        Assert.DoesNotContain(_world.Microsoft.Teams.ViewFor(Cast.Ann, Soc), message => Chat.Shown(message).Contains(link, StringComparison.Ordinal));
        Assert.Single(_world.Microsoft.Calls, call => call.Path.EndsWith("/getPackageUri", StringComparison.Ordinal));
        Assert.DoesNotContain(await _world.AuditAsync(Cast.ContosoId, stop), line => line.Entry.Fact.Sentence.Contains("safedownload", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Package_AskedByEve_TellsHerNothing()
    {
        var stop = TestContext.Current.CancellationToken;

        await _world.SayAsync(Cast.Eve, Soc, "package ws-341", stop);

        await _world.SeesAsync(Cast.Eve, Soc, stop, "I cannot do that for you here");
    }

    private IEnumerable<DeviceAction> Actions(string host) =>
        _world.Microsoft.ActionsOf(_world.Microsoft.Tenants.Contoso).Where(action => action.Device.IsNamed(host));

    private async Task AskAsync(string typed, string host, string title, int approvals, CancellationToken stop)
    {
        await _world.SayAsync(Cast.Ann, Soc, typed.Replace("{0}", host, StringComparison.Ordinal), stop);
        if (approvals == 0)
        {
            return;
        }

        var card = await _world.SeesAsync(Cast.Bo, Soc, stop, title, host, "Waiting for");
        foreach (var approver in new[] { Cast.Bo, Cast.Cy }.Take(approvals))
        {
            await _world.TapAsync(approver, Soc, card, "approve", stop);
        }
    }
}
