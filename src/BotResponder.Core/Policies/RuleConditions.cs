using System.Collections.Immutable;
using BotResponder.Core.Customers;
using BotResponder.Core.People;

namespace BotResponder.Core.Policies;

/// <summary>When a rule is about a request: every condition must hold, and one that is empty always does.</summary>
public sealed record RuleConditions
{
    public ImmutableArray<CustomerId> Customers { get; init; } = [];

    /// <summary>Ids of actions; <c>device.*</c> means all that begin so.</summary>
    public ImmutableArray<string> Actions { get; init; } = [];

    public ImmutableArray<ActionRisk> Risks { get; init; } = [];

    public ImmutableArray<PersonId> People { get; init; } = [];

    /// <summary>One of these is held by whoever asks.</summary>
    public ImmutableArray<Role> Roles { get; init; } = [];

    public ImmutableArray<PlaceKind> Places { get; init; } = [];

    public HoursOfDay? Hours { get; init; }

    public ImmutableArray<string> TargetKinds { get; init; } = [];

    /// <summary>Names or ids of targets; <c>DC-*</c> means all that begin so.</summary>
    public ImmutableArray<string> Targets { get; init; } = [];

    public bool? Critical { get; init; }

    /// <summary>Only when the glass is broken, or only when it is not.</summary>
    public bool? BreaksGlass { get; init; }

    /// <summary>One of these facts is shown of the target.</summary>
    public ImmutableArray<FactCondition> Facts { get; init; } = [];

    /// <summary>The rule begins to apply when so much was asked for.</summary>
    public Budget? Over { get; init; }

    internal static bool Fits(string pattern, string text) => pattern.EndsWith('*')
        ? text.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase)
        : text.Equals(pattern, StringComparison.OrdinalIgnoreCase);

    internal Match OfRequest(PolicyQuestion question)
    {
        var known = (Customers.IsEmpty || Customers.Contains(question.Customer))
            && (Actions.IsEmpty || Any(Actions, question.Action.Id.Value))
            && (Risks.IsEmpty || Risks.Contains(question.Action.Policy.Risk))
            && (People.IsEmpty || People.Contains(question.Person))
            && (Roles.IsEmpty || question.Roles.Overlaps(Roles))
            && (BreaksGlass is null || BreaksGlass == question.BreaksGlass)
            && (Hours is null || Hours.Holds(question.Hour));
        var here = !known ? Match.No
            : Places.IsEmpty ? Match.Yes
            : question.Place is not { } place ? Match.Unsure
            : Places.Contains(place) ? Match.Yes : Match.No;
        return here == Match.No || Over is null ? here : Least(here, Over.IsCrossed(question, question.Targets.Count(target => OfTarget(target) != Match.No)));
    }

    /// <summary>How many targets of the request the budget of this rule is about, crossed or not.</summary>
    internal int Asks(PolicyQuestion question) =>
        (this with { Over = null }).OfRequest(question) == Match.No ? 0 : question.Targets.Count(target => OfTarget(target) != Match.No);

    private static Match Least(Match one, Match other) => one < other ? one : other;

    internal Match OfTarget(TargetFacts target)
    {
        var known = (TargetKinds.IsEmpty || TargetKinds.Contains(target.Target.Kind, StringComparer.OrdinalIgnoreCase))
            && (Targets.IsEmpty || Any(Targets, target.Target.Name) || Any(Targets, target.Target.Id))
            && (Critical is null || Critical == target.IsCritical);
        return known ? Facts.IsEmpty ? Match.Yes : Facts.Max(fact => target.Says(fact.Label, fact.Text)) : Match.No;
    }

    private static bool Any(ImmutableArray<string> patterns, string text)
    {
        foreach (var pattern in patterns)
        {
            if (Fits(pattern, text))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A fact as the card shows it, with one of the words that it lists: <c>Tags</c> and <c>crown-jewel</c>.</summary>
public sealed record FactCondition(string Label, string Text);

/// <summary>From one time of day until just before another; over midnight when the second is the earlier.</summary>
public sealed record HoursOfDay(TimeOnly From, TimeOnly Until)
{
    public bool Holds(TimeOnly now) => now.IsBetween(From, Until);
}
