using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BotResponder.Core.Requests;

/// <summary>How approved operations are sent and watched.</summary>
public sealed class DispatchOptions
{
    public const string Section = "Dispatch";

    /// <summary>How long after a call left its absence from Microsoft's list proves that it never arrived. Must be longer than the longest call. Default 60 seconds; 1 second to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often an operation that Microsoft cannot take is tried again before it is given up, with growing waits between. Default 40, about an hour; 1 to 1000.</summary>
    [Range(1, 1000)]
    public int MostTries { get; init; } = 40;

    /// <summary>The first wait before Microsoft is asked how far it is; each next one is half as long again. Default 2 seconds; 100 milliseconds to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan FirstPoll { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest of those waits. Default 2 minutes; 1 second to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan SlowestPoll { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The wait before look number <paramref name="round"/>, 0 being the first.</summary>
    public TimeSpan Wait(int round)
    {
        var wait = FirstPoll * Math.Pow(1.5, Math.Min(round, 40));
        return wait < SlowestPoll ? wait : SlowestPoll;
    }
}

[OptionsValidator]
public sealed partial class DispatchOptionsValidator : IValidateOptions<DispatchOptions>;
