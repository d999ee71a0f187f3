using System.Collections.Immutable;
using System.Text;
using BotResponder.Core.Containments;

namespace BotResponder.Core.Commands;

/// <summary>How a command is typed, declared once: the parser, the usage line, help, dialogs and the manifest all read this.</summary>
public sealed record CommandGrammar
{
    /// <summary>A reason has 1 to 500 characters.</summary>
    public const int MaxReasonLength = 500;

    private CommandGrammar(string verb) => Verb = verb;

    /// <summary>One lower-case word.</summary>
    public string Verb { get; private init; }

    /// <summary>Other words that mean the same.</summary>
    public ImmutableArray<string> Aliases { get; private init; } = [];

    /// <summary>In the order in which they are typed; those with a keyword may stand anywhere before the reason.</summary>
    public ImmutableArray<GrammarArgument> Arguments { get; private init; } = [];

    public ImmutableArray<GrammarFlag> Flags { get; private init; } = [];

    /// <summary>True when the command ends in <c>because …</c>, and nobody may leave that out.</summary>
    public bool NeedsReason { get; private init; }

    /// <summary>True when the command may end in <c>because …</c>.</summary>
    public bool AllowsReason { get; private init; }

    /// <summary>How what the command brings about is called while it lasts, and once it is over; null for what does not last. Says that it may be asked for a while.</summary>
    public LastingWords? Lasts { get; private init; }

    /// <summary>A word that may follow the verb and means nothing: <c>still contained</c>. Null for none.</summary>
    public string? Filler { get; private init; }

    /// <summary>One line, for example <c>isolate &lt;device&gt; [selective] because &lt;reason&gt;</c>.</summary>
    public string Usage
    {
        get
        {
            var line = new StringBuilder(Verb);
            foreach (var argument in Arguments.Where(argument => !argument.IsRestAfterKeyword))
            {
                var value = argument.IsList ? $"<{argument.Name}, …>" : $"<{argument.Name}>";
                var words = argument.Keyword is not null ? $"{argument.Keyword} {value}"
                    : argument.Lead.IsEmpty ? value
                    : $"[{string.Join(' ', argument.Lead)}] {value}";
                line.Append(' ').Append(argument.IsRequired ? words : $"[{words}]");
            }

            foreach (var flag in Flags)
            {
                line.Append(" [").Append(flag.Name).Append(']');
            }

            foreach (var argument in Arguments.Where(argument => argument.IsRestAfterKeyword))
            {
                line.Append($" [{argument.Keyword} <{argument.Name}>]");
            }

            var reason = (NeedsReason, AllowsReason) switch
            {
                (true, _) => " because <reason>",
                (_, true) => " [because <comment>]",
                _ => "",
            };
            return line.Append(reason).ToString();
        }
    }

    public static CommandGrammar ForVerb(string verb, params ReadOnlySpan<string> aliases) => new(verb) { Aliases = [.. aliases] };

    /// <summary>A word (or words in double quotes) that must be given.</summary>
    /// <param name="lead">Words that may stand in front of it and mean nothing: <c>who can approve R-4F7K2</c>.</param>
    public CommandGrammar Takes(string name, string help, params ReadOnlySpan<string> lead) => With(new(name, help, Keyword: null, IsRequired: true) { Lead = [.. lead] });

    /// <summary>All that is left of the line, as it was typed. Must be the only argument.</summary>
    /// <param name="lead">As above.</param>
    public CommandGrammar TakesRest(string name, string help, params ReadOnlySpan<string> lead) =>
        With(new(name, help, Keyword: null, IsRequired: true) { IsRest = true, Lead = [.. lead] });

    /// <summary>One or more words with commas (or line ends) between them. Each becomes a target of its own; a grammar has at most one such argument.</summary>
    /// <param name="lead">Words that may stand in front of it and mean nothing: <c>collect package from WS-042</c>.</param>
    public CommandGrammar TakesList(string name, string help, params ReadOnlySpan<string> lead) =>
        With(new GrammarArgument(name, help, Keyword: null, IsRequired: true) { IsList = true, Lead = [.. lead] });

    /// <summary>A word that may be left out. Only the last positional argument may be optional.</summary>
    public CommandGrammar MayTake(string name, string help) => With(new(name, help, Keyword: null, IsRequired: false));

    /// <summary>A word that follows a keyword and must be given: <c>assign da63… to ann@contoso.com</c>.</summary>
    public CommandGrammar TakesAfter(string keyword, string name, string help) => With(new(name, help, keyword, IsRequired: true));

    /// <summary>A word that follows a keyword, and may be left out: <c>audit for WS-042</c>.</summary>
    public CommandGrammar MayTakeAfter(string keyword, string name, string help) => With(new(name, help, keyword, IsRequired: false));

    /// <summary>What it brings about lasts until it is taken back, and may be asked for a while: <c>for 8h</c>. It then stands in the register of what is contained.</summary>
    /// <param name="during">How the target is then called: <c>isolated</c>.</param>
    /// <param name="after">What its undo makes of it: <c>released</c>.</param>
    public CommandGrammar ForAWhile(string during, string after) =>
        MayTakeAfter("for", LeaseTime.Argument, $"how long, such as 8h or 2d; then it is {after} by itself. Left out, it lasts until somebody undoes it") with { Lasts = new(during, after) };

    /// <summary>The verb may be typed with this word behind it.</summary>
    public CommandGrammar FollowedBy(string word) => this with { Filler = word };

    /// <summary>All that stands between a keyword and the reason, as it was typed, quotes included; may be left out: <c>hide da63… when device is ws-042 because …</c>.</summary>
    public CommandGrammar MayTakeRestAfter(string keyword, string name, string help) => With(new(name, help, keyword, IsRequired: false) { IsRest = true });

    /// <summary>A word that changes how it is done.</summary>
    public CommandGrammar Allows(string flag, string help) => this with { Flags = Flags.Add(new(flag, help)) };

    /// <summary>The command asks for a reason.</summary>
    public CommandGrammar Because() => this with { NeedsReason = true, AllowsReason = true };

    /// <summary>The command takes a comment, and does without.</summary>
    public CommandGrammar MayBecause() => this with { AllowsReason = true };

    private CommandGrammar With(GrammarArgument argument) => this with { Arguments = Arguments.Add(argument) };
}

/// <param name="During">For example <c>isolated</c>.</param>
/// <param name="After">For example <c>released</c>.</param>
public sealed record LastingWords(string During, string After);

/// <param name="Name">What it is, in the usage line and in <see cref="CommandArguments"/>.</param>
/// <param name="Help">One line for help and for the question that asks for it.</param>
/// <param name="Keyword">The word in front of it; null for a positional argument.</param>
public sealed record GrammarArgument(string Name, string Help, string? Keyword, bool IsRequired)
{
    public bool IsList { get; init; }

    /// <summary>True when it is the rest of the line.</summary>
    public bool IsRest { get; init; }

    internal bool IsRestAfterKeyword => IsRest && Keyword is not null;

    /// <summary>Lower-case words that may be typed in front of it and are skipped. In double quotes they are values.</summary>
    public ImmutableArray<string> Lead { get; init; } = [];
}

public sealed record GrammarFlag(string Name, string Help);
