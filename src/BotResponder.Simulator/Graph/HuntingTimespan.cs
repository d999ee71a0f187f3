using System.Globalization;
using System.Xml;

namespace BotResponder.Simulator.Graph;

/// <summary>The Timespan of a hunting query: a duration, start/end, start/duration, duration/end or a start; all ISO 8601.</summary>
internal static class HuntingTimespan
{
    private static readonly TimeSpan Default = TimeSpan.FromDays(30);

    /// <exception cref="FormatException">Not one of these.</exception>
    public static (DateTimeOffset From, DateTimeOffset To) Parse(string? text, DateTimeOffset now)
    {
        if (text is null)
        {
            return (now - Default, now);
        }

        var parts = text.Split('/');
        return parts switch
        {
            [var one] when IsDuration(one) => (now - Duration(one), now),
            [var one] => (Instant(one), now),
            [var start, var length] when IsDuration(length) => (Instant(start), Instant(start) + Duration(length)),
            [var length, var end] when IsDuration(length) => (Instant(end) - Duration(length), Instant(end)),
            [var start, var end] => (Instant(start), Instant(end)),
            _ => throw new FormatException($"Timespan '{text}' is not understood."),
        };
    }

    private static bool IsDuration(string text) => text.StartsWith('P');

    private static TimeSpan Duration(string text) => XmlConvert.ToTimeSpan(text);

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
