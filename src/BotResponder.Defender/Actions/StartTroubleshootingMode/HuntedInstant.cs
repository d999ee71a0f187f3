using System.Globalization;

namespace BotResponder.Defender.Actions.StartTroubleshootingMode;

/// <summary>Instants in hunting's cells, and as people read them.</summary>
internal static class HuntedInstant
{
    /// <returns>Null for what is no instant.</returns>
    public static DateTimeOffset? Read(string? cell) =>
        DateTimeOffset.TryParse(cell, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    /// <summary>For example <c>2026-03-02 14:03 UTC</c>.</summary>
    public static string Words(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>For example <c>3 h 30 min</c>; at least one minute.</summary>
    public static string Words(TimeSpan span)
    {
        var minutes = (int)Math.Max(1, Math.Ceiling(span.TotalMinutes));
        var (hours, rest) = Math.DivRem(minutes, 60);
        return string.Join(' ', new[] { hours > 0 ? $"{hours} h" : "", rest > 0 ? $"{rest} min" : "" }.Where(part => part.Length > 0));
    }
}
