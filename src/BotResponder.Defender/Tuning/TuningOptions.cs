using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BotResponder.Defender.Tuning;

/// <summary>How long the bot waits for the person who makes a tuning rule, and for the audit log to show it.</summary>
public sealed class TuningOptions
{
    public const string Section = "Defender:Tuning";

    /// <summary>How long after the approval somebody may make the rule; then the request fails. Default 8 hours; 1 second to 24 hours.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan MakeWithin { get; init; } = TimeSpan.FromHours(8);

    /// <summary>The shortest wait between two looks into the audit log; waits grow to half of the time that has passed. Default 1 minute; 100 milliseconds to 15 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:15:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan FirstLook { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long after somebody said that the rule is made the audit log may take to show it; then the rule counts as not verified. Default 24 hours; 1 second to 7 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan VerifyWithin { get; init; } = TimeSpan.FromHours(24);
}

[OptionsValidator]
internal sealed partial class TuningOptionsValidator : IValidateOptions<TuningOptions>;
