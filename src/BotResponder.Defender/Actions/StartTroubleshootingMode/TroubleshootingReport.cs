using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Results;

namespace BotResponder.Defender.Actions.StartTroubleshootingMode;

/// <summary>What is said at the end: who asked and approved, when it was on, and what was changed meanwhile. Fits on a card.</summary>
internal static class TroubleshootingReport
{
    private const int MostListed = 4;

    public static ActionOutcome Of(TroubleshootingTask task, TroubleshootingWindow window, Result<ImmutableArray<SettingChange>> read) => new(OutcomeKind.Done, string.Join(' ',
    [
        $"Troubleshooting mode was on from {HuntedInstant.Words(window.Start)} to {HuntedInstant.Words(window.End)}{(window.EndedEarly is null ? "" : ", and ended early")}.",
        $"Asked by {task.AskedBy}, {(task.ApprovedBy.Length > 0 ? $"approved by {task.ApprovedBy}" : "nobody had to approve")}{Started(task, window)}.",
        read.TryGetValue(out var changes, out _)
            ? $"{Listed("Exclusions added", changes, isExclusion: true)} {Listed("Settings changed", changes, isExclusion: false)}"
            : "What was changed meanwhile could not be read from hunting: look at the device's timeline.",
        "At its end Defender puts settings back by itself.",
    ]));

    private static string Started(TroubleshootingTask task, TroubleshootingWindow window) =>
        (window.Start < task.HandedOver ? ", and on before it was approved" : "") + (window.Source.Length > 0 ? $"; Defender names “{window.Source}” as its source" : "");

    private static string Listed(string title, ImmutableArray<SettingChange> changes, bool isExclusion)
    {
        var words = changes.Where(change => change.Exclusion is not null == isExclusion).Select(Words).ToArray();
        var more = words.Length > MostListed ? $"; and {words.Length - MostListed} more in the device's timeline" : "";
        return words.Length == 0 ? $"{title}: hunting shows none." : $"{title}: {string.Join("; ", words.Take(MostListed))}{more}.";
    }

    private static string Words(SettingChange change)
    {
        var by = change.By.Length > 0 ? $", by {change.By}" : "";
        var before = change.Before.Length > 0 ? $", was {change.Before}" : "";
        return change.Exclusion is { } kind ? $"{change.Name} ({kind}){by}"
            : $"{change.Name} {(change.Data.Length > 0 ? $"= {change.Data}" : "removed")}{before}{by}";
    }
}
