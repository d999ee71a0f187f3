namespace BotResponder.Journeys.Processes;

/// <summary>Waits for what only the store knows: it raises no event, so it is looked at again and again.</summary>
internal static class Waiting
{
    /// <summary>Longer than anything that is waited for takes on a busy machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);

    public static async Task UntilAsync(string what, Func<Task<bool>> look, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Look);
        var begun = TimeProvider.System.GetTimestamp();
        while (!await look())
        {
            if (TimeProvider.System.GetElapsedTime(begun) > Patience)
            {
                throw new TimeoutException($"Waited {Patience.TotalSeconds} s in vain for: {what}.");
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
