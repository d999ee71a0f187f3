using System.Collections.Immutable;
using System.Text.Json;
using BotResponder.Core.Audit;
using BotResponder.Core.Records;
using BotResponder.Core.Work;

namespace BotResponder.Core.Ledgers;

/// <summary>Decisions that will be committed together. Each sees what those before it wrote.</summary>
internal sealed class LedgerBatch(string partition, ChainHead head, KnownRows rows, AuditChain chain, IRecordStore records, DateTimeOffset now)
{
    private readonly Dictionary<string, string?> _rows = new(StringComparer.Ordinal);
    private readonly List<OutboxEntry> _outbox = [];
    private int _bytes;
    private LedgerBatch? _behind;
    private volatile bool _reliesOnKnownRows;

    /// <summary>True when a decision saw a row that was not read for it, or not there yet: what it decided holds only if the head is still the one that was known.</summary>
    public bool ReliesOnKnownRows => _reliesOnKnownRows;

    public DateTimeOffset Now => now;

    public ChainHead Head { get; private set; } = head;

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

        if (_behind?._rows.TryGetValue(row, out written) == true)
        {
            _reliesOnKnownRows = true;
            return written;
        }

        if (rows.Find(row) is { } known)
        {
            _reliesOnKnownRows = true;
            return known.Body;
        }

        var stored = await records.FindAsync(new(partition, row), cancellationToken);
        rows.Keep(row, new(stored?.Body, stored?.Tag));
        return stored?.Body;
    }

    /// <summary>A batch that is to follow this one, and sees its rows although they are still on their way.</summary>
    public LedgerBatch Behind(DateTimeOffset later) => new(partition, Head, rows, chain, records, later) { _behind = this };

    /// <summary>The batch before this one is durable: the store has its rows.</summary>
    public void Land() => _behind = null;

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

    /// <summary>The head first.</summary>
    public IReadOnlyList<RecordWrite> Writes(KnownHead known)
    {
        var key = new RecordKey(partition, LedgerRows.Head);
        var body = JsonSerializer.Serialize(known.IsSealed ? chain.SealHead(Head) : new(Head, ""), AuditJson.Default.SealedHead);
        RecordWrite headWrite = known.Tag is { } tag ? new RecordWrite.Replace(key, body, tag) : new RecordWrite.Insert(key, body);
        return
        [
            headWrite,
            .. _rows.Select(row => Write(new(partition, row.Key), row.Value)),
        ];
    }

    /// <summary>The writes are durable: what they left is known.</summary>
    /// <param name="tags">Of the writes.</param>
    public void Keep(IReadOnlyList<RecordWrite> writes, ImmutableArray<RecordTag> tags)
    {
        for (var place = 1; place < writes.Count; place++)
        {
            var row = writes[place].Key.Row;
            rows.Keep(row, _rows[row] is { } body ? new(body, tags[place]) : new(null, null));
        }
    }

    /// <summary>A line of the trail is only ever inserted: not even this code can write over one, whatever became of the head.</summary>
    private RecordWrite Write(RecordKey key, string? body)
    {
        var known = rows.Find(key.Row)?.Tag;
        return body is null ? new RecordWrite.Delete(key, known)
            : LedgerRows.IsAudit(key.Row) ? new RecordWrite.Insert(key, body)
            : known is { } tag ? new RecordWrite.Replace(key, body, tag)
            : new RecordWrite.Put(key, body);
    }

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
