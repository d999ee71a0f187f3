using System.Collections.Immutable;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using Microsoft.Extensions.Options;

namespace BotResponder.Defender.Alerts;

/// <summary>Every open alert that a filter means, for somebody who wants to close them together: all of them are found, or it is said that they are not.</summary>
/// <remarks>
/// Microsoft Graph v1.0, security: list alerts_v2 filters by severity and status, among others, but neither by evidence nor by title. So what Graph can
/// choose it chooses, and the rest is read and looked through. No word that was typed enters the query.
/// </remarks>
public sealed class OpenAlertSearch
{
    private const int RowsAPage = 200;

    /// <summary>To look through more would take a minute and most of the tenant's calls.</summary>
    private const int MostRead = 2000;

    private readonly CaseApi _api;
    private readonly IOptions<DefenderOptions> _options;

    internal OpenAlertSearch(CaseApi api, IOptions<DefenderOptions> options) => (_api, _options) = (api, options);

    /// <returns>
    /// At least one and at most <see cref="DefenderOptions.MostAlertsTogether"/> ids, the oldest alert first. None, or more, is a problem whose sentence has
    /// the number and says what to do.
    /// </returns>
    public async Task<Result<ImmutableArray<string>>> FindAsync(CustomerId customer, AlertFilter filter, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, SecurityCase>(StringComparer.OrdinalIgnoreCase);
        for (var read = 0; ;)
        {
            var listed = await _api.ListAlertsAsync(customer, filter.Query, RowsAPage, read, cancellationToken);
            if (!listed.TryGetValue(out var page, out var problem))
            {
                return problem;
            }

            foreach (var alert in page.WithId(CaseKind.Alert).Where(filter.Means))
            {
                found.TryAdd(alert.Id!, alert);
            }

            var rows = page.Value?.Length ?? 0;
            read += rows;
            if (rows < RowsAPage)
            {
                return Judge(filter, found.Values);
            }

            if (read >= MostRead || (filter.IsGraphs && page.Count > _options.Value.MostAlertsTogether))
            {
                return filter.IsGraphs && page.Count is { } count ? TooMany(filter, count) : new Problem.Refused(
                    $"There are more than {MostRead} open alerts{filter.SeverityWords}, more than the bot looks through. Nothing was done. Name one severity, or resolve them in the Defender portal.");
            }
        }
    }

    private Result<ImmutableArray<string>> Judge(AlertFilter filter, IReadOnlyCollection<SecurityCase> found) => found.Count switch
    {
        0 => new Problem.NotFound($"There is no open alert{filter.Words} here. Nothing was done. Type alerts to see what is open."),
        var count when count > _options.Value.MostAlertsTogether => TooMany(filter, count),
        _ => found.OrderBy(alert => alert.CreatedAt).Select(alert => alert.Id!).ToImmutableArray(),
    };

    private Problem TooMany(AlertFilter filter, int count) => new Problem.Refused(
        $"There are {count} open alerts{filter.Words}; at most {_options.Value.MostAlertsTogether} are resolved together. Nothing was done. Say more exactly which: their severity, on and a device or account, titled and words of the title.");
}
