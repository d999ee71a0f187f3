using System.Globalization;

namespace BotResponder.Defender.Api;

/// <summary>How long ago, in words a tired person reads at once.</summary>
internal static class Age
{
    public static string Of(DateTimeOffset instant, DateTimeOffset now) => (now - instant) switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalHours: < 1 } age => Count((int)age.TotalMinutes, "minute"),
        { TotalDays: < 1 } age => Count((int)age.TotalHours, "hour"),
        var age => Count((int)age.TotalDays, "day"),
    };

    /// <summary>For example <c>3 hours ago (2026-03-02 12:47 UTC)</c>.</summary>
    public static string WithInstant(DateTimeOffset instant, DateTimeOffset now) =>
        $"{Of(instant, now)} ({Minute(instant)})";

    /// <summary>For example <c>2026-03-02 12:47 UTC</c>.</summary>
    public static string Minute(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Count(int number, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {unit}{(number == 1 ? "" : "s")} ago");
}
