using BotResponder.Storage.Azure;

namespace BotResponder.Storage.Tests.Azure;

public sealed class StartOnceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_ManyAtOnce_StartsOnce()
    {
        var starts = 0;
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var once = new StartOnce(() =>
        {
            starts++;
            return gate.Task;
        });
        Task[] callers = [.. Enumerable.Range(0, 8).Select(_ => once.RunAsync(Cancellation))];

        gate.SetResult();
        await Task.WhenAll(callers);
        await once.RunAsync(Cancellation);

        Assert.Equal(1, starts);
    }

    [Fact]
    public async Task Run_StartFailed_TellsItAndTriesAgainNextTime()
    {
        var starts = 0;
        var once = new StartOnce(() => ++starts == 1 ? Task.FromException(new IOException("away")) : Task.CompletedTask);

        await Assert.ThrowsAsync<IOException>(() => once.RunAsync(Cancellation));
        await once.RunAsync(Cancellation);

        Assert.Equal(2, starts);
    }

    [Fact]
    public async Task Run_CallerGivesUp_DoesNotStopTheStart()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var once = new StartOnce(() => gate.Task);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => once.RunAsync(cancelled.Token));

        gate.SetResult();
        await once.RunAsync(Cancellation);
    }
}
