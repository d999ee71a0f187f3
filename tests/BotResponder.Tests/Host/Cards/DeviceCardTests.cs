using BotResponder.Host.Cards;
using BotResponder.Teams.Activities;

namespace BotResponder.Tests.Host.Cards;

public sealed class DeviceCardTests
{
    [Fact]
    public void Render_AnActionThatOnlyClaimsToBeOurs_IsNotCalledOurs()
    {
        var card = DeviceCard.Render(CardSamples.Device(theirs: null)).Card.ToJson();

        Assert.Contains("Isolate device: Pending, by me for R-4F7K2", card, StringComparison.Ordinal);
        Assert.Contains("Run antivirus scan: Succeeded, not by me: kim", card, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_WhatCouldNotBeRead_IsSaidInItsLine()
    {
        var card = DeviceCard.Render(CardSamples.BareDevice()).Card.ToJson();

        Assert.Contains("Unknown: Defender did not answer in time", card, StringComparison.Ordinal);
        Assert.Contains("None.", card, StringComparison.Ordinal);
        Assert.DoesNotContain("Open in Defender", card, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_NothingOnRecord_SaysSo()
    {
        var bare = CardSamples.BareDevice();

        var card = DeviceCard.Render(bare with { Sheet = bare.Sheet with { ActionsUnread = null } }).Card.ToJson();

        Assert.Contains("Nothing on record.", card, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_HostileAndVeryLongText_StaysWithinTheBudget()
    {
        var card = DeviceCard.Render(CardSamples.Device(string.Concat(Enumerable.Repeat("[x](https://evil.example)<at>*_\u202E", 200)))).Card;

        Assert.InRange(card.CountCharacters(), 1, MessageSize.SoftLimit);
        Assert.Contains(new string('a', 40), card.ToJson(), StringComparison.Ordinal);
    }
}
