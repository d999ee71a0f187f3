using System.Collections.Immutable;
using BotResponder.Simulator.Faults;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Defender;

/// <summary>The machine actions of one tenant. Safe from many threads.</summary>
internal sealed class MachineActions(SimulatorOptions options, FaultBoard faults)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, MachineAction> _actions = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<string>> _byDevice = new(StringComparer.OrdinalIgnoreCase);

    private DateTimeOffset Now => options.Time.GetUtcNow();

    /// <returns>Newest first.</returns>
    public ImmutableArray<MachineAction> All()
    {
        lock (_lock)
        {
            return [.. _actions.Values.OrderByDescending(action => action.CreatedAt)];
        }
    }

    /// <returns>Oldest first.</returns>
    public ImmutableArray<MachineAction> Of(string deviceId)
    {
        lock (_lock)
        {
            return [.. Ids(deviceId).Select(id => _actions[id])];
        }
    }

    public MachineAction? Find(string id)
    {
        lock (_lock)
        {
            return _actions.GetValueOrDefault(id);
        }
    }

    public ActionProgress Progress(MachineAction action) => ActionClock.At(action, faults.LinkOf(action.Device.Id), options, Now);

    /// <summary>Begins an action, unless one of its kind (and of its file) is still running on the device or the options forbid it.</summary>
    /// <param name="running">The one that is in the way, if that is why.</param>
    /// <returns>Null when it was not begun.</returns>
    public MachineAction? Begin(ActionKind kind, Device device, ActionBody body, string requestor, out MachineAction? running)
    {
        lock (_lock)
        {
            running = Of(device.Id).FirstOrDefault(action => action.Kind == kind && IsOfFile(action, body.Sha1) && !Progress(action).IsFinal);
            if (running is not null || (kind == ActionKind.Isolate && options.RefuseIsolatingIsolated && IsIsolated(device.Id)))
            {
                return null;
            }

            var action = new MachineAction(Guid.NewGuid().ToString(), kind, device, body.Comment, requestor, Now)
            {
                Scope = body.Scope,
                Sha1 = body.Sha1,
                EndsAs = faults.EndingFor(device.Id),
            };
            _actions[action.Id] = action;
            Ids(device.Id).Add(action.Id);
            return action;
        }
    }

    /// <returns>The action as it is now; <paramref name="done"/> is false when it had already ended.</returns>
    public MachineAction? Cancel(string id, string comment, string requestor, out bool done)
    {
        lock (_lock)
        {
            done = false;
            if (!_actions.TryGetValue(id, out var action) || Progress(action).IsFinal)
            {
                return action;
            }

            done = true;
            return _actions[id] = action with
            {
                Settled = new("Cancelled", Now),
                CancellationComment = comment,
                CancellationRequestor = requestor,
            };
        }
    }

    /// <summary>Writes down what has ended on a device, before the device goes on or off line.</summary>
    public void Settle(string deviceId)
    {
        lock (_lock)
        {
            foreach (var action in Of(deviceId))
            {
                if (Progress(action) is { IsFinal: true } progress)
                {
                    _actions[action.Id] = action with { Settled = progress };
                }
            }
        }
    }

    public bool IsIsolated(string deviceId) => Isolations(deviceId) is [.., { Isolated: true }];

    /// <returns>When the device became isolated or free, oldest first.</returns>
    public ImmutableArray<Isolation> Isolations(string deviceId) =>
    [
        .. Of(deviceId)
            .Where(action => action.Kind == ActionKind.Isolate || action.Kind == ActionKind.Release)
            .Select(action => (action, progress: Progress(action)))
            .Where(pair => pair.progress.Status == "Succeeded")
            .OrderBy(pair => pair.progress.Since)
            .Select(pair => new Isolation(pair.action.Kind == ActionKind.Isolate, pair.action.Scope, pair.progress.Since)),
    ];

    private static bool IsOfFile(MachineAction action, string? sha1) => string.Equals(action.Sha1, sha1, StringComparison.OrdinalIgnoreCase);

    private List<string> Ids(string deviceId)
    {
        if (!_byDevice.TryGetValue(deviceId, out var ids))
        {
            _byDevice[deviceId] = ids = [];
        }

        return ids;
    }
}

/// <param name="Scope">Full or Selective; null for a release.</param>
internal sealed record Isolation(bool Isolated, string? Scope, DateTimeOffset At);
