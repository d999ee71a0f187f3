using System.Collections.Immutable;
using BotResponder.Core.Actions;

namespace BotResponder.Host.Extension;

/// <summary>Something in a message that a response action could be about. Anybody's text, in one of a few strict shapes.</summary>
internal sealed record FoundTarget(TargetSort Sort, string Text);

/// <summary>What a name or number looks like. Whether it exists is for the action to find out.</summary>
internal enum TargetSort
{
    Device,
    Account,
    File,
    Address,
    Url,
}

internal static class TargetSorts
{
    /// <summary>How response actions call their first argument in what they declare.</summary>
    private static ImmutableArray<string> Words(TargetSort sort) => sort switch
    {
        TargetSort.Device => ["device"],
        TargetSort.Account => ["account", "user"],
        TargetSort.File => ["file", "hash", "indicator"],
        TargetSort.Address => ["address", "ip", "indicator"],
        TargetSort.Url => ["url", "indicator"],
        _ => throw new InvalidOperationException($"Nobody wrote which actions take {sort}."),
    };

    /// <summary>True when the action's first argument is of this sort.</summary>
    public static bool IsTakenBy(this TargetSort sort, ActionDescriptor action) =>
        action.Grammar.Arguments is [{ IsRequired: true, Keyword: null } first, ..]
        && Words(sort).Contains(first.Name, StringComparer.OrdinalIgnoreCase);
}
