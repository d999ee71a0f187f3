using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Devices;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Actions.StartTroubleshootingMode;

/// <summary>What can be known before a person is sent to the portal: what certainly fails is refused, what could not be read is said. Reads only.</summary>
internal sealed class TroubleshootingPreview(DevicePreview devices, TroubleshootingHunt hunt, TimeProvider time)
{
    private static readonly ImmutableArray<string> Consequences =
    [
        "Microsoft has no API for it: after the approval a person starts it in the Defender portal, and this card says how.",
        "For 4 hours a local administrator of the device can change antivirus settings against policy, tamper protection included; then Defender puts them back.",
        "It cannot be ended early. Whoever works on the device is told when it starts and before it ends.",
    ];

    /// <param name="known">When it is read again only the device itself is: the hour may have passed in which somebody waited for approval.</param>
    public async Task<Result<ActionPreview>> FindAsync(CustomerId customer, ActionId action, string device, ActionTarget? known, CancellationToken cancellationToken)
    {
        if (!(await devices.FindAsync(customer, action, device, known, cancellationToken)).TryGetValue(out var found, out var problem))
        {
            return problem;
        }

        var support = TroubleshootingSupport.Of(found.Machine);
        return support.Refusal is { } refusal ? new Problem.Refused(refusal)
            : known is not null ? Describe(found, support, [], [])
            : await HuntedAsync(customer, found, support, cancellationToken);
    }

    private async Task<Result<ActionPreview>> HuntedAsync(CustomerId customer, FoundDevice found, TroubleshootingSupport support, CancellationToken cancellationToken)
    {
        var id = DevicePreview.Id(found.Machine);
        var hunting = hunt.WindowsAsync(customer, id, Urgency.Interactive, cancellationToken);
        var asked = await hunt.AntivirusAsync(customer, id, cancellationToken);
        var hunted = await hunting;
        var antivirus = asked.Problem is null ? asked.Value : AntivirusState.Unknown;
        var now = time.GetUtcNow();
        var quota = hunted.TryGetValue(out var windows, out _) ? TroubleshootingQuota.Of(windows, now) : null;
        if ((antivirus.Refusal(support.Least) ?? (quota is null ? null : Refusal(windows, quota, now))) is { } refusal)
        {
            return new Problem.Refused(refusal);
        }

        string?[] warnings =
        [
            antivirus.Warning(support.Least),
            quota is null ? "Hunting did not answer: whether it is on already, and how much of the 8 hours in 24 is left, is not known." : null,
        ];
        ImmutableArray<ActionFact> facts =
        [
            new("Antivirus", antivirus.Words(now)),
            new("Quota left", quota is null ? "unknown (hunting did not answer)" : $"{(quota.Left > TimeSpan.Zero ? HuntedInstant.Words(quota.Left) : "none")} of 8 h (hunting)"),
        ];
        return Describe(found, support, facts, warnings);
    }

    private static string? Refusal(ImmutableArray<TroubleshootingWindow> windows, TroubleshootingQuota quota, DateTimeOffset now) =>
        windows.LastOrDefault(window => window.Start <= now && window.End > now) is { } on
            ? $"Troubleshooting mode is on already until {HuntedInstant.Words(on.End)}: use that time, or ask again when it is over."
            : quota is { Left.Ticks: 0, FullAt: { } full }
                ? $"The 8 hours of troubleshooting mode that a device has in 24 are used up: ask again after {HuntedInstant.Words(full)}."
                : null;

    private static ActionPreview Describe(FoundDevice found, TroubleshootingSupport support, ImmutableArray<ActionFact> facts, IEnumerable<string?> warnings)
    {
        var preview = found.With(support.Warning, Consequences);
        var offline = preview.Warnings.IndexOf(DevicePreview.MayBeOffline);
        var known = offline < 0 ? preview.Warnings : preview.Warnings.SetItem(offline, "The device may be offline: troubleshooting mode starts only while it is on line.");
        return preview with { Facts = preview.Facts.AddRange(facts), Warnings = known.AddRange(warnings.OfType<string>()) };
    }
}
