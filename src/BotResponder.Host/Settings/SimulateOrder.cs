using System.Globalization;

namespace BotResponder.Host.Settings;

/// <summary>What follows <c>simulate</c> on the command line: <c>policy FILE on 30d</c>.</summary>
/// <param name="File">A settings file with a section <c>Policy</c>.</param>
/// <param name="Window">How far back; 1 to 366 days.</param>
/// <param name="Settings">What is left for the configuration.</param>
internal sealed record SimulateOrder(string File, TimeSpan Window, string[] Settings)
{
    private const int MostDays = 366;

    /// <returns>Null when it cannot be understood.</returns>
    public static SimulateOrder? Parse(string[] words) => words switch
    {
        ["policy", { Length: > 0 } file, "on", ['1' or '2' or '3' or '4' or '5' or '6' or '7' or '8' or '9', .., 'd'] days, .. var settings]
            when int.TryParse(days[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MostDays
                && settings.All(setting => setting.StartsWith("--", StringComparison.Ordinal)) =>
            new(file, TimeSpan.FromDays(number), settings),
        _ => null,
    };
}
