namespace BotResponder.Storage;

/// <summary>What every queue demands of a lease and how it counts time: whole milliseconds since 1970, so that all engines agree on what is due.</summary>
internal static class LeaseRules
{
    /// <summary>Azure hides a message for seven days at most.</summary>
    public static readonly TimeSpan LongestLease = TimeSpan.FromDays(7);

    /// <exception cref="ArgumentOutOfRangeException">Less than one item, no time to work on it, or more than <see cref="LongestLease"/>.</exception>
    public static void Check(int most, TimeSpan lease)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lease, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lease, LongestLease);
    }

    /// <summary>Unix milliseconds of this moment.</summary>
    public static long Now(TimeProvider time) => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Unix milliseconds of the moment <paramref name="delay"/> from now. Zero or less: now.</summary>
    public static long After(TimeProvider time, TimeSpan delay) =>
        Now(time) + (delay <= TimeSpan.Zero ? 0 : (long)Math.Ceiling(delay.TotalMilliseconds));
}
