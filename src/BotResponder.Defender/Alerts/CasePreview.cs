using System.Collections.Immutable;
using System.Globalization;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using BotResponder.Defender.Limits;
using Microsoft.Extensions.Options;

namespace BotResponder.Defender.Alerts;

/// <summary>Finds an alert or an incident by its id and says what there is to know about it before anything is changed. Reads only.</summary>
internal sealed class CasePreview(CaseApi api, IOptions<DefenderOptions> options, TimeProvider time)
{
    private const string Unknown = "unknown";

    /// <param name="change">Null for what leaves the alert itself as it is.</param>
    /// <param name="known">The frozen target, which is looked up by its id; null the first time.</param>
    /// <returns>With its facts and the warnings that any change has; consequences are the action's to add.</returns>
    public async Task<Result<FoundCase>> FindAsync(
        CustomerId customer, CaseKind kind, string typed, CaseChange? change, ActionTarget? known, CancellationToken cancellationToken)
    {
        var urgency = known is null ? Urgency.Interactive : Urgency.Background;
        if (!CaseId.TryParse(kind, known is null ? typed : CaseOperation.Id(known, kind).Value, out var id))
        {
            return CaseApi.NotFound(kind, typed);
        }

        var read = await api.GetAsync(customer, id, urgency, cancellationToken);
        return !read.TryGetValue(out var item, out var problem) ? problem
            : CaseText.MergedInto(item) is { } other ? new Problem.Refused($"Incident {id} was merged into incident {other}. Name that one.")
            : Describe(customer, kind, item, change);
    }

    private FoundCase Describe(CustomerId customer, CaseKind kind, SecurityCase item, CaseChange? change)
    {
        // The answer was seen to be of this id; Microsoft's spelling of it is kept.
        _ = CaseId.TryParse(kind, item.Id, out var id);
        return new(item, new ActionPreview
        {
            Target = new(kind.Name, id.Value, CaseText.Title(item)),
            Facts = Facts(id, item),
            Consequences = [],
            Warnings = Warnings(kind, item, change),
            PortalLink = PortalLinks.Case(options.Value.PortalUrl, customer, id, item),
        });
    }

    private ImmutableArray<ActionFact> Facts(CaseId id, SecurityCase item)
    {
        var isAlert = id.Kind == CaseKind.Alert;
        ActionFact?[] facts =
        [
            new("Title", CaseText.Title(item), IsPinned: true),
            new(isAlert ? "Alert id" : "Incident", id.Value, IsPinned: true),
            new("Severity", CaseText.Word(item.Severity), IsPinned: true),

            // New and in progress are one here: an analyst who looks at it changes nothing that was approved.
            new("Stands", item.IsResolved ? $"resolved, {CaseText.Verdict(item)}" : $"open, {CaseText.Verdict(item)}", IsPinned: true),
            new("Status", CaseText.Word(item.Status)),
            new("Assigned to", PlainLine.Of(item.AssignedTo, 120) is { Length: > 0 } person ? person : "nobody"),
            isAlert ? new("From", CaseText.Word(item.ServiceSource)) : null,
            item.CreatedAt is { } at ? new("Created", Age.WithInstant(at, time.GetUtcNow())) : null,
            isAlert ? new("Evidence", CaseText.EvidenceIn(item)) : new("Alerts", AlertsIn(item)),
            isAlert && item.IncidentId is { } incident ? new("Incident", PlainLine.Of(incident, 40)) : null,
        ];
        return [.. facts.OfType<ActionFact>()];
    }

    private static ImmutableArray<string> Warnings(CaseKind kind, SecurityCase item, CaseChange? change) =>
        change?.Holds(item) == true ? [$"This {kind.Name} is {change.Done} already."] : [];

    private static string AlertsIn(SecurityCase item) => item.Alerts is not { } alerts ? Unknown : string.Create(
        CultureInfo.InvariantCulture, $"{alerts.Length}, {alerts.Count(alert => alert?.IsResolved == false)} of them open");
}

internal sealed record FoundCase(SecurityCase Item, ActionPreview Preview);
