using System.Security.Cryptography;
using System.Text.Json;
using BotResponder.Core.Audit;
using BotResponder.Core.Records;
using BotResponder.Core.Work;

namespace BotResponder.Core.Ledgers;

/// <summary>Decisions that will be committed together. Each sees what those before it wrote.</summary>
internal sealed class LedgerBatch(string partition, KnownHead known, KnownRows rows, AuditChain chain, IRecordStore records, DateTimeOffset now)
{
    private readonly Dictionary<string, string?> _rows = new(StringComparer.Ordinal);
    private readonly List<OutboxEntry> _outbox = [];
    private int _bytes;
    private volatile bool _reliesOnKnownRows;

    /// <summary>Tells this commit's head from every other: a commit of rows alone leaves the chain as it was.</summary>
    public string Stamp { get; } = RandomNumberGenerator.GetHexString(16, lowercase: true);

    /// <summary>True when a decision saw a row that was not read for it: what it decided holds only if the head is still the one that was known.</summary>
    public bool ReliesOnKnownRows => _reliesOnKnownRows;

    public DateTimeOffset Now => now;

    public ChainHead Head { get; private set; } = known.Head;

    public IReadOnlyList<OutboxEntry> Outbox => _outbox;

    public bool IsEmpty => _rows.Count == 0;

    /// <summary>True when a decision of this batch writes the row.</summary>
    public bool Has(string row) => _rows.ContainsKey(row);

    public async ValueTask<string?> FindAsync(string row, CancellationToken cancellationToken)
    {
        if (_rows.TryGetValue(row, out var written))
        {
            return written;
        }

        if (rows.TryFind(row, out var known))
        {
            _reliesOnKnownRows = true;
            return known;
        }

        var body = (await records.FindAsync(new(partition, row), cancellationToken))?.Body;
        rows.Keep(row, body);
        return body;
    }

    /// <summary>Its rows are durable, and nobody has committed since.</summary>
    public void KeepWritten()
    {
        foreach (var (row, body) in _rows)
        {
            rows.Keep(row, body);
        }
    }

    /// <summary>True when the decision's rows still fit beside the head. A decision alone always fits; one that never could is refused before.</summary>
    public bool Fits(DecisionWrites writes) =>
        IsEmpty || (_rows.Count + writes.RowCount + 1 <= RecordLimits.WritesPerCommit && _bytes < RecordLimits.CommitBytes / 2);

    public void Add(DecisionWrites writes)
    {
        foreach (var change in writes.Rows)
        {
            Put(change.Row, change.Body);
        }

        foreach (var entry in writes.Outbox)
        {
            Put(LedgerRows.Outbox(entry.Id), JsonSerializer.Serialize(entry, WorkJson.Default.OutboxEntry));
            _outbox.Add(entry);
        }

        foreach (var fact in writes.Facts)
        {
            Append(fact);
        }
    }

    public IReadOnlyList<RecordWrite> Writes()
    {
        var key = new RecordKey(partition, LedgerRows.Head);
        var body = JsonSerializer.Serialize((known.IsSealed ? chain.SealHead(Head) : new(Head, "")) with { Stamp = Stamp }, AuditJson.Default.SealedHead);
        RecordWrite headWrite = known.Tag is { } tag ? new RecordWrite.Replace(key, body, tag) : new RecordWrite.Insert(key, body);
        return
        [
            headWrite,
            .. _rows.Select(row => Write(new(partition, row.Key), row.Value)),
        ];
    }

    /// <summary>A line of the trail is only ever inserted: not even this code can write over one, whatever became of the head.</summary>
    private static RecordWrite Write(RecordKey key, string? body) =>
        body is null ? new RecordWrite.Delete(key, null)
        : LedgerRows.IsAudit(key.Row) ? new RecordWrite.Insert(key, body)
        : new RecordWrite.Put(key, body);

    private void Append(AuditFact fact)
    {
        var sealedEntry = chain.Seal(Head, fact, now);
        Head = new(sealedEntry.Entry.Sequence, sealedEntry.Hash);
        var pointer = LedgerRows.PointTo(Head.Sequence);
        var inverted = LedgerRows.Inverted(Head.Sequence);
        Put(LedgerRows.Audit(Head.Sequence), JsonSerializer.Serialize(sealedEntry, AuditJson.Default.SealedEntry));
        Put(LedgerRows.ActorIndex(fact.Actor.Id) + inverted, pointer);
        if (fact.Request is { } request)
        {
            Put(LedgerRows.RequestIndex(request) + inverted, pointer);
        }

        if (fact.Target is { } target)
        {
            Put(LedgerRows.TargetIndex(target.Kind, target.Id) + inverted, pointer);
        }
    }

    private void Put(string row, string? body)
    {
        _rows[row] = body;
        _bytes += (body?.Length ?? 0) * 2;
    }
}
