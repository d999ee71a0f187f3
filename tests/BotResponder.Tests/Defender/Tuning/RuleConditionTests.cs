using BotResponder.Defender.Tuning;
using BotResponder.Tests.Defender.Alerts;
using static BotResponder.Tests.Defender.Tuning.TuningSamples;

namespace BotResponder.Tests.Defender.Tuning;

/// <summary>When a rule holds, how wide it is, and what is offered in place of one.</summary>
public sealed class RuleConditionTests
{
    private const string Narrow = $"file.sha1 is {Sha1} and device is ws-042.contoso.com";

    [Theory]
    [InlineData(Narrow, true)]
    [InlineData("file.sha1 is 3395856CE81F2B7382DEE72602F798B642F14140", true)]
    [InlineData("device is 1e5bc9d7e413ddd7902c2932e418702b84d0cc07", true)]
    [InlineData("device is ws-042", false)]
    [InlineData("device starts-with WS-042", true)]
    [InlineData("file.name ends-with .EXE and file.path is c:\\tools", true)]
    [InlineData("process.command contains setup", false)]
    [InlineData("user is ada and device is ws-043.contoso.com", false)]
    [InlineData("user is ada@contoso.com or device is ws-043.contoso.com", true)]
    [InlineData("(user is eve or user is ada) and (ip is 10.0.0.1 or file.name is setup.exe)", true)]
    [InlineData("sha is x or user is ada", null)]
    public void Holds_ForAnAlert_GoesByItsEvidence(string typed, bool? holds) =>
        Assert.Equal(holds, RuleReader.Read(typed).TryGetValue(out var condition, out _) ? condition.Holds(Read(Alert())) : null);

    [Theory]
    [InlineData(Narrow, false, "")]
    [InlineData(Narrow, true, "every type of alert")]
    [InlineData($"file.sha1 is {Sha1}", false, "on every device and for every account")]
    [InlineData("device is ws-042.contoso.com and user is ada", false, "not what happened there")]
    [InlineData("file.name is setup.exe and user is ada", false, "which every attacker can choose")]
    [InlineData($"file.sha1 is {Sha1} and file.name is setup.exe and user is ada", false, "")]
    [InlineData($"file.sha1 starts-with 3395 and user is ada", false, "a part of a value")]
    [InlineData($"file.sha1 is {Sha1} and (user is ada or user is eve)", false, "values that the alert does not show")]
    [InlineData("file.sha1 is 0a1b and user is ada", false, "does not fit the alert itself")]
    [InlineData($"file.sha1 is {Sha1} and user is ada or file.name is setup.exe and user is ada", false, "which every attacker can choose")]
    public void WarningsOf_ARule_SayInWhichWayItIsWider(string typed, bool isAnyType, string words)
    {
        var warnings = RuleBreadth.WarningsOf(Of(typed), isAnyType, Read(Alert())).ToArray();

        Assert.Equal(words.Length == 0 ? 0 : 1, warnings.Length);
        Assert.All(warnings, warning => Assert.Contains(words, warning, StringComparison.Ordinal));
    }

    [Fact]
    public void Offers_OfAnAlert_AreTheNarrowestFirstAndNeverAllAtOnce()
    {
        var offers = RuleOffers.Of(Read(Alert()));

        Assert.Equal([Narrow, $"file.sha1 is {Sha1}"], offers.Select(offer => offer.Id));
        Assert.Equal(["this file, this device", "this file, anywhere"], offers.Select(offer => offer.Title));
        Assert.All(offers, offer => Assert.True(Of(offer.Id).Holds(Read(Alert()))));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("""{"@odata.type":"#microsoft.graph.security.deviceEvidence","deviceDnsName":"ws-1"},{"@odata.type":"#microsoft.graph.security.userEvidence","userAccount":{"userPrincipalName":"ada@contoso.com"}}""", 1)]
    [InlineData("""{"@odata.type":"#microsoft.graph.security.deviceEvidence","deviceDnsName":"ws-1"},{"@odata.type":"#microsoft.graph.security.deviceEvidence","deviceDnsName":"ws-2"},{"@odata.type":"#microsoft.graph.security.ipEvidence","ipAddress":"203.0.113.7"}""", 1)]
    [InlineData("""{"@odata.type":"#microsoft.graph.security.ipEvidence","ipAddress":"a\u0007b"}""", 0)]
    public void Offers_OfLessEvidence_GuessNothing(string evidence, int offers) =>
        Assert.Equal(offers, RuleOffers.Of(Read(CaseSamples.Case(extra: $",\"evidence\":[{evidence}]"))).Length);
}
