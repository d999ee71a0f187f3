using System.Collections.Immutable;

namespace BotResponder.Simulator.Http;

/// <summary>Remembers calls in the order in which they came in. Safe from many threads.</summary>
internal sealed class CallLog(int memory)
{
    private readonly Lock _lock = new();
    private readonly Queue<Entry> _entries = [];

    public ImmutableArray<RecordedCall> Snapshot()
    {
        lock (_lock)
        {
            return [.. _entries.Select(entry => entry.Call)];
        }
    }

    /// <returns>What to call with the status and the tenant when the answer is known.</returns>
    public Action<int, string?> Begin(UpstreamRequest request, DateTimeOffset at)
    {
        var entry = new Entry { Call = new(request.Area, request.Method, request.Path, request.Body, 0, null, at) };
        lock (_lock)
        {
            _entries.Enqueue(entry);
            if (_entries.Count > memory)
            {
                _entries.Dequeue();
            }
        }

        return (status, tenantId) =>
        {
            lock (_lock)
            {
                entry.Call = entry.Call with { Status = status, TenantId = tenantId };
            }
        };
    }

    private sealed class Entry
    {
        public required RecordedCall Call { get; set; }
    }
}
