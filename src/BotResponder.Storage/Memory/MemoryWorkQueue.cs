using System.Globalization;
using BotResponder.Core.Work;

namespace BotResponder.Storage.Memory;

/// <summary>Wake-ups in memory, for tests. A receipt holds until another worker takes the item, even when its lease has run out.</summary>
public sealed class MemoryWorkQueue(TimeProvider time) : IWorkQueue
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];
    private readonly List<ParkedWork> _parked = [];
    private long _last;

    /// <summary>The dead letters, oldest first.</summary>
    public IReadOnlyList<ParkedWork> Parked
    {
        get
        {
            lock (_lock)
            {
                return [.. _parked];
            }
        }
    }

    public Task EnqueueAsync(WorkItem item, TimeSpan delay, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            _entries.Add(new Entry(item) { Due = LeaseRules.After(time, delay) });
            return Task.CompletedTask;
        }
    }

    public Task<IReadOnlyList<LeasedWork>> LeaseAsync(int most, TimeSpan lease, CancellationToken cancellationToken)
    {
        LeaseRules.Check(most, lease);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            var now = LeaseRules.Now(time);
            // OrderBy is stable: of equally due items the one enqueued first comes first.
            Entry[] due = [.. _entries.Where(entry => entry.Due <= now).OrderBy(entry => entry.Due).Take(most)];
            return Task.FromResult<IReadOnlyList<LeasedWork>>([.. due.Select(entry =>
            {
                entry.Attempts++;
                return Hide(entry, lease);
            })]);
        }
    }

    public Task<LeasedWork?> RenewAsync(LeasedWork work, TimeSpan lease, CancellationToken cancellationToken)
    {
        LeaseRules.Check(most: 1, lease);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return Task.FromResult(Held(work) is { } entry ? Hide(entry, lease) : null);
        }
    }

    public Task CompleteAsync(LeasedWork work, CancellationToken cancellationToken) =>
        IfHeldAsync(work, entry => _entries.Remove(entry), cancellationToken);

    public Task ReleaseAsync(LeasedWork work, TimeSpan delay, CancellationToken cancellationToken) => IfHeldAsync(
        work,
        entry =>
        {
            entry.Receipt = null;
            entry.Due = LeaseRules.After(time, delay);
        },
        cancellationToken);

    public Task ParkAsync(LeasedWork work, string reason, CancellationToken cancellationToken) => IfHeldAsync(
        work,
        entry =>
        {
            _entries.Remove(entry);
            _parked.Add(new ParkedWork(entry.Item, reason, time.GetUtcNow()));
        },
        cancellationToken);

    public Task<QueueDepth> DepthAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            var now = LeaseRules.Now(time);
            var leased = _entries.Count(entry => entry.Receipt is not null && entry.Due > now);
            return Task.FromResult(new QueueDepth(_entries.Count - leased, leased, _parked.Count));
        }
    }

    private Task IfHeldAsync(LeasedWork work, Action<Entry> change, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (Held(work) is { } entry)
            {
                change(entry);
            }

            return Task.CompletedTask;
        }
    }

    private Entry? Held(LeasedWork work) => _entries.Find(entry => entry.Receipt is not null && entry.Receipt == work.Receipt);

    private LeasedWork Hide(Entry entry, TimeSpan lease)
    {
        entry.Receipt = (++_last).ToString(CultureInfo.InvariantCulture);
        entry.Due = LeaseRules.After(time, lease);
        return new LeasedWork(entry.Item, entry.Receipt, entry.Attempts);
    }

    private sealed class Entry(WorkItem item)
    {
        public WorkItem Item { get; } = item;

        /// <summary>Unix milliseconds: when it becomes visible, or its lease runs out.</summary>
        public long Due { get; set; }

        public string? Receipt { get; set; }

        public int Attempts { get; set; }
    }
}

/// <summary>A dead letter.</summary>
public sealed record ParkedWork(WorkItem Item, string Reason, DateTimeOffset At);
