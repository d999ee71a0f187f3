using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BotResponder.Defender.Actions.StartTroubleshootingMode;

/// <summary>How long the bot waits for the person who starts troubleshooting mode, and for what hunting shows of it.</summary>
public sealed class TroubleshootingOptions
{
    public const string Section = "Defender:Troubleshooting";

    /// <summary>How long after the approval somebody may start it; then the request fails. Default 8 hours; 1 second to 24 hours.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan StartWithin { get; init; } = TimeSpan.FromHours(8);

    /// <summary>How long before its end the card begins to remind. Default 30 minutes; 1 second to 2 hours.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "02:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan Reminder { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// How much later hunting may show what happened: Defender starts the mode up to 15 minutes after the click, and events take minutes to arrive. Nothing is called
    /// missing before this has passed, and the report waits for it. Default 20 minutes; 0 to 4 hours.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "04:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan HuntingDelay { get; init; } = TimeSpan.FromMinutes(20);
}

[OptionsValidator]
internal sealed partial class TroubleshootingOptionsValidator : IValidateOptions<TroubleshootingOptions>;
