using System.Globalization;
using BotResponder.Core.Commands;
using BotResponder.Core.Results;

namespace BotResponder.Core.Containments;

/// <summary>How long something is to last, as people type and read it: <c>45m</c>, <c>8h</c>, <c>2d</c>.</summary>
public static class LeaseTime
{
    /// <summary>The argument's name in every grammar.</summary>
    public const string Argument = "time";

    /// <summary>Shorter ones are over before anybody has looked.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromMinutes(15);

    private const int MostDigits = 5;

    /// <returns>Null when the command knows no time, or none was typed.</returns>
    public static Result<TimeSpan?> Of(CommandGrammar grammar, CommandArguments arguments) =>
        grammar.Lasts is null || arguments.Find(Argument) is not { } typed ? (TimeSpan?)null
            : Read(typed).TryGetValue(out var time, out var problem) ? (TimeSpan?)time
            : problem;

    public static Result<TimeSpan> Read(string typed)
    {
        var text = typed.Trim();
        if (text.Length is < 2 or > MostDigits + 1 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return NotRead;
        }

        return char.ToLowerInvariant(text[^1]) switch
        {
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            'd' => TimeSpan.FromDays(number),
            _ => NotRead,
        };
    }

    /// <param name="time">As it was typed.</param>
    /// <param name="ahead">How far from now the end would be.</param>
    /// <returns>Null when it may be asked for.</returns>
    internal static Problem? Refuse(TimeSpan time, TimeSpan ahead, TimeSpan longest) => time < Least || ahead > longest
        ? new Problem.Malformed($"It may last from {Say(Least)} to {Say(longest)} from now, so not for {Say(time)}. Nothing was done: please send it again with another time.")
        : null;

    /// <summary>For example <c>8 hours</c>: in the largest unit that has no rest.</summary>
    public static string Say(TimeSpan time) => (time.Ticks % TimeSpan.TicksPerDay, time.Ticks % TimeSpan.TicksPerHour) switch
    {
        (0, _) => Count((long)time.TotalDays, "day"),
        (_, 0) => Count((long)time.TotalHours, "hour"),
        _ => Count((long)time.TotalMinutes, "minute"),
    };

    private static Problem NotRead { get; } =
        new Problem.Malformed("Say how long in minutes, hours or days, such as 45m, 8h or 2d. Nothing was done: please send it again.");

    private static string Count(long number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{number} {unit}{(number == 1 ? "" : "s")}");
}
