using System.Collections.Immutable;
using BotResponder.Core.Results;
using BotResponder.Defender.Alerts;

namespace BotResponder.Defender.Tuning;

/// <summary>What a tuning rule does with what it catches: two actions of the bot's, because one of them blinds whoever watches.</summary>
/// <remarks>Microsoft Defender XDR, investigate alerts: hide only for alerts of Defender for Endpoint; turning a rule off can release what it suppressed.</remarks>
/// <param name="Does">The word in the portal's list of actions.</param>
internal sealed record TuningEffect(string Does, ImmutableArray<string> Consequences)
{
    private const string ByAPerson = "Microsoft has no API for it: after the approval a person makes the rule in the Defender portal, and this card says how.";
    private const string TakenBack = "It is taken back only there: Settings, Microsoft Defender XDR, Alert tuning; turn the rule off or delete it.";

    public static TuningEffect Hide { get; } = new("Hide alert",
    [
        "A hidden alert is in no queue, on no device's page, in no API and in no report: nobody is told of it, and neither am I.",
        ByAPerson,
        $"{TakenBack} What it has hidden may come back then.",
    ]);

    public static TuningEffect Resolve { get; } = new("Resolve alert",
    [
        "What it catches is resolved at once: it stays on the timeline, in the APIs and in reports, but nobody looks at it any more.",
        ByAPerson,
        $"{TakenBack} What it has resolved stays resolved.",
    ]);

    public string Sentence(bool isAnyType) => $"{(this == Hide ? "Hides" : "Resolves")} {AppliesTo(isAnyType)}";

    public static string AppliesTo(bool isAnyType) => isAnyType ? "every alert of any type" : "every alert of this type (counted by its title)";

    /// <returns>Why there can be no such rule for this alert; null when there can.</returns>
    public Problem? Refuse(SecurityCase alert) => this == Hide && alert.ServiceSource != RuleSource.Endpoint
        ? new Problem.Refused($"Only alerts of Defender for Endpoint can be hidden, and this one is from {CaseText.Word(alert.ServiceSource)}. Type tune in place of hide: then such alerts are resolved at once, and stay visible.")
        : null;
}
