using BotResponder.Journeys.World;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys;

/// <summary>A customer who gave the bot a part of its devices and accounts: the rest is not there, at no door, and what leaves the part after the approval is not touched.</summary>
[Trait("Attack", "13")]
public sealed class ScopeJourney : IAsyncLifetime
{
    private static readonly string[] s_doors = ["isolate {0} because x", "can I isolate {0}", "device {0}", "package {0}", "scan {0} because x", "tag {0} seen because x", "collect {0} because x"];

    private JourneyWorld _world = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TeamsConversation Soc => _world.Microsoft.Teams.ContosoSoc;

    private Tenant Contoso => _world.Microsoft.Tenants.Contoso;

    public async ValueTask InitializeAsync() => _world = await JourneyWorld.StartAsync(Stop, new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["Protection:Customers:0:Scope:Only:0:DeviceGroups:0"] = "Workstations",
        ["Protection:Customers:0:Scope:Never:0:Tags:0"] = "hands-off",
        ["Protection:Customers:0:Scope:Only:1:OrganizationalUnits:0"] = "OU=Berlin,OU=Staff,DC=contoso,DC=com",
        ["Protection:Customers:0:EmergencyAccounts:0"] = $"breakglass-01@{Cast.ContosoDomain}",
        ["Protection:Customers:0:Administrators:0"] = BotSettings.Id(Cast.Eve),
    });

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Device_OutsideOfTheScope_IsAtEveryDoorAsIfItWereNotThere()
    {
        var server = Contoso.Devices.First(device => device.Group != "Workstations" && device.Tags.IsEmpty);
        foreach (var (outside, nowhere) in new[] { (server.Id, new string('0', 39) + "7"), (server.HostName, server.HostName[..^1] + "x9") })
        {
            foreach (var door in s_doors)
            {
                var (theirs, none) = (await AnswerAsync(door, outside), await AnswerAsync(door, nowhere));
                Assert.DoesNotContain(server.DnsName, theirs, StringComparison.OrdinalIgnoreCase);
                Assert.Contains("There is no device", theirs, StringComparison.Ordinal);
                Assert.Equal((door, Bare(none, nowhere)), (door, Bare(theirs, outside)));
            }
        }

        Assert.DoesNotContain(_world.Microsoft.Calls, call => call.Method == "POST" && call.Path.Contains("/machines/", StringComparison.Ordinal));
        await _world.SayAsync(Cast.Ann, Soc, "isolate ws-042 because inside", Stop);
        await _world.SeesAsync(Cast.Ann, Soc, Stop, "ws-042.contoso.com", "Waiting for 1 approver");
    }

    [Fact]
    [Trait("Attack", "21")]
    public async Task Device_LeavesTheScopeAfterTheApproval_IsNotTouched()
    {
        await _world.SayAsync(Cast.Ann, Soc, "tag ws-060 hands-off because it is the board's now", Stop);
        var tag = await _world.SeesAsync(Cast.Ann, Soc, Stop, "Tag", "ws-060.contoso.com", "Waiting for");
        await _world.SayAsync(Cast.Ann, Soc, "isolate ws-060 because beacon", Stop);
        var card = await _world.SeesAsync(Cast.Ann, Soc, Stop, "Isolate device", "ws-060.contoso.com", "Waiting for 1 approver");
        await _world.TapAsync(Cast.Bo, Soc, tag, "approve", Stop);
        await _world.Microsoft.TrueAsync("the tag", () => _world.Microsoft.Calls.Any(call => call.Method == "POST" && call.Path.EndsWith("/tags", StringComparison.Ordinal)), Stop);
        await _world.HandledAsync(Stop);

        await _world.TapAsync(Cast.Bo, Soc, card, "approve", Stop);

        await _world.SeesAsync(Cast.Ann, Soc, Stop, Chat.CodeOn(card), "changed since it was approved", "There is no device");
        Assert.Equal(0, _world.CallsTo("ws-060", "isolate"));
    }

    [Fact]
    public async Task Account_OutsideOfItsUnit_IsNotThere()
    {
        var accounts = Contoso.Accounts.Where(account => account is { IsSynced: true, Enabled: true }).ToLookup(account => account.DistinguishedName!.Contains("OU=Berlin", StringComparison.Ordinal));
        var (berlin, oslo) = (accounts[true].First(), accounts[false].First());

        var theirs = await AnswerAsync("disable {0} because x", oslo.Id);
        var none = await AnswerAsync("disable {0} because x", "0a0a0a0a-0000-4000-8000-0a0a0a0a0a0a");
        await _world.SayAsync(Cast.Ann, Soc, $"disable {berlin.Id} because inside", Stop);
        await _world.SeesAsync(Cast.Ann, Soc, Stop, berlin.UserPrincipalName, "Waiting for 1 approver");

        Assert.Equal(Bare(none, "0a0a0a0a-0000-4000-8000-0a0a0a0a0a0a"), Bare(theirs, oslo.Id));
        Assert.DoesNotContain(_world.Microsoft.Calls, call => call.Method is "PATCH");
    }

    private async Task<string> AnswerAsync(string words, string about)
    {
        var before = _world.Microsoft.Teams.ViewFor(Cast.Ann, Soc).Count(message => message.Author is null);
        await _world.SayAsync(Cast.Ann, Soc, string.Format(System.Globalization.CultureInfo.InvariantCulture, words, about), Stop);
        await _world.HandledAsync(Stop);
        return string.Join('\n', _world.Microsoft.Teams.ViewFor(Cast.Ann, Soc).Where(message => message.Author is null).Skip(before).Select(Chat.Shown));
    }

    private static string Bare(string answer, string typed) => answer.Replace(typed, "…", StringComparison.OrdinalIgnoreCase);
}
