namespace BotResponder.Playground.Rehearsal;

/// <summary>The bot's clock, moved ahead when somebody says so, to see what time does. Timers run as always; the pretend Microsoft keeps its own.</summary>
public sealed class RehearsalClock : TimeProvider
{
    private long _ticksAhead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ticksAhead));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticksAhead, by.Ticks);
}
