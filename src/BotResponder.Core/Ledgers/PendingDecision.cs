using BotResponder.Core.Audit;
using BotResponder.Core.Records;
using BotResponder.Core.Results;
using BotResponder.Core.Work;

namespace BotResponder.Core.Ledgers;

/// <summary>A decision on its way into the ledger, without its type.</summary>
internal abstract class PendingDecision
{
    /// <summary>Runs the decision against the view. An exception is its caller's, and hurts nobody else.</summary>
    /// <returns>What is to be written, or why nothing can be.</returns>
    public abstract Task<DecisionRun> DecideAsync(ILedgerView view);

    /// <summary>Its caller has been told how it ended: a second run, after a lost race, must not make anything else true.</summary>
    public abstract bool IsOver { get; }

    /// <summary>Everything is durable: the caller gets the answer of the last run.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception exception);
}

/// <summary>One of the two.</summary>
internal sealed record DecisionRun(DecisionWrites? Writes, Exception? Failure);

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

    public override bool IsOver => _answer.Task.IsCompleted;

    public override async Task<DecisionRun> DecideAsync(ILedgerView view)
    {
        try
        {
            var decision = await decide(view, CancellationToken.None);
            _latest = decision.Answer;
            return new(new(decision.Rows, decision.Facts, decision.Outbox), null);
        }
#pragma warning disable CA1031 // The exception belongs to this decision's caller, who gets it; its neighbours go on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new(null, exception);
        }
    }

    public override void Complete() => _answer.TrySetResult(_latest);

    public override void Fail(Exception exception) => _answer.TrySetException(exception);
}
