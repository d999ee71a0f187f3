using BotResponder.Defender.Alerts;

namespace BotResponder.Defender.Accounts;

/// <summary>What Entra ID Protection thinks of an account.</summary>
/// <param name="Level">The wire's word: none, low, medium, high; hidden where the licence does not show it.</param>
/// <param name="State">The wire's word: none, atRisk, confirmedCompromised, dismissed, remediated, confirmedSafe.</param>
/// <param name="IsProcessing">What was said of the account last does not show yet.</param>
internal sealed record AccountRisk(string Level, string State, bool IsProcessing, DateTimeOffset? UpdatedAt)
{
    /// <summary>What is unusual about saying anything of a guest's risk.</summary>
    public const string GuestWarning = "This is a guest: the risk of guests is kept by their own organization, and this may change nothing.";

    private const string Nothing = "none";

    public static AccountRisk None { get; } = new(Nothing, Nothing, IsProcessing: false, UpdatedAt: null);

    public bool IsNone => Level == Nothing && State is not ("atRisk" or "confirmedCompromised");

    public bool IsConfirmed => Level == "high" && State == "confirmedCompromised";

    /// <summary>For example <c>medium, at risk</c>.</summary>
    public string Words => State is Nothing ? CaseText.Word(Level) : $"{CaseText.Word(Level)}, {CaseText.Word(State)}";
}
