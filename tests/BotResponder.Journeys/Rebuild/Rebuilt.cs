using System.Text.Json;
using BotResponder.Core.Audit;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Requests;

namespace BotResponder.Journeys.Rebuild;

/// <summary>Rebuilds what the store says from the audit lines alone, and names every difference.</summary>
internal static class Rebuilt
{
    /// <summary>Every request as its lines make it, by id.</summary>
    public static Dictionary<RequestId, ResponseRequest> Requests(IEnumerable<AuditEntry> trail)
    {
        Dictionary<RequestId, ResponseRequest> requests = [];
        foreach (var line in trail)
        {
            // A line that cannot follow the ones before is left out: what it should have made then differs from the store.
            if (line.Fact is { Change: { } change, Request: { } id }
                && (requests.ContainsKey(id) || change is RequestEvent.Submitted)
                && RequestLifecycle.Apply(requests.GetValueOrDefault(id), change, line.At).TryGetValue(out var moved, out _))
            {
                requests[id] = moved;
            }
        }

        return requests;
    }

    /// <summary>The chain, every stored request, and which of them are open: all must follow from the lines.</summary>
    public static async Task<IReadOnlyList<string>> DifferencesAsync(StoreReader store, CancellationToken cancellationToken)
    {
        var verdict = await store.VerifyAsync(cancellationToken);
        var rebuilt = Requests(await store.TrailAsync(cancellationToken));
        var stored = await store.RowsAsync("request|", cancellationToken);
        var open = await store.RowsAsync(LedgerRows.OpenPrefix, cancellationToken);
        return
        [
            .. verdict.IsIntact ? Array.Empty<string>() : [$"the chain is broken at line {verdict.FirstBad}: {verdict.Fault}"],
            .. Compare("request rows", rebuilt.Values.Select(Row), stored.Select(row => row.Key.Row + row.Body)),
            .. Compare("open rows", rebuilt.Values.Where(request => !RequestLifecycle.IsFinal(request.State)).Select(request => LedgerRows.Open(request.Id)), open.Select(row => row.Key.Row)),
        ];
    }

    private static string Row(ResponseRequest request) => LedgerRows.Request(request.Id) + JsonSerializer.Serialize(request, RequestJson.Default.ResponseRequest);

    private static IEnumerable<string> Compare(string what, IEnumerable<string> expected, IEnumerable<string> found)
    {
        var (rebuilt, stored) = (expected.ToHashSet(StringComparer.Ordinal), found.ToHashSet(StringComparer.Ordinal));
        return rebuilt.Except(stored, StringComparer.Ordinal).Select(row => $"{what}: the audit lines say {row}, and the store does not")
            .Concat(stored.Except(rebuilt, StringComparer.Ordinal).Select(row => $"{what}: the store says {row}, and the audit lines do not"));
    }
}
