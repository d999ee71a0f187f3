namespace BotResponder.Core.Work;

/// <summary>Says inside this process that work may be due, so that nobody has to wait for the next look at the queue.</summary>
public sealed class WorkSignal
{
    private volatile TaskCompletionSource _next = New();

    public void Set() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    /// <summary>Ends at the next <see cref="Set"/> after this call. Take it before looking at the queue, wait for it after.</summary>
    public Task NextAsync() => _next.Task;

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
