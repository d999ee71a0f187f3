namespace BotResponder.Storage.Azure;

/// <summary>What must have been done once before anything else. A failure is told to everybody who waits, and the next caller tries again.</summary>
internal sealed class StartOnce(Func<Task> start)
{
    private readonly Lock _lock = new();
    private Task? _started;

    public Task RunAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_started is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _started = start();
            }

            return _started.IsCompletedSuccessfully ? Task.CompletedTask : _started.WaitAsync(cancellationToken);
        }
    }
}
