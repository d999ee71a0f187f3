using System.Globalization;
using BotResponder.Core.Results;

namespace BotResponder.Core.Delegations;

/// <summary>How long somebody delegates for: <c>30m</c>, <c>8h</c>, <c>2d</c>.</summary>
public static class DelegationTime
{
    private const int MostDigits = 4;

    public static Result<TimeSpan> Read(string typed)
    {
        var text = typed.Trim();
        var number = text.Length is > 1 and <= MostDigits + 1 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var digits) ? digits : 0;
        return (number, number == 0 ? ' ' : char.ToLowerInvariant(text[^1])) switch
        {
            ( > 0, 'm') => TimeSpan.FromMinutes(number),
            ( > 0, 'h') => TimeSpan.FromHours(number),
            ( > 0, 'd') => TimeSpan.FromDays(number),
            _ => new Problem.Malformed("Say how long as minutes, hours or days, such as 30m, 8h or 2d. Nothing was changed."),
        };
    }
}
