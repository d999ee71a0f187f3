namespace BotResponder.Journeys.World;

/// <summary>The system's clock, moved ahead when a journey says so. Timers run as always.</summary>
public sealed class ShiftedTime : TimeProvider
{
    private long _ticksAhead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ticksAhead));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticksAhead, by.Ticks);
}
