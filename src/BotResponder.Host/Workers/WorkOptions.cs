using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BotResponder.Host.Workers;

/// <summary>How work is taken, shared out among customers, tried again and given up. The defaults suit production; tests make them short.</summary>
public sealed class WorkOptions
{
    public const string Section = "Work";

    /// <summary>How long taken work is hidden from others; renewed at half time while it runs, so work may take longer. A worker that dies is replaced after it. Default 2 minutes; 1 second to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How many pieces of work, as many cards, and as many turns beside them, one process does at once. Default 64; 1 to 1024.</summary>
    [Range(1, 1024)]
    public int MostAtOnce { get; init; } = 64;

    /// <summary>How many of them may be one customer's work or cards, or one tenant's turns. It is less when many are busy, so that one more always finds room. Default 16; 1 to 1024.</summary>
    [Range(1, 1024)]
    public int MostPerCustomer { get; init; } = 16;

    /// <summary>How often work or a turn is begun before it is parked. Default 16, about twenty minutes of growing waits; 2 to 100.</summary>
    [Range(2, 100)]
    public int MostRuns { get; init; } = 16;

    /// <summary>The longest wait before the second run. Each next one doubles; of each a random part is waited. Default 1 second; 10 milliseconds to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Where these waits stop growing. Default 5 minutes; 10 milliseconds to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "01:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan SlowestRetry { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How soon a timer, or work of another process, is noticed without a signal. Default 500 milliseconds; 10 milliseconds to 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:00:10", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan Look { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often lost wake-ups and unfinished turns are looked for; up to six times slower while none are found. Default 10 seconds; 50 milliseconds to 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:05:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan Sweep { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How much later than due work must be before its wake-up counts as lost. Default 15 seconds; 0 to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>After how long a turn that nobody finished is begun again by whoever finds it: longer than turns take. Default 1 minute; 100 milliseconds to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan TurnPatience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The wait before run number <paramref name="run"/> + 1: any part of a time that doubles with each run ("full jitter"), so that what failed together does not come back together.</summary>
    public TimeSpan Backoff(int run)
    {
        var longest = FirstRetry * Math.Pow(2, Math.Clamp(run - 1, 0, 30));
#pragma warning disable CA5394 // Not a secret.
        return (longest < SlowestRetry ? longest : SlowestRetry) * Random.Shared.NextDouble();
#pragma warning restore CA5394
    }
}

[OptionsValidator]
internal sealed partial class WorkOptionsValidator : IValidateOptions<WorkOptions>;
