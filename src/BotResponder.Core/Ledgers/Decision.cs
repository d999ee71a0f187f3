using System.Collections.Immutable;
using BotResponder.Core.Audit;
using BotResponder.Core.Results;
using BotResponder.Core.Work;

namespace BotResponder.Core.Ledgers;

/// <summary>What a use case decided: its answer, and everything that must become true together with it.</summary>
/// <param name="Answer">Given to the caller once the rest is durable.</param>
public sealed record Decision<T>(Result<T> Answer)
{
    /// <summary>Rows to write or remove. What was read for the decision still holds when they are written: the chain head's tag sees to it.</summary>
    public ImmutableArray<RowChange> Rows { get; init; } = [];

    /// <summary>At least one, unless nothing at all is changed.</summary>
    public ImmutableArray<AuditFact> Facts { get; init; } = [];

    /// <summary>What must be done afterwards.</summary>
    public ImmutableArray<OutboxEntry> Outbox { get; init; } = [];

    /// <summary>Nothing is written.</summary>
    public static Decision<T> Nothing(Result<T> answer) => new(answer);

    /// <summary>Both, in one commit; the answer stays this one's.</summary>
    public Decision<T> With<TOther>(Decision<TOther> other) =>
        this with { Rows = [.. Rows, .. other.Rows], Facts = [.. Facts, .. other.Facts], Outbox = [.. Outbox, .. other.Outbox] };

    /// <summary>Refused, and written down.</summary>
    public static Decision<T> Refused(Problem problem, AuditFact fact) => new(problem) { Facts = [fact with { Problem = problem.Code }] };
}

/// <param name="Row">A row of the customer's partition.</param>
/// <param name="Body">JSON text; null removes the row.</param>
public sealed record RowChange(string Row, string? Body);

/// <summary>Reads rows as the decision before this one left them, even when that one is not committed yet.</summary>
public interface ILedgerView
{
    /// <summary>The customer's clock reading for this decision.</summary>
    DateTimeOffset Now { get; }

    /// <summary>The row's body, or null when there is none.</summary>
    ValueTask<string?> FindAsync(string row, CancellationToken cancellationToken);
}
