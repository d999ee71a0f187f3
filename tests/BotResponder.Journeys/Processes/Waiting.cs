namespace BotResponder.Journeys.Processes;

/// <summary>Waits for what only the store knows: it raises no event, so it is looked at again and again.</summary>
internal static class Waiting
{
    /// <summary>Longer than anything that is waited for takes on a busy machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);

    public static async Task UntilAsync(string what, Func<Task<bool>> look, CancellationToken cancellationToken, TimeSpan? patience = null)
    {
        var most = patience ?? Patience;
        using var timer = new PeriodicTimer(Look);
        var begun = TimeProvider.System.GetTimestamp();
        while (!await look())
        {
            if (TimeProvider.System.GetElapsedTime(begun) > most)
            {
                throw new TimeoutException($"Waited {most.TotalSeconds} s in vain for: {what}.");
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
