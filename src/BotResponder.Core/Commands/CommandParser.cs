using System.Collections.Immutable;
using BotResponder.Core.Results;

namespace BotResponder.Core.Commands;

/// <summary>Takes a typed line apart. Pure. What is missing is listed, not refused: a dialog asks for it.</summary>
public sealed class CommandParser(IEnumerable<CommandGrammar> vocabulary)
{
    /// <summary>A command is a line or a list of names, not a document: three hundred names of thirty characters fit.</summary>
    public const int MaxLength = 10_000;

    private readonly ImmutableArray<CommandGrammar> _vocabulary = [.. vocabulary];

    /// <returns>The command with what it still lacks; or one sentence that says what was wrong and what to type.</returns>
    public Result<ParsedCommand> Parse(string text)
    {
        if (text.Length > MaxLength)
        {
            return new Problem.Malformed($"That message has {text.Length} characters; a command has at most {MaxLength}. Nothing was done: please send just the command.");
        }

        if (!CommandWords.TryRead(text, out var words))
        {
            return new Problem.Malformed("A double quote is opened and never closed. Please close it and send the command again.");
        }

        if (words.Length == 0)
        {
            return new Problem.Malformed("Tell me what to do, for example: isolate WS-042 because ransomware. Type help for all commands.");
        }

        var verb = words[0].Text;
        var grammar = _vocabulary.FirstOrDefault(known => Answers(known, verb));
        return grammar is null ? Unknown(verb) : Fill(grammar, WithoutFiller(grammar, words[1..]), text);
    }

    private static bool Answers(CommandGrammar grammar, string verb) =>
        grammar.Verb.Equals(verb, StringComparison.OrdinalIgnoreCase) || grammar.Aliases.Contains(verb, StringComparer.OrdinalIgnoreCase);

    private static ImmutableArray<CommandWord> WithoutFiller(CommandGrammar grammar, ImmutableArray<CommandWord> words) =>
        words is [{ IsQuoted: false } first, ..] && first.Text.Equals(grammar.Filler, StringComparison.OrdinalIgnoreCase) ? words[1..] : words;

    private Problem Unknown(string verb)
    {
        var nearest = Suggestion.Nearest(verb, _vocabulary.Select(grammar => grammar.Verb).Concat(_vocabulary.SelectMany(grammar => grammar.Aliases)));
        var shown = Suggestion.Quote(verb);
        return new Problem.Malformed(nearest is null
            ? $"I do not know the command {shown}. Type help to see what I can do."
            : $"I do not know the command {shown}. Did you mean {nearest}? Type help {nearest} to see how it is used.");
    }

    private static Result<ParsedCommand> Fill(CommandGrammar grammar, ImmutableArray<CommandWord> words, string text)
    {
        var reason = grammar.AllowsReason ? TakeReason(ref words, text) : null;
        if (CheckReason(reason) is { } tooLong)
        {
            return tooLong;
        }

        var arguments = new CommandArguments { Verb = grammar.Verb, Reason = string.IsNullOrEmpty(reason) ? null : reason };
        for (var index = 0; index < words.Length; index++)
        {
            var word = words[index];
            if (Keyword(grammar, word) is { } keyed && index + 1 < words.Length && arguments.Find(keyed.Name) is null)
            {
                var value = keyed.IsRest ? text[words[index + 1].RawStart..words[^1].End] : words[index + 1].Text;
                arguments = arguments with { Values = arguments.Values.SetItem(keyed.Name, value) };
                index = keyed.IsRest ? words.Length : index + 1;
            }
            else if (NextPositional(grammar, arguments) is { IsRest: true } rest && !IsLead(rest, word))
            {
                return new ParsedCommand(grammar, arguments with { Values = arguments.Values.SetItem(rest.Name, text[word.Start..].Trim()) });
            }
            else if (NextPositional(grammar, arguments) is { } next && !IsFlag(grammar, word))
            {
                arguments = IsLead(next, word) ? arguments
                    : arguments with { Values = arguments.Values.SetItem(next.Name, next.IsList ? TakeList(grammar, words, text, ref index) : word.Text) };
            }
            else if (IsFlag(grammar, word))
            {
                arguments = arguments with { Flags = arguments.Flags.Add(word.Text.ToLowerInvariant()) };
            }
            else
            {
                return Surplus(grammar, word);
            }
        }

        return new ParsedCommand(grammar, arguments);
    }

