using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Identity;

/// <summary>What Entra ID Protection thinks of the accounts of all tenants. There is no timer: what was said of somebody shows by the clock. Safe from many threads.</summary>
internal sealed class RiskStates(SimulatorOptions options)
{
    private readonly Lock _lock = new();
    private readonly DateTimeOffset _start = options.Time.GetUtcNow();
    private readonly Dictionary<string, (RiskState Shown, RiskState Next)> _said = new(StringComparer.Ordinal);

    public RiskState Of(Account account)
    {
        lock (_lock)
        {
            return !_said.TryGetValue(account.Id, out var said) ? Detected(account)
                : said.Next.UpdatedAt + options.RiskDelay <= options.Time.GetUtcNow() ? said.Next
                : said.Shown with { IsProcessing = true };
        }
    }

    public void Confirm(Account account) => Say(account, new("high", "confirmedCompromised", "adminConfirmedUserCompromised", Now));

    public void Dismiss(Account account) => Say(account, new("none", "dismissed", "adminDismissedAllRiskForUser", Now));

    private DateTimeOffset Now => options.Time.GetUtcNow();

    private void Say(Account account, RiskState next)
    {
        lock (_lock)
        {
            _said[account.Id] = (Of(account) with { IsProcessing = false }, next);
        }
    }

    private RiskState Detected(Account account) => account.DetectedRisk is "none"
        ? new("none", "none", "none", UpdatedAt: null)
        : new(account.DetectedRisk, "atRisk", "none", _start.AddHours(-20));
}

/// <summary>What Entra ID Protection shows of an account: the wire's words.</summary>
/// <param name="UpdatedAt">Null for who was never at risk: riskyUsers does not know them.</param>
public sealed record RiskState(string Level, string State, string Detail, DateTimeOffset? UpdatedAt)
{
    public bool IsProcessing { get; init; }
}
