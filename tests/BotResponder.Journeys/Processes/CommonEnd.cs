using System.Diagnostics;

namespace BotResponder.Journeys.Processes;

/// <summary>Bots that share a process die at one moment, each at its own point: who is there stands still until the last one is.</summary>
/// <remarks>Most of a kill is the start of the next process, which so serves several.</remarks>
/// <param name="bots">How many there are.</param>
internal sealed class CommonEnd(int bots)
{
    private int _arrived;

    /// <summary>Once for each bot. The last one's call kills the process.</summary>
    public void Arrive()
    {
        if (Interlocked.Increment(ref _arrived) == bots)
        {
            // SIGKILL to oneself: no handler, no finally and no flush runs.
            using var self = Process.GetCurrentProcess();
            self.Kill();
        }
    }
}
