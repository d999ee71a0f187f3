using BotResponder.Simulator.Http;

namespace BotResponder.Simulator.Faults;

/// <summary>The switchboard of misbehaviour. Safe from many threads; each call meets at most one fault, the one switched on first.</summary>
public sealed class FaultBoard
{
    private readonly Lock _lock = new();
    private readonly List<Armed> _armed = [];
    private readonly Dictionary<string, ActionEnding> _endings = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, DeviceLink> _links = new(StringComparer.OrdinalIgnoreCase);
    private readonly TimeProvider _time;
    private ActionEnding _everyEnding = ActionEnding.Succeeded;

    internal FaultBoard(TimeProvider time)
    {
        _time = time;
    }

    /// <summary>Called with the device id before a device goes on or off line, so that what has ended stays ended.</summary>
    internal Action<string> BeforeLinkChange { get; set; } = _ => { };

    /// <summary>Switches a fault on.</summary>
    /// <param name="area">The service that misbehaves.</param>
    /// <param name="fault">How.</param>
    /// <param name="times">For the next so many calls. Null: until switched off.</param>
    /// <param name="when">Only calls that it likes. Null: all calls of the area.</param>
    /// <returns>Dispose to switch it off.</returns>
    public IDisposable SwitchOn(UpstreamArea area, Fault fault, int? times = 1, Func<UpstreamRequest, bool>? when = null)
    {
        var armed = new Armed(this, area, fault, when) { Left = times ?? int.MaxValue };
        lock (_lock)
        {
            _armed.Add(armed);
        }

        return armed;
    }

    /// <summary>Switches every fault of every area off. Devices and action endings stay as they are.</summary>
    public void SwitchAllOff()
    {
        lock (_lock)
        {
            _armed.Clear();
        }
    }

    /// <summary>Decides how machine actions created from now on end.</summary>
    /// <param name="ending">Succeeded is the normal way.</param>
    /// <param name="deviceId">One device. Null: every device that has no ending of its own.</param>
    public void EndActions(ActionEnding ending, string? deviceId = null)
    {
        lock (_lock)
        {
            if (deviceId is null)
            {
                _everyEnding = ending;
            }
            else
            {
                _endings[deviceId] = ending;
            }
        }
    }

    /// <summary>Takes a device off line (its actions wait, up to three days) or back on line (they run from now).</summary>
    public void DeviceOffline(string deviceId, bool offline)
    {
        BeforeLinkChange(deviceId);
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            _links[deviceId] = offline ? new(OfflineSince: now, OnlineSince: DateTimeOffset.MinValue) : new(null, now);
        }
    }

    internal DeviceLink LinkOf(string deviceId)
    {
        lock (_lock)
        {
            return _links.TryGetValue(deviceId, out var link) ? link : DeviceLink.Always;
        }
    }

    internal ActionEnding EndingFor(string deviceId)
    {
        lock (_lock)
        {
            return _endings.TryGetValue(deviceId, out var ending) ? ending : _everyEnding;
        }
    }

    internal Fault? Take(UpstreamRequest request)
    {
        lock (_lock)
        {
            var armed = _armed.Find(candidate => candidate.Area == request.Area && candidate.When?.Invoke(request) != false);
            if (armed is not null && armed.Left != int.MaxValue && --armed.Left == 0)
            {
                _armed.Remove(armed);
            }

            return armed?.Fault;
        }
    }

    private sealed record Armed(FaultBoard Board, UpstreamArea Area, Fault Fault, Func<UpstreamRequest, bool>? When) : IDisposable
    {
        public required int Left { get; set; }

        public void Dispose()
        {
            lock (Board._lock)
            {
                Board._armed.RemoveAll(other => ReferenceEquals(other, this));
            }
        }
    }
}

/// <param name="OfflineSince">Null: on line.</param>
/// <param name="OnlineSince">When it came back.</param>
internal sealed record DeviceLink(DateTimeOffset? OfflineSince, DateTimeOffset OnlineSince)
{
    public static DeviceLink Always { get; } = new(null, DateTimeOffset.MinValue);
}
