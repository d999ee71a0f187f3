using System.Diagnostics;

namespace BotResponder.Journeys.Processes;

/// <summary>Every HTTP call to Microsoft is two points: before it leaves, and when its answer is there. Whoever makes it, token libraries included.</summary>
/// <remarks>Listens to .NET's own announcement of outgoing calls, which is made inside the call: the process can die exactly there.</remarks>
internal sealed class WatchedCalls(KillPoints points, IReadOnlyCollection<string> hosts) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private const string Source = "HttpHandlerDiagnosticListener";
    private const string Call = "System.Net.Http.HttpRequestOut";

    /// <param name="hosts">Hosts and ports that are Microsoft: calls of a storage engine are commits already.</param>
    public static void Watch(KillPoints points, params IReadOnlyCollection<string> hosts) =>
        DiagnosticListener.AllListeners.Subscribe(new WatchedCalls(points, hosts));

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == Source)
        {
            value.Subscribe(this, name => name.StartsWith(Call, StringComparison.Ordinal));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        var moment = value.Key switch
        {
            $"{Call}.Start" => "before",
            $"{Call}.Stop" => "after",
            _ => null,
        };
        if (moment is not null && RequestOf(value.Value) is { RequestUri: { } address } request && hosts.Contains(address.Authority))
        {
            points.Pass($"{moment} {request.Method} {LastWord(address)}");
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    /// <summary>The announcement's type is the framework's own.</summary>
    private static HttpRequestMessage? RequestOf(object? announcement) =>
        announcement?.GetType().GetProperty("Request")?.GetValue(announcement) as HttpRequestMessage;

    /// <summary>The last part of the path that is a word and not an id.</summary>
    private static string LastWord(Uri address) => address.Segments.Select(part => part.Trim('/')).LastOrDefault(part => part.Length > 0 && part.All(char.IsAsciiLetter)) ?? "root";
}
