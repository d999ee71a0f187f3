using System.Net.Sockets;

namespace BotResponder.Journeys.Processes;

/// <summary>One of the bots in a <see cref="BotProcess"/>.</summary>
/// <param name="address">Where it listens.</param>
/// <param name="exited">Ends when the process has.</param>
internal sealed class ProcessBot(Uri address, Task exited)
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(20) };

    public Uri Address => address;

    /// <summary>Counts points from now on, and dies at one of them as soon as the others in its process have come as far.</summary>
    public async Task ArmAsync(string? killAt, CancellationToken cancellationToken)
    {
        using var content = new StringContent(killAt ?? "");
        using var response = await Http.PostAsync(new Uri(address, ChildBot.ArmPath), content, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>The points since it was armed.</summary>
    public async Task<IReadOnlyList<string>> PointsAsync(CancellationToken cancellationToken) =>
        (await Http.GetStringAsync(new Uri(address, ChildBot.PointsPath), cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>True when it has come to its point: it stands there, or is dead.</summary>
    public async Task<bool> IsAtItsPointAsync(CancellationToken cancellationToken)
    {
        try
        {
            return exited.IsCompleted || bool.Parse(await Http.GetStringAsync(new Uri(address, ChildBot.StandsPath), cancellationToken));
        }
        catch (Exception gone) when (IsOfDying(gone))
        {
            // The process waits for everybody: it dies before somebody has called this one over only when this one stands.
            return true;
        }
    }

    /// <summary>It did not come to its point, or has none: the others need not wait for it.</summary>
    public async Task OverAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Http.PostAsync(new Uri(address, ChildBot.OverPath), null, cancellationToken);
        }
        catch (Exception gone) when (IsOfDying(gone))
        {
            // It was the last one, and died of it.
        }
    }

    /// <summary>A connection that breaks while it is made comes out of the client as it is.</summary>
    private static bool IsOfDying(Exception exception) => exception is HttpRequestException or SocketException;
}
