using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Graph;

/// <summary>What has been decided about the alerts and incidents of all tenants. Safe from many threads.</summary>
internal sealed class CaseStates(SimulatorOptions options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Tenant, Type Kind, string Id), CaseState> _states = [];

    public CaseState Of(SecurityCase item)
    {
        lock (_lock)
        {
            return _states.GetValueOrDefault(Key(item), item.Start);
        }
    }

    /// <returns>How it stands afterwards.</returns>
    public CaseState Change(SecurityCase item, Func<CaseState, CaseState> change)
    {
        lock (_lock)
        {
            var before = _states.GetValueOrDefault(Key(item), item.Start);
            if (!options.CasesChange)
            {
                return before;
            }

            var now = options.Time.GetUtcNow();
            var after = change(before) with { UpdatedAt = now };
            after = after with { ResolvedAt = after.Status != "resolved" ? null : before.ResolvedAt ?? now };
            _states[Key(item)] = after;
            return after;
        }
    }

    public CaseState Comment(SecurityCase item, string text, string by) =>
        Change(item, state => state with { Comments = state.Comments.Add(new(text, by, options.Time.GetUtcNow())) });

    private static (string Tenant, Type Kind, string Id) Key(SecurityCase item) => (item.TenantId, item.GetType(), item.Id);
}
