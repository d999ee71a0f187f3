using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BotResponder.Core.BreakGlass;

/// <summary>What becomes of a request that somebody ran at once by breaking the glass.</summary>
public sealed class GlassOptions
{
    public const string Section = "BreakGlass";

    /// <summary>How many others must review it. Default 2; 1 to 5.</summary>
    [Range(1, 5)]
    public int Reviewers { get; init; } = 2;

    /// <summary>Within what time; then the alarm goes out. Default 4 hours; 5 minutes to 7 days.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "7.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan ReviewWithin { get; init; } = TimeSpan.FromHours(4);

    /// <summary>How often the alarm goes out again until it is reviewed. Default 30 minutes; 1 minute to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan AlarmEvery { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How many requests of one person may wait for review at a time, for each customer. Default 1; 1 to 20.</summary>
    [Range(1, 20)]
    public int MostOpen { get; init; } = 1;
}

[OptionsValidator]
public sealed partial class GlassOptionsValidator : IValidateOptions<GlassOptions>;
