namespace BotResponder.Journeys.Faults;

/// <summary>How a store lets its callers down.</summary>
public enum StoreFault
{
    None,

    /// <summary>Nothing was done, and the caller is told so.</summary>
    Unavailable,

    /// <summary>Busy: nothing was done.</summary>
    Throttled,

    /// <summary>Nothing was done, and the caller waits in vain for a moment.</summary>
    TimedOut,

    /// <summary>Everything was done, and the caller hears of a time-out.</summary>
    RanButTimedOut,

    /// <summary>Somebody else is said to have been faster; nothing was done. Commits only.</summary>
    Conflict,
}

/// <summary>Says which call meets a fault. One seed, one rate; safe from many threads.</summary>
internal sealed class FaultDice(double rate, int seed)
{
    private static readonly StoreFault[] OfReads = [StoreFault.Unavailable, StoreFault.Throttled, StoreFault.TimedOut];
    private static readonly StoreFault[] OfWrites = [.. OfReads, StoreFault.RanButTimedOut];
    private static readonly StoreFault[] OfCommits = [.. OfWrites, StoreFault.Conflict];

    private readonly Lock _lock = new();
#pragma warning disable CA5394 // Misfortune, not a secret; and it must come again with its seed.
    private readonly Random _random = new(seed);
    private bool _isOn;
    private int _thrown;

    /// <summary>How many calls met a fault.</summary>
    public int Thrown => Volatile.Read(ref _thrown);

    public void Switch(bool on) => Volatile.Write(ref _isOn, on);

    public StoreFault OfRead() => Of(OfReads);

    public StoreFault OfWrite() => Of(OfWrites);

    public StoreFault OfCommit() => Of(OfCommits);

    /// <summary>True for one call in so many, of <paramref name="kinds"/> kinds of fault that share the rate.</summary>
    public bool Hits(int kinds)
    {
        lock (_lock)
        {
            return Count(_isOn && _random.NextDouble() < rate / kinds);
        }
    }

    private StoreFault Of(StoreFault[] kinds)
    {
        lock (_lock)
        {
            return Count(_isOn && _random.NextDouble() < rate) ? kinds[_random.Next(kinds.Length)] : StoreFault.None;
        }
    }
#pragma warning restore CA5394

    private bool Count(bool hit)
    {
        _thrown += hit ? 1 : 0;
        return hit;
    }
}
