using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Globalization;

namespace BotResponder.Tests.Attacks;

/// <summary>Every connection that the process opens and every name that it looks up, whoever does it.</summary>
internal sealed class OpenedDoors : EventListener
{
    private readonly ConcurrentQueue<string> _seen = new();

    /// <summary>A connection to this port of any address.</summary>
    public bool HasConnectedTo(int port) => _seen.Any(line => line.Contains(
        string.Create(CultureInfo.InvariantCulture, $"{{{port >> 8},{port & 0xFF},"), StringComparison.Ordinal));

    /// <summary>A connection to this IPv4 address, or a look-up of this name.</summary>
    public bool HasSeen(string addressOrName) => _seen.Any(line =>
        line.Contains(addressOrName, StringComparison.OrdinalIgnoreCase) || line.Contains(addressOrName.Replace('.', ','), StringComparison.Ordinal));

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name is "System.Net.Sockets" or "System.Net.NameResolution")
        {
            EnableEvents(eventSource, EventLevel.Informational);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName is "ConnectStart" or "ResolutionStart" && eventData.Payload is [string target, ..])
        {
            // Built before the field initializer has run: the base constructor already listens.
            _seen?.Enqueue(target);
        }
    }
}
