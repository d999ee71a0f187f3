namespace BotResponder.Core.Ledgers;

/// <summary>What one decision sees, and what it looked at.</summary>
internal sealed class DecisionView(LedgerBatch batch) : ILedgerView
{
    private readonly List<string> _read = [];

    public DateTimeOffset Now => batch.Now;

    /// <summary>True when a decision that was added to the batch meanwhile writes something that this one has read.</summary>
    public bool IsOutdated => _read.Any(batch.Has);

    public ValueTask<string?> FindAsync(string row, CancellationToken cancellationToken)
    {
        _read.Add(row);
        return batch.FindAsync(row, cancellationToken);
    }
}
