using System.Globalization;
using BotResponder.Core.Actions;

namespace BotResponder.Defender.Alerts;

/// <summary>What was read back after a change, in words.</summary>
internal static class CaseProgress
{
    /// <summary>So long Graph may take to show what it accepted before that is called "not verified".</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static ActionProgress Of(CaseReceipt receipt, SecurityCase item, DateTimeOffset now) => receipt.Change.Holds(item)
        ? new ActionProgress.Ended(new(OutcomeKind.Done,
            $"The {receipt.Id.Kind.Name} is {receipt.Change.Done}, verified at {now.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture)} UTC. {Trace(receipt, item)}"))
        : now - receipt.SentAt >= Patience
            ? new ActionProgress.Ended(new(OutcomeKind.Unknown,
                $"Accepted but not verified: the {receipt.Id.Kind.Name} is not {receipt.Change.Done}, or somebody has changed it since. Look at it in the Defender portal."))
            : new ActionProgress.Running($"Accepted; the {receipt.Id.Kind.Name} does not show it yet.");

    private static string Trace(CaseReceipt receipt, SecurityCase item) => CaseWords.IsCommented(item, receipt.Request)
        ? "Its comments in Defender say who asked and why."
        : "The reason could not be added to its comments in Defender: it stands in the audit trail here.";
}
