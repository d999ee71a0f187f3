namespace BotResponder.Simulator.Faults;

/// <summary>A way in which a cloud service lets its callers down.</summary>
public abstract record Fault
{
    private Fault()
    {
    }

    /// <summary>429; nothing was done. <paramref name="RetryAfter"/> is rounded up to seconds.</summary>
    public sealed record Throttle(TimeSpan RetryAfter) : Fault;

    /// <summary>A 5xx; nothing was done.</summary>
    public sealed record ServerError(int Status = 503) : Fault;

    /// <summary>Answers truly, but only after <paramref name="Delay"/> on the simulator's clock.</summary>
    public sealed record Slow(TimeSpan Delay) : Fault;

    /// <summary>Nothing is done and nothing answered until the caller gives up.</summary>
    public sealed record Hang : Fault;

    /// <summary>The work is done, then the connection is cut before the answer.</summary>
    public sealed record LostAnswer : Fault;

    /// <summary>The work is done, but a gateway answers 504.</summary>
    public sealed record RanButTimedOut : Fault;

    /// <summary>Nothing is done; answered with the area's error envelope.</summary>
    public sealed record Refuse(int Status, string Code) : Fault;
}

/// <summary>How machine actions end when they have run.</summary>
public enum ActionEnding
{
    Succeeded,
    Failed,
    TimeOut,
    Cancelled,
}
