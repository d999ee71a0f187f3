using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BotResponder.Core.Containments;

/// <summary>How long something may be contained by one wish, and when its people are told.</summary>
public sealed class ContainmentOptions
{
    public const string Section = "Containment";

    /// <summary>The longest time that may be asked for, extensions counted from when they are asked. Default 30 days; 15 minutes to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:15:00", "30.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan Longest { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long before the end the thread is reminded. What lasts no longer than that is not reminded of. Default 30 minutes; 1 minute to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan Reminder { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>From which hour of the customer's clock on its first channel is told, once a day, what is still contained. Default 8; 0 to 23.</summary>
    [Range(0, 23)]
    public int DailyHour { get; init; } = 8;
}

[OptionsValidator]
public sealed partial class ContainmentOptionsValidator : IValidateOptions<ContainmentOptions>;
