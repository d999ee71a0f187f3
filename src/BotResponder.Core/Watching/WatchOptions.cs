using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BotResponder.Core.Watching;

/// <summary>How what was done is watched afterwards: whether somebody takes it back outside the bot.</summary>
public sealed class WatchOptions
{
    public const string Section = "Watch";

    /// <summary>How long after it was done Microsoft is asked first whether it still holds; each next wait is half as long again. Default 5 minutes; 1 second to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan FirstLook { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest of those waits. Default 30 minutes; 1 second to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan SlowestLook { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long after it was asked for nobody looks any more. Default 14 days; 1 minute to 365 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan Longest { get; init; } = TimeSpan.FromDays(14);

    /// <summary>How many targets of one request are looked at together; of a request with more, the next ones follow a part of the wait later. Default 60; 1 to 300.</summary>
    [Range(1, 300)]
    public int MostAtOnce { get; init; } = 60;

    /// <summary>The wait after look number <paramref name="round"/>, 0 being the first.</summary>
    public TimeSpan Wait(int round)
    {
        var wait = FirstLook * Math.Pow(1.5, Math.Min(round, 40));
        return wait < SlowestLook ? wait : SlowestLook;
    }
}

[OptionsValidator]
public sealed partial class WatchOptionsValidator : IValidateOptions<WatchOptions>;
