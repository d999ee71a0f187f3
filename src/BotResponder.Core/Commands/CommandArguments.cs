using System.Collections.Immutable;

namespace BotResponder.Core.Commands;

/// <summary>What somebody typed, taken apart by the grammar. The values are other people's text.</summary>
public sealed record CommandArguments
{
    public required string Verb { get; init; }

    public ImmutableSortedDictionary<string, string> Values { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    public ImmutableSortedSet<string> Flags { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>What stood after <c>because</c>, trimmed; null when nothing did.</summary>
    public string? Reason { get; init; }

    /// <summary>The value of a required argument.</summary>
    /// <exception cref="KeyNotFoundException">The grammar does not demand it: a bug of the caller.</exception>
    public string this[string name] => Values[name];

    public string? Find(string name) => Values.GetValueOrDefault(name);

    public bool Has(string flag) => Flags.Contains(flag);
}
