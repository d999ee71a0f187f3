using System.Collections.Immutable;
using BotResponder.Defender.Api;

namespace BotResponder.Defender.Actions.StartTroubleshootingMode;

/// <summary>One time that troubleshooting mode was on, from its events in hunting.</summary>
/// <param name="Expiry">As the start's event says.</param>
/// <param name="EndedEarly">When an event shows that it was over before its expiry; else null.</param>
/// <param name="Source">What Defender says started it; one line, may be empty.</param>
internal sealed record TroubleshootingWindow(DateTimeOffset Start, DateTimeOffset Expiry, DateTimeOffset? EndedEarly, string Source)
{
    /// <summary>How long it lasts by itself; the event's own expiry goes before it.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromHours(4);

    /// <summary>What is reported as the end within this time of the expiry is the expiry.</summary>
    private static readonly TimeSpan Punctual = TimeSpan.FromMinutes(1);

    public DateTimeOffset End => EndedEarly ?? Expiry;

    /// <remarks>
    /// A start is known by its reason, which contains "started" (Microsoft's sample query). Of an end no wording is documented: it is a later event, no start, that shows the
    /// state from before the start again.
    /// </remarks>
    /// <param name="rows">In any order.</param>
    /// <returns>Oldest first.</returns>
    public static ImmutableArray<TroubleshootingWindow> Of(IEnumerable<HuntingRow> rows)
    {
        var events = rows.Select(Change.Of).OfType<Change>().OrderBy(change => change.At).ToArray();
        return [.. events.Where(change => change.IsStart).DistinctBy(change => change.Start).Select(start => Of(start, events))];
    }

    private static TroubleshootingWindow Of(Change start, Change[] events)
    {
        var expiry = start.Expiry ?? start.Start + Usual;
        var next = events.FirstOrDefault(change => change.IsStart && change.Start > start.Start)?.At ?? DateTimeOffset.MaxValue;
        var end = events.FirstOrDefault(change => !change.IsStart && change.At > start.At && change.At < next && change.State.Length > 0 && change.State == start.Previous);
        return new(start.Start, expiry, end is not null && end.At < expiry - Punctual ? end.At : null, PlainLine.Of(start.Source, 40));
    }

    private sealed record Change(DateTimeOffset At, DateTimeOffset Start, DateTimeOffset? Expiry, string State, string Previous, string Source, bool IsStart)
    {
        public static Change? Of(HuntingRow row) => HuntedInstant.Read(row["Timestamp"]) is not { } at ? null : new(
            at, HuntedInstant.Read(row["Start"]) ?? at, HuntedInstant.Read(row["Expiry"]), row["State"] ?? "", row["Previous"] ?? "", row["Source"] ?? "",
            row["Reason"]?.Contains("started", StringComparison.OrdinalIgnoreCase) == true);
    }
}

/// <summary>What is left of the 8 hours that a device may be in troubleshooting mode, which come back 24 hours after the first time.</summary>
/// <param name="FullAt">When all of it is there again; null when it is now.</param>
internal sealed record TroubleshootingQuota(TimeSpan Left, DateTimeOffset? FullAt)
{
    public static readonly TimeSpan Whole = TimeSpan.FromHours(8);
    private static readonly TimeSpan Period = TimeSpan.FromHours(24);

    /// <param name="windows">Oldest first.</param>
    public static TroubleshootingQuota Of(IEnumerable<TroubleshootingWindow> windows, DateTimeOffset now)
    {
        var (begun, used) = ((DateTimeOffset?)null, TimeSpan.Zero);
        foreach (var window in windows)
        {
            if (begun is null || window.Start >= begun + Period)
            {
                (begun, used) = (window.Start, TimeSpan.Zero);
            }

            used += window.End - window.Start;
        }

        return begun + Period is { } full && full > now ? new(used < Whole ? Whole - used : TimeSpan.Zero, full) : new(Whole, null);
    }
}
