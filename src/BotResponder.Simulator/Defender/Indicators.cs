using System.Collections.Immutable;
using BotResponder.Simulator.Http;

namespace BotResponder.Simulator.Defender;

/// <summary>The indicators of every tenant. One is kept of a value and type; what has expired is not there any more. Safe from many threads.</summary>
internal sealed class Indicators(SimulatorOptions options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Tenant, string Type, string Value), IndicatorEntity> _all = [];
    private long _lastId = 994;

    /// <returns>Newest first.</returns>
    public ImmutableArray<IndicatorEntity> Of(string tenant)
    {
        lock (_lock)
        {
            return [.. Active(tenant).OrderByDescending(each => each.Id)];
        }
    }

    /// <summary>Makes one, or changes the one that there is: what it was made for (application) and by whom stays.</summary>
    /// <returns>Null when the tenant has as many as it may have.</returns>
    public IndicatorEntity? Submit(ApiCall call, IndicatorBody body)
    {
        lock (_lock)
        {
            var now = options.Time.GetUtcNow();
            var key = (call.Tenant.Id, body.Type, body.Value.ToUpperInvariant());
            if (_all.TryGetValue(key, out var known) && IsActive(known))
            {
                return _all[key] = known with { Body = body with { Application = known.Body.Application }, UpdatedAt = now };
            }

            return Active(call.Tenant.Id).Count() >= options.IndicatorLimit
                ? null
                : _all[key] = new(++_lastId, body, call.AppId, call.Tenant.Apps.First(app => app.ClientId == call.AppId).Name, now, now);
        }
    }

    /// <returns>False when there is none of this id.</returns>
    public bool Delete(string tenant, long id)
    {
        lock (_lock)
        {
            return Active(tenant).FirstOrDefault(each => each.Id == id) is { } found && _all.Remove((tenant, found.Body.Type, found.Body.Value.ToUpperInvariant()));
        }
    }

    private IEnumerable<IndicatorEntity> Active(string tenant) => _all.Where(pair => pair.Key.Tenant == tenant && IsActive(pair.Value)).Select(pair => pair.Value);

    private bool IsActive(IndicatorEntity each) => each.Body.ExpiresAt is not { } at || at > options.Time.GetUtcNow();
}
