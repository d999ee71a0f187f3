using System.Globalization;

namespace BotResponder.Journeys.Processes;

/// <summary>The time that a proof may take, from now on.</summary>
/// <param name="shares">How many proofs share <see cref="ProofSettings.Minutes"/>.</param>
internal sealed class ProofBudget(int shares = 1)
{
    private readonly long _begun = TimeProvider.System.GetTimestamp();

    /// <summary>Nothing new is begun from then on.</summary>
    public bool IsSpent => ProofSettings.Minutes is { } minutes && Elapsed >= minutes / shares;

    private TimeSpan Elapsed => TimeProvider.System.GetElapsedTime(_begun);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Elapsed.TotalSeconds:0} s");
}
