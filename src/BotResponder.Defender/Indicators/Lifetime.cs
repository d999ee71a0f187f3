using System.Globalization;
using BotResponder.Core.Results;

namespace BotResponder.Defender.Indicators;

/// <summary>How long an indicator lasts: <c>12h</c>, <c>30d</c>, or <c>ever</c>.</summary>
internal static class Lifetime
{
    /// <summary>A forgotten indicator takes one of the tenant's places, and an old address becomes somebody else's.</summary>
    public const string Default = "90d";

    private const string Ever = "ever";
    private const int MostDays = 3650;

    /// <returns>Null for ever.</returns>
    public static Result<TimeSpan?> Read(string? typed)
    {
        var text = (typed ?? Default).Trim();
        if (text.Equals(Ever, StringComparison.OrdinalIgnoreCase))
        {
            return (TimeSpan?)null;
        }

        var isNumber = int.TryParse(text.AsSpan(0, Math.Max(0, text.Length - 1)), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        TimeSpan? time = !isNumber || number is 0 or > MostDays * 24 ? null : char.ToLowerInvariant(text[^1]) switch
        {
            'h' => TimeSpan.FromHours(number),
            'd' when number <= MostDays => TimeSpan.FromDays(number),
            _ => null,
        };
        return time is null
            ? new Problem.Malformed($"Say how long as hours or days, such as 12h or 30d, up to {MostDays}d, or as ever. Without it an indicator lasts {Default}.")
            : time;
    }
}
