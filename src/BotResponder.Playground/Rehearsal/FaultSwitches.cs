using System.Collections.Immutable;
using BotResponder.Simulator;
using BotResponder.Simulator.Faults;
using BotResponder.Simulator.Http;

namespace BotResponder.Playground.Rehearsal;

/// <summary>The faults that can be switched on from the page; the same for everybody who looks. Safe from many threads.</summary>
internal sealed class FaultSwitches
{
    private static readonly TimeSpan Five = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly MicrosoftSimulator _simulator;
    private readonly Dictionary<string, IDisposable> _on = new(StringComparer.Ordinal);

    public FaultSwitches(MicrosoftSimulator simulator)
    {
        _simulator = simulator;
        All =
        [
            new("throttle", "Throttle Defender", "429 with Retry-After 5 s, for every call", () => Standing(UpstreamArea.Defender, new Fault.Throttle(Five))),
            new("errors", "Defender server errors", "503, for every call", () => Standing(UpstreamArea.Defender, new Fault.ServerError())),
            new("slow", "Slow Defender", "Every answer takes 5 s longer", () => Standing(UpstreamArea.Defender, new Fault.Slow(Five))),
            new("lost", "Lose the next answer", "Defender does the next action, but its answer never arrives", LoseNext),
            new("offline", "WS-042 offline", "Actions on it stay pending until it is back", () => Offline("ws-042")),
            new("teams", "Teams connector errors", "502, for every message that the bot sends", () => Standing(UpstreamArea.Teams, new Fault.ServerError(502))),
        ];
    }

    public ImmutableArray<FaultSwitch> All { get; }

    public bool IsOn(FaultSwitch fault)
    {
        lock (_lock)
        {
            return _on.ContainsKey(fault.Key);
        }
    }

    public void Toggle(FaultSwitch fault)
    {
        lock (_lock)
        {
            if (_on.Remove(fault.Key, out var off))
            {
                off.Dispose();
            }
            else
            {
                _on[fault.Key] = fault.SwitchOn();
            }
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            foreach (var off in _on.Values)
            {
                off.Dispose();
            }

            _on.Clear();
            _simulator.Faults.SwitchAllOff();
        }
    }

    private IDisposable Standing(UpstreamArea area, Fault fault) => _simulator.Faults.SwitchOn(area, fault, times: null);

    /// <summary>Only calls that do something: a lost read would merely be repeated.</summary>
    private IDisposable LoseNext() => _simulator.Faults.SwitchOn(UpstreamArea.Defender, new Fault.LostAnswer(), times: 1, when: request =>
    {
        if (request.Method != "POST")
        {
            return false;
        }

        // The board holds its own lock here, and Toggle takes the two the other way round: let it go first.
        _ = Task.Run(() =>
        {
            lock (_lock)
            {
                _on.Remove("lost");
            }
        });
        return true;
    });

    private BackOnline Offline(string host)
    {
        var ids = new[] { _simulator.Tenants.Contoso, _simulator.Tenants.Fabrikam }.Select(tenant => tenant.Device(host).Id).ToImmutableArray();
        foreach (var id in ids)
        {
            _simulator.Faults.DeviceOffline(id, offline: true);
        }

        return new(_simulator.Faults, ids);
    }

    private sealed record BackOnline(FaultBoard Board, ImmutableArray<string> Ids) : IDisposable
    {
        public void Dispose()
        {
            foreach (var id in Ids)
            {
                Board.DeviceOffline(id, offline: false);
            }
        }
    }
}

/// <param name="SwitchOn">What it gives back switches the fault off.</param>
internal sealed record FaultSwitch(string Key, string Title, string Explanation, Func<IDisposable> SwitchOn);
