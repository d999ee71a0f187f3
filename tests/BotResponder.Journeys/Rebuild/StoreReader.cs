using System.Text.Json;
using BotResponder.Core.Audit;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Records;
using BotResponder.Core.Requests;
using BotResponder.Core.Work;
using BotResponder.Host;
using BotResponder.Host.Inbox;
using BotResponder.Simulator.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BotResponder.Journeys.Rebuild;

/// <summary>Looks into the store of the bots from outside: a third process over it, which writes nothing.</summary>
internal sealed class StoreReader : IAsyncDisposable
{
    private const int Page = 1000;

    private static readonly CustomerId Contoso = new(Cast.ContosoId);
    private readonly WebApplication _host;

    /// <param name="settings">The bots' own.</param>
    public StoreReader(IReadOnlyDictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.ClearProviders();

        // Never started: it serves nobody and works on nothing.
        _host = builder.AddBotResponder().Build();
    }

    private IRecordStore Records => _host.Services.GetRequiredService<IRecordStore>();

    /// <summary>The id of the request that a message asks for.</summary>
    public RequestId IdOf(ConversationKey conversation, string activityId) =>
        _host.Services.GetRequiredService<RequestIds>().Make(Contoso, Cast.ContosoId, conversation, activityId);

    public Task<ResponseRequest?> FindAsync(RequestId id, CancellationToken cancellationToken) =>
        _host.Services.GetRequiredService<RequestBook>().FindAsync(id, cancellationToken);

    /// <summary>Every request of the customer, oldest first.</summary>
    public async Task<IReadOnlyList<ResponseRequest>> RequestsAsync(CancellationToken cancellationToken) =>
        [.. (await RowsAsync("request|", cancellationToken)).Select(row => JsonSerializer.Deserialize(row.Body, RequestJson.Default.ResponseRequest)!).OrderBy(request => request.CreatedAt)];

    /// <summary>The lines about one request, oldest first.</summary>
    public async Task<IReadOnlyList<AuditEntry>> TrailAsync(RequestId id, CancellationToken cancellationToken)
    {
        var lines = await _host.Services.GetRequiredService<AuditTrail>().OfRequestAsync(Contoso, id, Page, cancellationToken);
        return [.. lines.Select(line => line.Entry).Reverse()];
    }

    /// <summary>Every line, oldest first.</summary>
    public async Task<IReadOnlyList<AuditEntry>> TrailAsync(CancellationToken cancellationToken)
    {
        List<AuditEntry> trail = [];
        IReadOnlyList<SealedEntry> page;
        do
        {
            page = await _host.Services.GetRequiredService<AuditTrail>().FromAsync(Contoso, trail.Count + 1, Page, cancellationToken);
            trail.AddRange(page.Select(line => line.Entry));
        }
        while (page.Count == Page);
        return trail;
    }

    public Task<AuditVerdict> VerifyAsync(CancellationToken cancellationToken) =>
        _host.Services.GetRequiredService<AuditVerifier>().VerifyAsync(Contoso, cancellationToken);

    public async Task<IReadOnlyList<CardCopy>> CopiesAsync(RequestId id, CancellationToken cancellationToken)
    {
        var stored = await Records.FindAsync(new(LedgerRows.Partition(Contoso), LedgerRows.Sent(id)), cancellationToken);
        return stored is null ? [] : JsonSerializer.Deserialize(stored.Body, RequestJson.Default.SentCards)!.Copies;
    }

    /// <summary>Everything of the customer's partition whose key begins so.</summary>
    public async Task<IReadOnlyList<StoredRecord>> RowsAsync(string prefix, CancellationToken cancellationToken)
    {
        List<StoredRecord> rows = [];
        IReadOnlyList<StoredRecord> page;
        do
        {
            var from = rows.Count == 0 ? prefix : rows[^1].Key.Row + "!";
            page = await Records.RangeAsync(LedgerRows.Partition(Contoso), from, LedgerRows.After(prefix), Page, cancellationToken);
            rows.AddRange(page);
        }
        while (page.Count == Page);
        return rows;
    }

    /// <summary>True when nothing is left to do now: no activity, no work but what waits for its time, nobody at work.</summary>
    public async Task<bool> IsIdleAsync(CancellationToken cancellationToken)
    {
        var work = await RowsAsync(LedgerRows.OutboxPrefix, cancellationToken);
        if (work.Any(row => !WaitsForItsTime(row)))
        {
            return false;
        }

        var inbox = _host.Services.GetRequiredService<ActivityInbox>();
        for (var shard = 0; shard < ActivityInbox.Shards; shard++)
        {
            if (await inbox.AllOpenAsync(shard, cancellationToken).AnyAsync(cancellationToken))
            {
                return false;
            }
        }

        return (await DepthAsync(cancellationToken)).Leased == 0;
    }

    /// <summary>Nobody has answered yet, or what was done is looked at again in some minutes.</summary>
    public static bool WaitsForItsTime(StoredRecord row) => row.Key.Row.StartsWith(LedgerRows.OutboxPrefix + WorkKind.Expire, StringComparison.Ordinal)
        || row.Key.Row.StartsWith(LedgerRows.OutboxPrefix + WorkKind.Watch, StringComparison.Ordinal);

    /// <summary>What is left to do, for a finding that can be understood.</summary>
    public async Task<string> WorkAsync(CancellationToken cancellationToken)
    {
        var work = await RowsAsync(LedgerRows.OutboxPrefix, cancellationToken);
        return string.Join('\n', work.Select(row => $"{row.Key.Row}: {row.Body}").Append((await DepthAsync(cancellationToken)).ToString()));
    }

    public Task<QueueDepth> DepthAsync(CancellationToken cancellationToken) => _host.Services.GetRequiredService<IWorkQueue>().DepthAsync(cancellationToken);

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
