namespace BotResponder.Simulator.Teams;

/// <summary>Deliveries that wait for each other, so that they reach the bot in another order than they were made in.</summary>
public sealed class HeldDeliveries
{
    private readonly Lock _lock = new();
    private readonly List<Turn> _waiting = [];
    private readonly Action _over;

    internal HeldDeliveries(Action over) => _over = over;

    /// <summary>Gives what waits to the bot, the newest first, each after the bot has answered the one before. Later ones wait no more.</summary>
    public async Task ReleaseNewestFirstAsync()
    {
        _over();
        foreach (var turn in Newest())
        {
            turn.Begins.SetResult();
            await turn.Ended.Task;
        }
    }

    internal Turn Enter()
    {
        var turn = new Turn();
        lock (_lock)
        {
            _waiting.Add(turn);
        }

        return turn;
    }

    private List<Turn> Newest()
    {
        lock (_lock)
        {
            return [.. Enumerable.Reverse(_waiting)];
        }
    }

    /// <summary>Disposed when the delivery is over, whatever came of it.</summary>
    internal sealed class Turn : IDisposable
    {
        public TaskCompletionSource Begins { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Dispose() => Ended.SetResult();
    }
}
