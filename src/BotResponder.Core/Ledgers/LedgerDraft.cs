namespace BotResponder.Core.Ledgers;

/// <summary>Decisions that were taken in and have not been told yet how they ended: some are made and share a batch, the rest wait.</summary>
internal sealed class LedgerDraft(IEnumerable<PendingDecision> waiting)
{
    private readonly List<PendingDecision> _waiting = [.. waiting];
    private readonly List<PendingDecision> _decided = [];
    private readonly List<(PendingDecision Decision, Exception Why)> _failed = [];

    /// <summary>Null until the first decision is made.</summary>
    public LedgerBatch? Batch { get; private set; }

    public int Count => _waiting.Count + _decided.Count + _failed.Count;

    public bool HasWaiting => _waiting.Count > 0;

    /// <summary>True when one did not fit beside the others: no more are made.</summary>
    public bool IsFull { get; private set; }

    private IEnumerable<PendingDecision> All => [.. _decided, .. _failed.Select(each => each.Decision), .. _waiting];

    /// <summary>Everybody of both who has not been told, to be decided anew: what the decisions saw is not so.</summary>
    public LedgerDraft Again(LedgerDraft next) => new([.. All.Concat(next.All).Where(each => !each.IsOver)]);

    /// <summary>Those that did not fit leave.</summary>
    public LedgerDraft TakeRest()
    {
        var rest = new LedgerDraft(_waiting);
        _waiting.Clear();
        return rest;
    }

    public void Take(PendingDecision decision) => _waiting.Add(decision);

    /// <summary>Makes the decisions that wait, as many as fit into the batch.</summary>
    public async Task DecideAsync(LedgerBatch batch)
    {
        Batch = batch;

        // Side by side, because reading a store far away takes most of the time. The head was read before: what they read holds as long as its tag does.
        var runs = await Task.WhenAll(_waiting.Select(each => SeeAsync(each, batch)));
        for (var index = 0; index < runs.Length; index++)
        {
            var (view, run) = runs[index];
            if (!Place(_waiting[index], view.IsOutdated ? await _waiting[index].DecideAsync(new DecisionView(batch)) : run))
            {
                IsFull = true;
                _waiting.RemoveRange(0, index);
                return;
            }
        }

        _waiting.Clear();
    }

    /// <summary>All that was decided is durable, or nothing had to be.</summary>
    public void Complete()
    {
        _decided.ForEach(each => each.Complete());
        _failed.ForEach(each => each.Decision.Fail(each.Why));
    }

    /// <summary>Everybody is told, unless they know already.</summary>
    public void Fail(Exception exception)
    {
        foreach (var decision in All)
        {
            decision.Fail(exception);
        }
    }

    private bool Place(PendingDecision decision, DecisionRun run)
    {
        if (run.Writes is not { IsTooLarge: false } writes)
        {
            _failed.Add((decision, run.Failure ?? new InvalidOperationException("A decision writes more than one commit can hold.")));
            return true;
        }

        if (!writes.IsEmpty && !Batch!.Fits(writes))
        {
            return false;
        }

        Batch!.Add(writes);
        _decided.Add(decision);
        return true;
    }

    private static async Task<(DecisionView View, DecisionRun Run)> SeeAsync(PendingDecision decision, LedgerBatch batch)
    {
        var view = new DecisionView(batch);
        return (view, await decision.DecideAsync(view));
    }
}