    /// <summary>Takes words as long as a separator stands between them, at either of the two or as a line end.</summary>
    private static string TakeList(CommandGrammar grammar, ImmutableArray<CommandWord> words, string text, ref int index)
    {
        var first = words[index];
        while (index + 1 < words.Length && words[index + 1] is var next && !IsFlag(grammar, next)
            && text.AsSpan((words[index].End - 1)..(next.Start + 1)).IndexOfAny(CommandWords.Separators) >= 0)
        {
            index++;
        }

        return first == words[index] ? first.Text : text[first.Start..words[index].End].Replace("\"", "", StringComparison.Ordinal);
    }

    /// <summary>The one check of a reason's length, for typed lines and for answers alike.</summary>
    public static Problem? CheckReason(string? reason) => reason is { Length: > CommandGrammar.MaxReasonLength }
        ? new Problem.Malformed($"The reason has {reason.Length} characters; at most {CommandGrammar.MaxReasonLength} fit. Nothing was done: please send it again, shorter.")
        : null;

    private static string? TakeReason(ref ImmutableArray<CommandWord> words, string text)
    {
        var because = words.FirstOrDefault(word => !word.IsQuoted && word.Text.Equals("because", StringComparison.OrdinalIgnoreCase));
        if (because is null)
        {
            return null;
        }

        words = words[..words.IndexOf(because)];
        return text[because.End..].Trim();
    }

    private static GrammarArgument? Keyword(CommandGrammar grammar, CommandWord word) => word.IsQuoted
        ? null
        : grammar.Arguments.FirstOrDefault(argument => argument.Keyword is { } keyword && keyword.Equals(word.Text, StringComparison.OrdinalIgnoreCase));

    private static GrammarArgument? NextPositional(CommandGrammar grammar, CommandArguments arguments) =>
        grammar.Arguments.FirstOrDefault(argument => argument.Keyword is null && !arguments.Values.ContainsKey(argument.Name));

    private static bool IsFlag(CommandGrammar grammar, CommandWord word) =>
        !word.IsQuoted && grammar.Flags.Any(flag => flag.Name.Equals(word.Text, StringComparison.OrdinalIgnoreCase));

    private static bool IsLead(GrammarArgument argument, CommandWord word) =>
        !word.IsQuoted && argument.Lead.Contains(word.Text, StringComparer.OrdinalIgnoreCase);

    private static Problem Surplus(CommandGrammar grammar, CommandWord word) => new Problem.Malformed(
        $"I understood everything but {Suggestion.Quote(word.Text)}. Nothing was done. Please type: {grammar.Usage}{(grammar.AllowsReason ? " (put the word because before the reason)" : "")}");
}

/// <param name="Arguments">Checked against the grammar; may still lack what <see cref="Missing"/> names.</param>
public sealed record ParsedCommand(CommandGrammar Grammar, CommandArguments Arguments)
{
    /// <summary>The name under which a missing reason is asked for.</summary>
    public const string Reason = "reason";

    /// <summary>What must still be asked for, in the order of the grammar.</summary>
    public ImmutableArray<string> Missing =>
    [
        .. Grammar.Arguments.Where(argument => argument.IsRequired && !Arguments.Values.ContainsKey(argument.Name)).Select(argument => argument.Name),
        .. Grammar.NeedsReason && Arguments.Reason is null ? new[] { Reason } : [],
    ];
}
