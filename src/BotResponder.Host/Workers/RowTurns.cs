using BotResponder.Core.Work;

namespace BotResponder.Host.Workers;

/// <summary>One row is handled by one worker of this process at a time, and at most one more wake-up waits for it: that one reads the row anew, so it stands for all others.</summary>
internal sealed class RowTurns
{
    private readonly Lock _lock = new();
    private readonly Dictionary<WorkItem, TaskCompletionSource?> _next = [];

    /// <param name="turn">Ends when it is this wake-up's turn.</param>
    /// <returns>False when another one waits already and will see all that this one would.</returns>
    public bool TryEnter(WorkItem item, out Task turn)
    {
        lock (_lock)
        {
            turn = Task.CompletedTask;
            if (_next.TryAdd(item, null))
            {
                return true;
            }

            if (_next[item] is not null)
            {
                return false;
            }

            var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            (_next[item], turn) = (waiting, waiting.Task);
            return true;
        }
    }

    public void Leave(WorkItem item)
    {
        lock (_lock)
        {
            if (_next[item] is { } waiting)
            {
                _next[item] = null;
                waiting.SetResult();
            }
            else
            {
                _next.Remove(item);
            }
        }
    }

    /// <summary>True while somebody in this process is at it.</summary>
    public bool IsBusy(WorkItem item)
    {
        lock (_lock)
        {
            return _next.ContainsKey(item);
        }
    }
}
