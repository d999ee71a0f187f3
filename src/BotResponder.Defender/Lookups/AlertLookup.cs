using System.Collections.Immutable;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Alerts;
using BotResponder.Defender.Api;
using BotResponder.Defender.Limits;
using Microsoft.Extensions.Options;

namespace BotResponder.Defender.Lookups;

/// <summary>Alerts by words of their title, the name of a device, or their id, for somebody who searches. Reads only; an action finds its one target by itself.</summary>
public sealed class AlertLookup
{
    private readonly CaseApi _api;
    private readonly OpenAlertLists _open;
    private readonly Uri _portal;
    private readonly TimeProvider _time;

    internal AlertLookup(CaseApi api, OpenAlertLists open, IOptions<DefenderOptions> options, TimeProvider time) =>
        (_api, _open, _portal, _time) = (api, open, options.Value.PortalUrl, time);

    /// <param name="words">In any case, all of them must occur; none finds every alert.</param>
    /// <param name="most">1 to 50.</param>
    /// <returns>Open alerts of the last 30 days, the newest first, as they were at most 15 seconds ago; of a whole id that alert, open or not. None is an empty list.</returns>
    public async Task<Result<ImmutableArray<LookedUp>>> FindAsync(CustomerId customer, string words, int most, CancellationToken cancellationToken)
    {
        if (!(await _open.ReadAsync(customer, cancellationToken)).TryGetValue(out var open, out var problem))
        {
            return problem;
        }

        var each = words.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var found = open.Where(alert => each.All(word => IsAbout(alert, word))).Take(most).ToList();
        return found.Count > 0 || !CaseId.TryParse(CaseKind.Alert, words.Trim(), out var id) || !LooksWhole(id)
            ? found.Select(alert => Describe(customer, alert)).ToImmutableArray()
            : await OneAsync(customer, id, cancellationToken);
    }

    private async Task<Result<ImmutableArray<LookedUp>>> OneAsync(CustomerId customer, CaseId id, CancellationToken cancellationToken)
    {
        var read = await _api.GetAsync(customer, id, Urgency.Interactive, cancellationToken);
        return read.TryGetValue(out var alert, out var problem) ? ImmutableArray.Create(Describe(customer, alert))
            : problem is Problem.NotFound ? ImmutableArray<LookedUp>.Empty : problem;
    }

    /// <summary>Ids are long and have digits; without this every word that finds nothing would be asked for as an id.</summary>
    private static bool LooksWhole(CaseId id) => id.Value.Length >= 18 && id.Value.Any(char.IsAsciiDigit);

    private static bool IsAbout(SecurityCase alert, string word) =>
        alert.Id!.StartsWith(word, StringComparison.OrdinalIgnoreCase)
        || (alert.Title ?? "").Contains(word, StringComparison.OrdinalIgnoreCase)
        || Devices(alert).Any(device => device.StartsWith(word, StringComparison.OrdinalIgnoreCase));

    private LookedUp Describe(CustomerId customer, SecurityCase alert)
    {
        _ = CaseId.TryParse(CaseKind.Alert, alert.Id, out var id);
        string[] details =
        [
            CaseText.Word(alert.Severity),
            CaseText.Word(alert.Status),
            Devices(alert).FirstOrDefault() is { } device ? $"on {PlainLine.Of(device, 60)}" : "",
            alert.CreatedAt is { } created ? Age.Of(created, _time.GetUtcNow()) : "",
        ];
        return new(id.Value, CaseText.Title(alert), string.Join(", ", details.Where(detail => detail.Length > 0)), PortalLinks.Case(_portal, customer, id, alert));
    }

    private static IEnumerable<string> Devices(SecurityCase alert) =>
        (alert.Evidence ?? []).Select(evidence => evidence?.DeviceName).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase);
}
