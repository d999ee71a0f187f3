using System.Text.Json;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Records;
using BotResponder.Core.Requests;

namespace BotResponder.Core.Work;

/// <summary>Work that failed again and again, put aside: nobody wakes up for it until somebody brings it back.</summary>
/// <param name="Row">The outbox row that it was.</param>
/// <param name="Body">That row's body, as it stood. Kept unread: being unreadable may be why it is here.</param>
/// <param name="What">What it was to do, in words of ours.</param>
/// <param name="Code">The request's code; null when its row could not be read.</param>
/// <param name="Runs">How often it was begun.</param>
/// <param name="Reason">The type of the last exception; never its message, which may quote anything.</param>
public sealed record ParkedEntry(string Row, string Body, string What, ShortCode? Code, int Runs, string Reason, DateTimeOffset At);

/// <summary>Reads what is parked.</summary>
public sealed class ParkedWork(IRecordStore records)
{
    private const string Prefix = "parked|";
    private const string NoRequest = "-";

    /// <summary>The first <paramref name="take"/> of a customer.</summary>
    public Task<IReadOnlyList<ParkedEntry>> ListAsync(CustomerId customer, int take, CancellationToken cancellationToken) =>
        ListAsync(customer, Prefix, take, cancellationToken);

    /// <summary>What is parked of one request.</summary>
    public Task<IReadOnlyList<ParkedEntry>> ListAsync(CustomerId customer, RequestId request, CancellationToken cancellationToken) =>
        ListAsync(customer, $"{Prefix}{request}|", RecordLimits.WritesPerCommit, cancellationToken);

    /// <summary>Where it is parked: beside everything else that is parked of its request.</summary>
    /// <param name="outboxRow">The row that it was.</param>
    /// <param name="request">Null when the row could not be read.</param>
    internal static string RowOf(string outboxRow, RequestId? request) =>
        $"{Prefix}{request?.ToString() ?? NoRequest}|{outboxRow[LedgerRows.OutboxPrefix.Length..]}";

    private async Task<IReadOnlyList<ParkedEntry>> ListAsync(CustomerId customer, string prefix, int take, CancellationToken cancellationToken)
    {
        var rows = await records.RangeAsync(LedgerRows.Partition(customer), prefix, LedgerRows.After(prefix), take, cancellationToken);
        return [.. rows.Select(row => JsonSerializer.Deserialize(row.Body, WorkJson.Default.ParkedEntry)!)];
    }
}
