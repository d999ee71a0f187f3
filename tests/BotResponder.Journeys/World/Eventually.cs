using BotResponder.Core.Work;
using BotResponder.Simulator;

namespace BotResponder.Journeys.World;

/// <summary>Waits for the thing itself, woken by whatever changes in the pretend Microsoft, and gives up after a generous while with what it saw last.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);

    public static async Task<T> SeeAsync<T>(
        this MicrosoftSimulator microsoft, string what, Func<T?> look, CancellationToken cancellationToken, Func<string>? instead = null)
        where T : class
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        var woken = new WorkSignal();
        void Wake(object? sender, EventArgs changed) => woken.Set();
        microsoft.Changed += Wake;
        try
        {
            while (true)
            {
                var next = woken.NextAsync();
                if (look() is { } seen)
                {
                    return seen;
                }

                // What only the bot's store knows raises no event here, so a look is due in any case.
                await Task.WhenAny(next, Task.Delay(Look, TimeProvider.System, deadline.Token));
                deadline.Token.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Waited {Patience.TotalSeconds} s in vain for: {what}.{(instead is null ? "" : $" There is: {instead()}")}", late);
        }
        finally
        {
            microsoft.Changed -= Wake;
        }
    }

    public static Task TrueAsync(this MicrosoftSimulator microsoft, string what, Func<bool> look, CancellationToken cancellationToken) =>
        microsoft.SeeAsync(what, () => look() ? "yes" : null, cancellationToken);
}
