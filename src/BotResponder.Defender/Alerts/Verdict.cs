using System.Collections.Immutable;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;

namespace BotResponder.Defender.Alerts;

/// <summary>What an analyst decided an alert or an incident to be: a classification, and a determination that goes with it.</summary>
/// <remarks>
/// Microsoft Defender XDR, manage alerts: which determinations each classification has. The wire's words are those of Graph's metadata (alertClassification,
/// alertDetermination); older pages spell some differently.
/// </remarks>
/// <param name="Classification">The wire's word.</param>
/// <param name="Determination">The wire's word.</param>
internal sealed record Verdict(string Classification, string Determination)
{
    public const string None = "no verdict";

    private const string Unknown = "unknown";
    private const string Expected = "informationalExpectedActivity";

    private static readonly ImmutableArray<(string Classification, ImmutableArray<string> Determinations)> s_pairs =
    [
        ("truePositive", ["multiStagedAttack", "maliciousUserActivity", "compromisedAccount", "malware", "phishing", "unwantedSoftware", "other"]),
        ("falsePositive", ["notMalicious", "notEnoughDataToValidate", "other"]),
        (Expected, ["securityTesting", "lineOfBusinessApplication", "confirmedActivity", "other"]),
    ];

    /// <summary>As people type it: <c>true-positive/malware</c>.</summary>
    public string Words => $"{Say(Classification)}/{Say(Determination)}";

    /// <summary>Every pair that is documented.</summary>
    public static IEnumerable<Verdict> All => s_pairs.SelectMany(pair => pair.Determinations, (pair, determination) => new Verdict(pair.Classification, determination));

    /// <param name="typed">In any case, with or without hyphens: <c>true-positive/malware</c>, <c>truePositive/malware</c>.</param>
    public static Result<Verdict> Read(string? typed)
    {
        var parts = (typed ?? "").Split('/', StringSplitOptions.TrimEntries);
        var (classification, determinations) = s_pairs.FirstOrDefault(pair => Same(parts[0], pair.Classification) || Same(parts[0], Say(pair.Classification)));
        if (classification is null)
        {
            return new Problem.Malformed("Say what it was: a classification, a slash, a determination, such as true-positive/malware. "
                + $"The classifications are {Join(s_pairs.Select(pair => pair.Classification))}.");
        }

        return parts.Length == 2 && determinations.FirstOrDefault(known => Same(parts[1], known)) is { } determination
            ? new Verdict(classification, determination)
            : new Problem.Malformed($"{Say(classification)} has no determination “{PlainLine.Of(parts.Length > 1 ? string.Join('/', parts[1..]) : "", 40)}”. Choose one of {Join(determinations)}.");
    }

    /// <summary>What stands on an alert, in words.</summary>
    public static string Describe(string? classification, string? determination) =>
        classification is null or Unknown ? None : PlainLine.Of($"{Say(classification)}/{Say(determination ?? Unknown)}", 100);

    /// <summary>The wire's word as it is typed; ours for the long one.</summary>
    private static string Say(string word) => word == Expected ? "expected-activity"
        : string.Concat(word.Select(letter => char.IsAsciiLetterUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : letter.ToString()));

    private static bool Same(string typed, string known) => Bare(typed).Equals(Bare(known), StringComparison.OrdinalIgnoreCase);

    private static string Bare(string word) => word.Replace("-", "", StringComparison.Ordinal);

    private static string Join(IEnumerable<string> words) => string.Join(", ", words.Select(Say));
}
