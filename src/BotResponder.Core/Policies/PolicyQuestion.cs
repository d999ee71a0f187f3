using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.People;

namespace BotResponder.Core.Policies;

/// <summary>All that a policy may look at: who wants to do what to which targets, where and when.</summary>
public sealed record PolicyQuestion
{
    public required ActionDescriptor Action { get; init; }

    public required CustomerId Customer { get; init; }

    public required PersonId Person { get; init; }

    /// <summary>What the person is for the customer.</summary>
    public required ImmutableHashSet<Role> Roles { get; init; }

    /// <summary>Null when it is not known: rules that forbid or restrict then apply, and rules that allow do not.</summary>
    public required PlaceKind? Place { get; init; }

    /// <summary>The hour of day in the customer's time zone.</summary>
    public required TimeOnly Hour { get; init; }

    public required ImmutableArray<TargetFacts> Targets { get; init; }

    /// <summary>Other people's text.</summary>
    public required string Reason { get; init; }

    /// <summary>True when somebody breaks the glass: it would run without approval.</summary>
    public bool BreaksGlass { get; init; }

    /// <summary>Targets that were asked for before, by the name of the budget. What is missing is not known: the rule then applies.</summary>
    public ImmutableDictionary<string, int> Spent { get; init; } = ImmutableDictionary<string, int>.Empty;
}

/// <summary>Where somebody asked.</summary>
public enum PlaceKind
{
    Channel,
    GroupChat,
    Personal,
}

/// <summary>What a policy knows of one target: the words that its preview showed.</summary>
public sealed record TargetFacts(ActionTarget Target, bool IsCritical)
{
    /// <summary>What a preview says in place of what it could not read.</summary>
    private static readonly ImmutableArray<string> Unread = ["unknown", "could not be read"];

    private ImmutableDictionary<string, string> Facts { get; init; } = ImmutableDictionary<string, string>.Empty;

    public static TargetFacts Of(ActionPreview preview) => new(preview.Target, preview.IsCritical)
    {
        Facts = preview.Facts.GroupBy(fact => fact.Label, StringComparer.OrdinalIgnoreCase)
            .ToImmutableDictionary(group => group.Key, group => group.First().Text, StringComparer.OrdinalIgnoreCase),
    };

    /// <returns>Unsure when the fact is not there, was not read, or was cut.</returns>
    internal Match Says(string label, string text)
    {
        if (!Facts.TryGetValue(label, out var shown) || Unread.Contains(shown, StringComparer.OrdinalIgnoreCase))
        {
            return Match.Unsure;
        }

        var isThere = shown.Equals(text, StringComparison.OrdinalIgnoreCase)
            || shown.Split(',', StringSplitOptions.TrimEntries).Contains(text, StringComparer.OrdinalIgnoreCase);
        return isThere ? Match.Yes : shown.EndsWith('…') ? Match.Unsure : Match.No;
    }
}

/// <summary>Whether a condition holds. In order: of several that must all hold the least counts, of several of which one is enough the greatest.</summary>
internal enum Match
{
    No,
    Unsure,
    Yes,
}
