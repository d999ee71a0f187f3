using System.Collections.Immutable;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Tuning;

/// <summary>The alert tuning rules that people have made in the portal, which has no API for them: all that shows of them is the audit log. Safe from many threads.</summary>
/// <remarks>How the audit log calls these operations is not documented; the words here are chosen.</remarks>
internal sealed class TuningRules(SimulatorOptions options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ImmutableList<TuningChange>> _changes = new(StringComparer.Ordinal);

    public void Note(Tenant tenant, string operation, string name, string by)
    {
        lock (_lock)
        {
            _changes[tenant.Id] = _changes.GetValueOrDefault(tenant.Id, []).Add(new(operation, name, by, options.Time.GetUtcNow()));
        }
    }

    /// <summary>What the audit log holds by then, oldest first.</summary>
    public ImmutableList<TuningChange> Logged(Tenant tenant, DateTimeOffset by)
    {
        lock (_lock)
        {
            return _changes.GetValueOrDefault(tenant.Id, []).RemoveAll(change => change.At + options.AuditDelay > by);
        }
    }
}

/// <summary>Somebody made or changed a rule.</summary>
internal sealed record TuningChange(string Operation, string Name, string By, DateTimeOffset At);
