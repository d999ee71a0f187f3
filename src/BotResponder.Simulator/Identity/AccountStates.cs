using System.Collections.Immutable;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Identity;

/// <summary>
/// What has been done to the accounts of all tenants. There is no timer: sensors act and sync runs by the clock whenever somebody asks. Safe from many
/// threads.
/// </summary>
internal sealed class AccountStates(SimulatorOptions options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ImmutableList<Change>> _changes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _sessions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _mustChangePassword = new(StringComparer.Ordinal);

    private DateTimeOffset Now => options.Time.GetUtcNow();

    public AccountState Of(Account account)
    {
        lock (_lock)
        {
            var changes = _changes.GetValueOrDefault(account.Id, []);
            return new(
                Last(account, changes.Select(change => change.InDirectory ? change with { At = change.At + options.SensorDelay + options.SyncDelay } : change)),
                account.IsSynced ? Last(account, changes.Where(change => change.InDirectory).Select(change => change with { At = change.At + options.SensorDelay })) : null,
                _sessions.TryGetValue(account.Id, out var from) ? from : null,
                _mustChangePassword.Contains(account.Id));
        }
    }

    /// <summary>When sensors changed in Active Directory whether the account may sign in.</summary>
    public ImmutableArray<DateTimeOffset> CarriedOut(Account account)
    {
        lock (_lock)
        {
            return [.. _changes.GetValueOrDefault(account.Id, []).Where(change => change.InDirectory).Select(change => change.At + options.SensorDelay).Where(at => at <= Now)];
        }
    }

    /// <param name="inDirectory">Active Directory: a sensor carries it out later, or never. Else Entra ID, at once.</param>
    public void SetEnabled(Account account, bool enabled, bool inDirectory)
    {
        lock (_lock)
        {
            if (!inDirectory || options.SensorsAct)
            {
                _changes[account.Id] = _changes.GetValueOrDefault(account.Id, []).Add(new(Now, enabled, inDirectory));
            }
        }
    }

    public void RevokeSessions(Account account)
    {
        lock (_lock)
        {
            _sessions[account.Id] = Now;
        }
    }

    public void ForcePasswordChange(Account account)
    {
        lock (_lock)
        {
            _mustChangePassword.Add(account.Id);
        }
    }

    private bool Last(Account account, IEnumerable<Change> changes) =>
        changes.Where(change => change.At <= Now).OrderBy(change => change.At).LastOrDefault()?.Enabled ?? account.Enabled;

    private sealed record Change(DateTimeOffset At, bool Enabled, bool InDirectory);
}

/// <summary>How an account stands now.</summary>
/// <param name="EnabledInEntra">accountEnabled.</param>
/// <param name="EnabledInDirectory">Null for an account that is not in Active Directory.</param>
/// <param name="SessionsValidFrom">Null when they were never revoked.</param>
/// <param name="MustChangePassword">At the next sign-in.</param>
public sealed record AccountState(bool EnabledInEntra, bool? EnabledInDirectory, DateTimeOffset? SessionsValidFrom, bool MustChangePassword);
