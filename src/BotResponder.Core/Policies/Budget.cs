using System.Collections.Immutable;
using System.Globalization;
using BotResponder.Core.People;

namespace BotResponder.Core.Policies;

/// <summary>How much may be asked for before a rule applies.</summary>
/// <param name="Name">The rule's: what is counted is counted for it.</param>
/// <param name="Targets">So many within the window are free; with one more the rule applies. 1 to 100,000.</param>
/// <param name="Within">Rolling window, 1 minute to 30 days.</param>
/// <param name="IsPerAsker">True: each person's requests are counted apart; false: those of everybody who asks for this customer together.</param>
public sealed record Budget(string Name, int Targets, TimeSpan Within, bool IsPerAsker)
{
    /// <summary>Null when everybody's requests are counted together.</summary>
    internal PersonId? Counted(PolicyQuestion question) => IsPerAsker ? question.Person : null;

    /// <param name="asked">Targets of this request.</param>
    /// <returns>Unsure when what was asked before is not known.</returns>
    internal Match IsCrossed(PolicyQuestion question, int asked) =>
        !question.Spent.TryGetValue(Name, out var spent) ? Match.Unsure : spent + asked > Targets ? Match.Yes : Match.No;

    internal string Describe() => string.Create(
        CultureInfo.InvariantCulture, $"more than {Targets} targets within {Within:c}{(IsPerAsker ? " by one person" : "")}");
}

/// <summary>What was asked for in the window of a budget, in at most 61 parts: the oldest part leaves as a whole, up to a sixtieth of the window late.</summary>
public sealed record Spending(ImmutableArray<SpentPart> Parts)
{
    private const int PartsInWindow = 60;

    public static Spending None { get; } = new([]);

    public int Targets => Parts.Sum(part => part.Targets);

    /// <summary>Without what has left the window.</summary>
    public Spending At(DateTimeOffset now, TimeSpan within) => new([.. Parts.Where(part => part.Since + (within / PartsInWindow) > now - within)]);

    public Spending With(int targets, DateTimeOffset now, TimeSpan within) => Parts is [.. var older, var last] && now < last.Since + (within / PartsInWindow)
        ? new([.. older, last with { Targets = last.Targets + targets }])
        : new(Parts.Add(new(now, targets)));
}

public sealed record SpentPart(DateTimeOffset Since, int Targets);
