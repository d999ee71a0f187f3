using BotResponder.Journeys.World;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys;

/// <summary>An indicator from the typed line to Defender's list, and away again.</summary>
public sealed class IndicatorJourney(WorldFixture fixture) : IClassFixture<WorldFixture>
{
    private readonly JourneyWorld _world = fixture.World;

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    private TeamsConversation Soc => _world.Microsoft.Teams.ContosoSoc;

    [Fact]
    public async Task Block_ThenUndo_StandsInTheListAndIsGone()
    {
        await _world.SayAsync(Cast.Ann, Soc, "indicator block hxxps://evil[.]example/login for 30d because phishing", Ended);
        await ApproveAsync("Add indicator", "https://evil.example/login", "Waiting for 1 approver");
        var done = await _world.SeesAsync(Cast.Ann, Soc, Ended, "Add indicator", "https://evil.example/login", "Defender lists the indicator");
        await _world.SayAsync(Cast.Ann, Soc, "indicators for evil[.]example/login", Ended);
        await _world.SeesAsync(Cast.Ann, Soc, Ended, "Indicators of Contoso", "of the 15000", "Block: https://evil.example/login", "made by");

        await _world.TapAsync(Cast.Ann, Soc, done, "undo", Ended);
        await ApproveAsync("Remove indicator", "https://evil.example/login", "Waiting for 1 approver");

        await _world.SeesAsync(Cast.Ann, Soc, Ended, "Remove indicator", "does not list the indicator any more");
        await _world.SayAsync(Cast.Ann, Soc, "indicators for example/login", Ended);
        await _world.SeesAsync(Cast.Ann, Soc, Ended, "There is none.");
    }

    [Fact]
    public async Task Block_SeveralUnderOneApproval_AreAllSet()
    {
        await _world.SayAsync(Cast.Ann, Soc, "indicator block 198.51.100.1, 198.51.100.2, bad.example because beacons", Ended);
        await ApproveAsync("Add indicator", "198.51.100.1", "bad.example");

        await _world.SeesAsync(Cast.Ann, Soc, Ended, "Add indicator", "bad.example", "Done at");

        Assert.Equal(3, _world.Microsoft.Calls.Count(call => call is { Area: UpstreamArea.Defender, Method: "POST", Status: 200 } && call.Body.Contains("beacons", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("indicator block 10.1.2.3 because x", "is a private address")]
    [InlineData("indicator block microsoft.com because x", "is not blocked as a whole")]
    [InlineData("block 198.51.100.9 because x", "type indicator block 198.51.100.9")]
    [InlineData("lift 198.51.100.77 because x", "has no indicator of 198.51.100.77")]
    public async Task Ask_WhatMustNotBe_IsRefusedWithTheWayOn(string typed, string answer)
    {
        await _world.SayAsync(Cast.Ann, Soc, typed, Ended);

        await _world.SeesAsync(Cast.Ann, Soc, Ended, answer);
    }

    private async Task ApproveAsync(params string[] words) =>
        await _world.TapAsync(Cast.Bo, Soc, await _world.SeesAsync(Cast.Bo, Soc, Ended, words), "approve", Ended);
}
