using BotResponder.Journeys.World;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys;

/// <summary>A customer who wants a say: one approver of the provider and one of its own. And an auditor, who looks at all of it and does nothing.</summary>
public sealed class FourEyesJourney : IAsyncLifetime
{
    private JourneyWorld _world = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TeamsConversation Soc => _world.Microsoft.Teams.FabrikamSoc;

    public async ValueTask InitializeAsync() => _world = await JourneyWorld.StartAsync(Stop, new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["Protection:Customers:1:Approvers:2"] = BotSettings.Id(Cast.Dee),
        ["Protection:Customers:0:Auditors:0"] = BotSettings.Id(Cast.Eve),
        ["Policy:Rules:0:Name"] = "both sides",
        ["Policy:Rules:0:Effect"] = "NeedsApproval",
        ["Policy:Rules:0:Customers:0"] = Cast.FabrikamId,
        ["Policy:Rules:0:FromProvider"] = "1",
        ["Policy:Rules:0:FromCustomer"] = "1",
    });

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    [Trait("Attack", "19")]
    public async Task Isolate_CustomerWithAFourEyesRule_NeedsOneOfEachSide()
    {
        await _world.SayAsync(Cast.Ann, Soc, "isolate ws-042 because ransomware", Stop);
        var card = await _world.SeesAsync(Cast.Ann, Soc, Stop, "ws-042", "Waiting for 2 approvals", "1 from the provider, 1 from the customer");
        var code = Chat.CodeOn(card);
        var personal = _world.Microsoft.Teams.OpenPersonalChat(Cast.Cy);
        await _world.SeesAsync(Cast.Cy, personal, Stop, code, "Waiting for 2 approvals");

        await _world.SayAsync(Cast.Ann, Soc, $"who can approve {code}", Stop);
        await _world.SeesAsync(Cast.Ann, Soc, Stop, $"Who can approve {code}", "Bo Lind", "Dee Ruiz", "of the customer");
        await _world.TapAsync(Cast.Bo, Soc, card, "approve", Stop);
        await _world.SayAsync(Cast.Cy, personal, $"approve {code}", Stop);
        await _world.SeesAsync(Cast.Cy, personal, Stop, "Your side has approved", "1 from the customer");
        Assert.DoesNotContain(_world.Microsoft.Calls, IsIsolation);

        await _world.TapAsync(Cast.Dee, Soc, card, "approve", Stop);

        await _world.SeesAsync(Cast.Ann, Soc, Stop, code, "Done at");
        Assert.Single(_world.Microsoft.Calls, IsIsolation);
        await _world.SayAsync(Cast.Dee, Soc, $"why {code}", Stop);
        await _world.SeesAsync(Cast.Dee, Soc, Stop, $"Why {code}", "both sides + device.isolate", "1 of the provider and 1 of the customer", "asked in: Channel");
    }

    [Fact]
    public async Task Can_ByAResponder_SaysWhatWouldBeAndLeavesNothingBehind()
    {
        var before = (await _world.AuditAsync(Cast.FabrikamId, Stop)).Count;

        await _world.SayAsync(Cast.Ann, Soc, "can I isolate ws-042?", Stop);
        await _world.SeesAsync(Cast.Ann, Soc, Stop, "Yes, with approval", "ws-042", "both sides + device.isolate", "nothing was done");
        await _world.SayAsync(Cast.Ann, Soc, "can I isolate ws-nowhere", Stop);
        await _world.SeesAsync(Cast.Ann, Soc, Stop, "ws-nowhere");
        await _world.SayAsync(Cast.Ann, Soc, "can I whoami", Stop);
        await _world.SeesAsync(Cast.Ann, Soc, Stop, "whoami is no response action");

        Assert.Equal(before, (await _world.AuditAsync(Cast.FabrikamId, Stop)).Count);
        Assert.DoesNotContain(_world.Microsoft.Calls, IsIsolation);
    }

    [Fact]
    [Trait("Attack", "18")]
    public async Task Auditor_WhateverSheTries_OnlyReads()
    {
        var soc = _world.Microsoft.Teams.ContosoSoc;
        await _world.SayAsync(Cast.Ann, soc, "isolate ws-061 because audited", Stop);
        var card = await _world.SeesAsync(Cast.Eve, soc, Stop, "ws-061.contoso.com", "Waiting for 1 approver");
        var code = Chat.CodeOn(card);

        await _world.SayAsync(Cast.Eve, soc, "audit", Stop);
        await _world.SeesAsync(Cast.Eve, soc, Stop, "Audit trail of Contoso", code);
        await _world.SayAsync(Cast.Eve, soc, "isolate", Stop);
        await _world.SayAsync(Cast.Eve, soc, "isolate ws-062 because I can", Stop);
        await _world.SayAsync(Cast.Eve, soc, "can I isolate ws-062", Stop);
        await _world.Microsoft.TrueAsync("three refusals", () => _world.Microsoft.Teams.ViewFor(Cast.Eve, soc)
            .Count(message => message.Author is null && Chat.Shown(message).Contains("You may not ask for response actions here", StringComparison.Ordinal)) == 3, Stop);
        await _world.SayAsync(Cast.Eve, soc, $"approve {code}", Stop);
        await _world.SeesAsync(Cast.Eve, soc, Stop, "You are not an approver here");
        await _world.TapUnofferedAsync(Cast.Eve, soc, card, "withdraw", Stop);
        await _world.SayAsync(Cast.Eve, soc, "package ws-061", Stop);
        await _world.SeesAsync(Cast.Eve, soc, Stop, "I cannot do that for you here");

        Assert.DoesNotContain(_world.Microsoft.Calls, IsIsolation);
        await _world.TapAsync(Cast.Bo, soc, card, "approve", Stop);
        await _world.SeesAsync(Cast.Eve, soc, Stop, code, "Done at");
    }

    private static bool IsIsolation(RecordedCall call) => call.Method == "POST" && call.Path.EndsWith("/isolate", StringComparison.Ordinal);
}
