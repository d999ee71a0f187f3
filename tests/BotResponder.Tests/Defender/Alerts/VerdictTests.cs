using BotResponder.Core.Results;
using BotResponder.Defender.Alerts;

namespace BotResponder.Tests.Defender.Alerts;

public sealed class VerdictTests
{
    public static TheoryData<string> Documented => [.. Verdict.All.Select(verdict => verdict.Words)];

    [Fact]
    public void All_Pairs_AreThoseThatMicrosoftDocuments() => Assert.Equal(
        [
            "true-positive/multi-staged-attack", "true-positive/malicious-user-activity", "true-positive/compromised-account", "true-positive/malware",
            "true-positive/phishing", "true-positive/unwanted-software", "true-positive/other",
            "false-positive/not-malicious", "false-positive/not-enough-data-to-validate", "false-positive/other",
            "expected-activity/security-testing", "expected-activity/line-of-business-application", "expected-activity/confirmed-activity", "expected-activity/other",
        ], Verdict.All.Select(verdict => verdict.Words));

    [Theory]
    [MemberData(nameof(Documented))]
    public void Read_ADocumentedPair_IsReadAsTypedAndAsOnTheWire(string words)
    {
        var verdict = Verdict.Read(words).Value;

        Assert.Equal(words, verdict.Words);
        Assert.Equal(verdict, Verdict.Read($"{verdict.Classification}/{verdict.Determination}").Value);
        Assert.Equal(verdict, Verdict.Read(words.ToUpperInvariant()).Value);
    }

    [Theory]
    [InlineData("false-positive/malware", "false-positive has no determination “malware”. Choose one of not-malicious, not-enough-data-to-validate, other.")]
    [InlineData("false-positive", "false-positive has no determination “”. Choose one of not-malicious, not-enough-data-to-validate, other.")]
    [InlineData("true-positive/malware/x", "true-positive has no determination “malware/x”. Choose one of multi-staged-attack, malicious-user-activity, compromised-account, malware, phishing, unwanted-software, other.")]
    [InlineData("harmless", "Say what it was: a classification, a slash, a determination, such as true-positive/malware. The classifications are true-positive, false-positive, expected-activity.")]
    [InlineData(null, "Say what it was: a classification, a slash, a determination, such as true-positive/malware. The classifications are true-positive, false-positive, expected-activity.")]
    public void Read_AnyOther_IsRefusedInOneSentence(string? typed, string sentence) =>
        Assert.Equal(sentence, Assert.IsType<Problem.Malformed>(Verdict.Read(typed).Problem).Sentence);

    [Theory]
    [InlineData(null, null, "no verdict")]
    [InlineData("unknown", "unknown", "no verdict")]
    [InlineData("truePositive", "malware", "true-positive/malware")]
    [InlineData("truePositive", null, "true-positive/unknown")]
    [InlineData("somethingNew", "notYetKnown", "something-new/not-yet-known")]
    public void Describe_WhatStandsOnAnAlert_InWords(string? classification, string? determination, string words) =>
        Assert.Equal(words, Verdict.Describe(classification, determination));
}
