using BotResponder.Core.Records;

namespace BotResponder.Storage.Tests.Records;

internal enum PlannedKind
{
    Insert,
    ReplaceCurrent,
    ReplaceStale,
    Put,
    Delete,
    DeleteCurrent,
    DeleteStale,
}

/// <summary>A write before it is known which tags the engine will have given.</summary>
internal sealed record PlannedWrite(PlannedKind Kind, string Row, string Body);

/// <summary>What a partition should hold: the promise of the seam, over a dictionary.</summary>
internal sealed class RecordModel(string partition, RecordTag foreign)
{
    private readonly SortedDictionary<string, string> _bodies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RecordTag> _current = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<RecordTag>> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    public string Partition => partition;

    public RecordWrite Concrete(PlannedWrite planned)
    {
        var key = new RecordKey(partition, planned.Row);
        return planned.Kind switch
        {
            PlannedKind.Insert => new RecordWrite.Insert(key, planned.Body),
            PlannedKind.ReplaceCurrent => new RecordWrite.Replace(key, planned.Body, Current(planned.Row)),
            PlannedKind.ReplaceStale => new RecordWrite.Replace(key, planned.Body, Stale(planned.Row)),
            PlannedKind.Put => new RecordWrite.Put(key, planned.Body),
            PlannedKind.Delete => new RecordWrite.Delete(key, Tag: null),
            PlannedKind.DeleteCurrent => new RecordWrite.Delete(key, Current(planned.Row)),
            PlannedKind.DeleteStale => new RecordWrite.Delete(key, Stale(planned.Row)),
            _ => throw new InvalidOperationException($"{planned.Kind} has no write."),
        };
    }

    public WriteOutcome Commit(IReadOnlyList<RecordWrite> writes)
    {
        _written.Clear();
        if (!writes.All(Holds))
        {
            return WriteOutcome.Conflict;
        }

        foreach (var write in writes)
        {
            Apply(write);
        }

        return WriteOutcome.Written;
    }

    public void Compare(IReadOnlyList<StoredRecord> found)
    {
        Assert.Equal(_bodies.Select(row => (row.Key, row.Value)), found.Select(record => (record.Key.Row, record.Body)));
        foreach (var record in found)
        {
            var row = record.Key.Row;
            var seen = _seen.TryGetValue(row, out var tags) ? tags : _seen[row] = [];
            Assert.Equal(_written.Contains(row), seen.Add(record.Tag));
            Assert.True(_written.Contains(row) || _current[row] == record.Tag, "A row that was not written has another tag.");
            _current[row] = record.Tag;
        }
    }

    private RecordTag Current(string row) => _current.TryGetValue(row, out var tag) ? tag : foreign;

    private RecordTag Stale(string row) =>
        _seen.TryGetValue(row, out var tags) && tags.FirstOrDefault(tag => tag != Current(row)) is { Value: not null } stale ? stale : foreign;

    private bool Holds(RecordWrite write)
    {
        var there = _bodies.ContainsKey(write.Key.Row);
        return write switch
        {
            RecordWrite.Insert => !there,
            RecordWrite.Replace replace => there && replace.Tag == Current(write.Key.Row),
            RecordWrite.Delete { Tag: { } tag } => there && tag == Current(write.Key.Row),
            _ => true,
        };
    }

    private void Apply(RecordWrite write)
    {
        var body = write switch
        {
            RecordWrite.Insert insert => insert.Body,
            RecordWrite.Replace replace => replace.Body,
            RecordWrite.Put put => put.Body,
            _ => null,
        };
        if (body is null)
        {
            _bodies.Remove(write.Key.Row);
        }
        else
        {
            _bodies[write.Key.Row] = body;
            _written.Add(write.Key.Row);
        }
    }
}
