using BotResponder.Core.Audit;
using BotResponder.Core.Records;
using BotResponder.Core.Results;
using BotResponder.Core.Work;

namespace BotResponder.Core.Ledgers;

/// <summary>A decision on its way into the ledger, without its type.</summary>
internal abstract class PendingDecision
{
    /// <summary>Runs the decision against the view. An exception of the decision is kept for its caller and hurts nobody else.</summary>
    /// <returns>What is to be written; null when the decision threw.</returns>
    public abstract ValueTask<DecisionWrites?> DecideAsync(ILedgerView view);

    /// <summary>Everything is durable: the caller gets the answer of the last run.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception exception);
}

/// <summary>What one decision wants to be true.</summary>
internal sealed record DecisionWrites(IReadOnlyList<RowChange> Rows, IReadOnlyList<AuditFact> Facts, IReadOnlyList<OutboxEntry> Outbox)
{
    public bool IsEmpty => Rows.Count == 0 && Facts.Count == 0 && Outbox.Count == 0;

    /// <summary>The most rows that it touches: an audit line brings itself and three index rows.</summary>
    public int RowCount => Rows.Count + (4 * Facts.Count) + Outbox.Count;

    /// <summary>True when no commit could ever hold it.</summary>
    public bool IsTooLarge => RowCount >= RecordLimits.WritesPerCommit || Rows.Any(row => row.Body?.Length > RecordLimits.BodyCharacters);
}

internal sealed class PendingDecision<T>(Func<ILedgerView, CancellationToken, ValueTask<Decision<T>>> decide) : PendingDecision
{
    // Callers go on elsewhere: the writer must not run their continuations.
    private readonly TaskCompletionSource<Result<T>> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Result<T> _latest;

    public Task<Result<T>> Answer => _answer.Task;

    public override async ValueTask<DecisionWrites?> DecideAsync(ILedgerView view)
    {
        // Its caller has been told that it failed: a second run, after a lost race, must not make it true.
        if (_answer.Task.IsCompleted)
        {
            return null;
        }

        try
        {
            var decision = await decide(view, CancellationToken.None);
            _latest = decision.Answer;
            return new(decision.Rows, decision.Facts, decision.Outbox);
        }
#pragma warning disable CA1031 // The exception belongs to this decision's caller, who gets it; its neighbours go on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception);
            return null;
        }
    }

    public override void Complete() => _answer.TrySetResult(_latest);

    public override void Fail(Exception exception) => _answer.TrySetException(exception);
}
