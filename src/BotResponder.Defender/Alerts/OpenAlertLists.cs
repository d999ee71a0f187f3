using System.Collections.Immutable;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;

namespace BotResponder.Defender.Alerts;

/// <summary>
/// A customer's open alerts as they were a moment ago. Graph filters alerts by neither title nor id, so whoever searches looks through this list, and every
/// letter that people type within that moment is looked for in the same one.
/// </summary>
/// <remarks>Microsoft Graph v1.0, security: list alerts_v2 filters by assignment, classification, determination, instants, severity, source and status only.</remarks>
internal sealed class OpenAlertLists(CaseApi api, TimeProvider time)
{
    private const int MostAlerts = 200;

    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(30);

    private readonly Lock _lock = new();
    private readonly Dictionary<CustomerId, Listed> _lists = [];

    /// <param name="cancellationToken">Ends the wait; the call itself goes on for whoever shares it.</param>
    /// <returns>At most 200 that were created in the last 30 days, the newest first. Which ones when there are more is not documented.</returns>
    public Task<Result<ImmutableArray<SecurityCase>>> ReadAsync(CustomerId customer, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        Listed? listed;
        lock (_lock)
        {
            if (!_lists.TryGetValue(customer, out listed) || !listed.Serves(now))
            {
                _lists[customer] = listed = new(now, ListAsync(customer, now));
            }
        }

        return listed.Alerts.WaitAsync(cancellationToken);
    }

    private async Task<Result<ImmutableArray<SecurityCase>>> ListAsync(CustomerId customer, DateTimeOffset now)
    {
        var filter = OpenAlerts.Filter.And(ODataFilter.NotBefore(ODataField.CaseCreatedAt, now - LookBack));
        var listed = await api.ListAlertsAsync(customer, filter, MostAlerts, CancellationToken.None);
        return listed.TryGetValue(out var page, out var problem)
            ? page.WithId(CaseKind.Alert).OrderByDescending(alert => alert.CreatedAt).Take(MostAlerts).ToImmutableArray()
            : problem;
    }

    private sealed record Listed(DateTimeOffset At, Task<Result<ImmutableArray<SecurityCase>>> Alerts)
    {
        /// <summary>A failure is nobody else's answer than of those who waited for it.</summary>
        public bool Serves(DateTimeOffset now) => !Alerts.IsCompleted || (now - At < Freshness && Alerts is { IsCompletedSuccessfully: true, Result.Problem: null });
    }
}
