namespace BotResponder.Core.Work;

/// <summary>What becomes of an outbox entry that was worked on.</summary>
public abstract record WorkResult
{
    /// <summary>It needs nobody any more.</summary>
    public static WorkResult Done { get; } = new Spent();

    /// <summary>The work has written itself what comes next.</summary>
    public static WorkResult Written { get; } = new Continued();

    public sealed record Spent : WorkResult;

    public sealed record Continued : WorkResult;

    /// <summary>Nothing has changed: again after <paramref name="Wait"/>.</summary>
    /// <param name="IsRound">False when it was not even tried: then the waits do not grow, and nothing is given up.</param>
    public sealed record Later(TimeSpan Wait, bool IsRound) : WorkResult;
}
