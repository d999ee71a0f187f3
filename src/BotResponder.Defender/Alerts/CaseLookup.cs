using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using BotResponder.Defender.Limits;
using Microsoft.Extensions.Options;

namespace BotResponder.Defender.Alerts;

/// <summary>One alert or incident of a customer, for somebody who wants to see it. Reads only.</summary>
public sealed class CaseLookup
{
    private readonly CaseApi _api;
    private readonly IOptions<DefenderOptions> _options;
    private readonly TimeProvider _time;

    internal CaseLookup(CaseApi api, IOptions<DefenderOptions> options, TimeProvider time) => (_api, _options, _time) = (api, options, time);

    /// <summary>How an alert's id is told to people who are asked for it.</summary>
    public static string AlertHelp => CaseArgument.Help(CaseKind.Alert);

    /// <inheritdoc cref="AlertHelp"/>
    public static string IncidentHelp => CaseArgument.Help(CaseKind.Incident);

    /// <param name="id">As typed. Text that is no id is as little there as the alert of another customer.</param>
    public Task<Result<CaseView>> FindAlertAsync(CustomerId customer, string id, CancellationToken cancellationToken) =>
        FindAsync(customer, CaseKind.Alert, id, cancellationToken);

    /// <inheritdoc cref="FindAlertAsync"/>
    public Task<Result<CaseView>> FindIncidentAsync(CustomerId customer, string id, CancellationToken cancellationToken) =>
        FindAsync(customer, CaseKind.Incident, id, cancellationToken);

    /// <param name="severity">informational, low, medium or high; null for all.</param>
    /// <param name="most">1 to 50.</param>
    /// <returns>The first of them, the newest of these first, and how many there are.</returns>
    public async Task<Result<OpenAlerts>> ListOpenAlertsAsync(CustomerId customer, string? severity, int most, CancellationToken cancellationToken)
    {
        var filter = severity is null ? OpenAlerts.Filter : OpenAlerts.Filter.And(ODataFilter.Equal(ODataField.Severity, severity));
        var listed = await _api.ListAlertsAsync(customer, filter, most, cancellationToken);
        if (!listed.TryGetValue(out var page, out var problem))
        {
            return problem;
        }

        var alerts = page.WithId(CaseKind.Alert).ToArray();
        return new OpenAlerts([.. alerts.OrderByDescending(alert => alert.CreatedAt).Take(most).Select(Seen)], page.Count ?? alerts.Length);
    }

    private async Task<Result<CaseView>> FindAsync(CustomerId customer, CaseKind kind, string typed, CancellationToken cancellationToken)
    {
        if (!CaseId.TryParse(kind, typed.Trim(), out var id))
        {
            return CaseApi.NotFound(kind, typed);
        }

        var read = await _api.GetAsync(customer, id, Urgency.Interactive, cancellationToken);
        return read.TryGetValue(out var item, out var problem) ? Describe(customer, kind, item) : problem;
    }

    private CaseView Describe(CustomerId customer, CaseKind kind, SecurityCase item)
    {
        _ = CaseId.TryParse(kind, item.Id, out var id);
        return new()
        {
            IsAlert = kind == CaseKind.Alert,
            Id = id.Value,
            Title = CaseText.Title(item),
            Severity = CaseText.Word(item.Severity),
            Status = CaseText.MergedInto(item) is { } other ? $"merged into incident {other}" : CaseText.Word(item.Status),
            IsResolved = item.IsResolved,
            Verdict = CaseText.Verdict(item),
            AssignedTo = PlainLine.Of(item.AssignedTo, 120),
            Facts = [.. Facts(kind, item)],
            Description = PlainLine.Of(item.Description, 1000),
            Evidence = [.. (item.Evidence ?? []).OfType<CaseEvidence>().Select(SeenEvidence.Of).Distinct()],
            Alerts = [.. (item.Alerts ?? []).OfType<SecurityCase>().Where(alert => CaseId.TryParse(CaseKind.Alert, alert.Id, out _)).Select(Seen)],
            Comments = [.. (item.Comments ?? []).OfType<CaseComment>().OrderByDescending(comment => comment.At).Select(Comment)],
            Portal = PortalLinks.Case(_options.Value.PortalUrl, customer, id, item),
        };
    }

    private IEnumerable<(string Label, string Text)> Facts(CaseKind kind, SecurityCase item)
    {
        if (kind == CaseKind.Alert)
        {
            yield return ("From", CaseText.Word(item.ServiceSource));
            yield return ("Category", PlainLine.Of(item.Category, 80));
            yield return ("Techniques", PlainLine.Of(string.Join(", ", (item.Techniques ?? []).OfType<string>()), 200));
            yield return ("Incident", PlainLine.Of(item.IncidentId, 40));
        }

        yield return ("Created", item.CreatedAt is { } created ? Age.WithInstant(created, _time.GetUtcNow()) : "");
        yield return ("Changed", item.UpdatedAt is { } updated ? Age.WithInstant(updated, _time.GetUtcNow()) : "");
    }

    private static SeenAlert Seen(SecurityCase alert) => new(alert.Id!, CaseText.Title(alert), CaseText.Word(alert.Severity), CaseText.Word(alert.Status));

    private static SeenComment Comment(CaseComment comment) => new(PlainLine.Of(comment.Text, 400), PlainLine.Of(comment.By, 80), comment.At);
}
