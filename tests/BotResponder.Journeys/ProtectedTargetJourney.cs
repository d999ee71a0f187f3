using BotResponder.Journeys.World;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys;

/// <summary>What nobody may do whoever approves, and what a policy keeps out of the chat altogether.</summary>
[Trait("Attack", "29")]
public sealed class ProtectedTargetJourney : IAsyncLifetime
{
    private JourneyWorld _world = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TeamsConversation Soc => _world.Microsoft.Teams.ContosoSoc;

    public async ValueTask InitializeAsync() => _world = await JourneyWorld.StartAsync(Stop, new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["Protection:EmergencyAccounts:0"] = $"helpdesk-admin@{Cast.FabrikamDomain}",
        ["Protection:Customers:0:EmergencyAccounts:0"] = $"breakglass-01@{Cast.ContosoDomain}",
        ["Policy:Rules:0:Name"] = "offboarding is the platform team's",
        ["Policy:Rules:0:Effect"] = "Deny",
        ["Policy:Rules:0:Actions:0"] = "device.offboard",
        ["Policy:Rules:0:Instead"] = "The platform team does it: call extension 4711.",
    });

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task EmergencyAccountsAndLastAdministrators_WhateverIsAsked_StayAndTheTrailSaysWhy()
    {
        foreach (var verb in new[] { "disable", "revoke", "reset", "compromised" })
        {
            await _world.SayAsync(Cast.Ann, Soc, $"{verb} breakglass-01@contoso.com because {verb} it", Stop);
            await _world.HandledAsync(Stop);
        }

        await _world.SayAsync(Cast.Ann, Soc, "disable admin@contoso.com because odd", Stop);
        await _world.SeesAsync(Cast.Ann, Soc, Stop, "one of the last Global Administrators", "1 enabled one would be left");

        var trail = await _world.AuditAsync(Cast.ContosoId, Stop);
        Assert.Equal(4, trail.Count(line => line.Entry.Fact is { Kind: "request.refused", Problem: not null } fact && fact.Sentence.Contains("emergency access account", StringComparison.Ordinal)));
        Assert.Single(trail, line => line.Entry.Fact.Kind == "request.refused" && line.Entry.Fact.Sentence.Contains("Global Administrators", StringComparison.Ordinal));
        Assert.DoesNotContain(_world.Microsoft.Calls, call => call.Method is "PATCH" || call.Path.Contains("riskyUsers/confirm", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DomainController_WithAnotherAndAlone_NeedsTwoAndIsRefused()
    {
        await _world.SayAsync(Cast.Ann, _world.Microsoft.Teams.FabrikamSoc, "isolate dc-01 because golden ticket", Stop);
        await _world.SeesAsync(Cast.Ann, _world.Microsoft.Teams.FabrikamSoc, Stop, "last domain controller of fabrikam.com", "whoever approves");
        await _world.SayAsync(Cast.Ann, Soc, "isolate dc-01 because golden ticket", Stop);
        await _world.SeesAsync(Cast.Ann, Soc, Stop, "dc-01.contoso.com", "Waiting for 2 approvers");
        await _world.SayAsync(Cast.Ann, Soc, "isolate dc-01, dc-02 because golden ticket", Stop);
        await _world.SeesAsync(Cast.Ann, Soc, Stop, "last domain controller of contoso.com");
    }

    [Fact]
    public async Task NeverByChat_RuleWithWhoDoesItInstead_SaysWhoAndWhere()
    {
        await _world.SayAsync(Cast.Ann, Soc, "offboard ws-077 because it is sold", Stop);

        await _world.SeesAsync(Cast.Ann, Soc, Stop, "offboarding is the platform team's", "call extension 4711");
        Assert.Equal(0, _world.CallsTo("ws-077", "offboard"));
    }
}
