using System.Globalization;
using System.Net;
using System.Text.Json;
using BotResponder.Core.Customers;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using BotResponder.Defender.Devices;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Alerts;

/// <summary>Alerts and incidents, through Microsoft Graph.</summary>
/// <remarks>
/// Microsoft Graph v1.0, security: get and update alert (alerts_v2) and incident (200, the entity), create comment (200, the list of all comments).
/// </remarks>
internal sealed class CaseApi(GraphConnection connection)
{
    /// <summary>Alerts with much evidence have some ten thousand bytes each, and an answer at most eight million.</summary>
    private const int PageOfAlerts = 250;

    public async Task<Result<SecurityCase>> GetAsync(CustomerId customer, CaseId id, Urgency urgency, CancellationToken cancellationToken)
    {
        var path = id.Kind == CaseKind.Incident ? $"{id.Path}?$expand=alerts" : id.Path;
        var read = await connection.GetAsync(customer, id.Kind.Read, urgency, path, isAdvanced: false, CaseWire.Default.SecurityCase, cancellationToken);
        return read.TryGetValue(out var found, out var problem)
            ? id.Is(found.Id) ? found : connection.Unreadable(customer, isWrite: false)
            : problem is Problem.NotFound ? NotFound(id.Kind, id.Value) : problem;
    }

    /// <summary>The first alerts, and how many there are in all. In which order is not documented.</summary>
    public Task<Result<CasePage>> ListAlertsAsync(CustomerId customer, ODataFilter filter, int top, CancellationToken cancellationToken) => connection.GetAsync(
        customer, CaseKind.Alert.Read, Urgency.Interactive, $"{CaseKind.Alert.Path}?{filter.QueryOption}&$count=true&$top={top.ToString(CultureInfo.InvariantCulture)}",
        isAdvanced: false, CaseWire.Default.CasePage, cancellationToken);

    /// <summary>As above, from a later one on.</summary>
    public Task<Result<CasePage>> ListAlertsAsync(CustomerId customer, ODataFilter filter, int top, int skip, CancellationToken cancellationToken) => connection.GetAsync(
        customer, CaseKind.Alert.Read, Urgency.Interactive,
        string.Create(CultureInfo.InvariantCulture, $"{CaseKind.Alert.Path}?{filter.QueryOption}&$count=true&$top={top}&$skip={skip}"),
        isAdvanced: false, CaseWire.Default.CasePage, cancellationToken);

    /// <summary>Shows every alert that the filter finds, page by page, and keeps none of them.</summary>
    /// <param name="most">No more than so many are shown.</param>
    /// <returns>Whether that were all.</returns>
    public async Task<Result<AlertsShown>> EachAlertAsync(
        CustomerId customer, ODataFilter filter, int most, Urgency urgency, Action<SecurityCase> show, CancellationToken cancellationToken)
    {
        var path = $"{CaseKind.Alert.Path}?{filter.QueryOption}&$top={PageOfAlerts.ToString(CultureInfo.InvariantCulture)}";
        for (var shown = 0; ;)
        {
            var read = await connection.GetAsync(customer, CaseKind.Alert.Read, urgency, path, isAdvanced: false, CaseWire.Default.CasePage, cancellationToken);
            if (!read.TryGetValue(out var page, out var problem))
            {
                return problem;
            }

            foreach (var alert in (page.Value ?? []).OfType<SecurityCase>())
            {
                if (shown++ == most)
                {
                    return new AlertsShown(IsAll: false);
                }

                show(alert);
            }

            if (page.NextLink is null)
            {
                return new AlertsShown(IsAll: true);
            }

            if (page.Value is not { IsEmpty: false } || connection.PathOf(page.NextLink) is not { } next)
            {
                return connection.Unreadable(customer, isWrite: false);
            }

            path = next;
        }
    }

    /// <param name="body">JSON.</param>
    /// <returns>How it stands afterwards.</returns>
    public async Task<Result<SecurityCase>> UpdateAsync(CustomerId customer, CaseId id, byte[] body, CancellationToken cancellationToken)
    {
        var sent = await connection.SendAsync(customer, id.Kind.Change, HttpMethod.Patch, id.Path, body, HttpStatusCode.OK, cancellationToken);
        return sent.TryGetValue(out var answer, out var problem)
            ? ApiWire.Read(answer, CaseWire.Default.SecurityCase) is { } updated && id.Is(updated.Id) ? updated : connection.Unreadable(customer, isWrite: true)
            : problem;
    }

    /// <returns>Null when Graph shows the comment in its answer.</returns>
    public async Task<Problem?> CommentAsync(CustomerId customer, CaseId id, RequestId request, string text, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new CommentBody(text), CaseWire.Default.CommentBody);
        var sent = await connection.SendAsync(customer, id.Kind.Change, HttpMethod.Post, $"{id.Path}/comments", body, HttpStatusCode.OK, cancellationToken);
        return sent.TryGetValue(out var answer, out var problem)
            ? (ApiWire.Read(answer, CaseWire.Default.CaseComments)?.Value ?? []).Any(comment => OrderComment.IsOf(request, comment?.Text))
                ? null : connection.Unreadable(customer, isWrite: true)
            : problem;
    }

    /// <summary>Not there and not of this customer is one sentence.</summary>
    public static Problem.NotFound NotFound(CaseKind kind, string typed) => new(
        $"There is no {kind.Name} {PlainLine.Of(typed, 80)} here. Its id stands in the address of its page in the Defender portal: check it.");
}

/// <param name="IsAll">False: there were more than were asked for.</param>
internal sealed record AlertsShown(bool IsAll);
