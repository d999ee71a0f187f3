using System.Collections.Immutable;

namespace BotResponder.Core.Commands;

/// <summary>What somebody typed, taken apart by the grammar. The values are other people's text.</summary>
public sealed record CommandArguments
{
    public required string Verb { get; init; }

    /// <summary>No value at all, to add some to.</summary>
    public static ImmutableSortedDictionary<string, string> None { get; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    public ImmutableSortedDictionary<string, string> Values { get; init; } = None;

    public ImmutableSortedSet<string> Flags { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>What stood after <c>because</c>, trimmed; null when nothing did.</summary>
    public string? Reason { get; init; }

    /// <summary>The value of a required argument.</summary>
    /// <exception cref="KeyNotFoundException">The grammar does not demand it: a bug of the caller.</exception>
    public string this[string name] => Values[name];

    /// <summary>The command once for each item of the grammar's list argument, in the order typed, the same item once; the command itself when it has none.</summary>
    public ImmutableArray<CommandArguments> Each(CommandGrammar grammar) =>
        grammar.Arguments.FirstOrDefault(argument => argument.IsList) is { } list && Find(list.Name) is { } typed
            ? [.. Items(typed).Distinct(StringComparer.OrdinalIgnoreCase).Select(item => this with { Values = Values.SetItem(list.Name, item) })]
            : [this];

    /// <summary>The reverse of <see cref="Each"/>: one command for all, which differ in the list argument only.</summary>
    public static CommandArguments Together(CommandGrammar grammar, IReadOnlyList<CommandArguments> commands) =>
        grammar.Arguments.FirstOrDefault(argument => argument.IsList) is { } list && commands.Count > 1
            ? commands[0] with { Values = commands[0].Values.SetItem(list.Name, string.Join(", ", commands.Select(command => command[list.Name]))) }
            : commands[0];

    public string? Find(string name) => Values.GetValueOrDefault(name);

    public bool Has(string flag) => Flags.Contains(flag);

    /// <summary>Nothing but separators is left as it is: whoever binds it says what is wrong.</summary>
    private static string[] Items(string typed) =>
        typed.Split(CommandWords.Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } items ? items : [typed];
}
