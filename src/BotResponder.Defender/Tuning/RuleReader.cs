using BotResponder.Core.Results;
using BotResponder.Defender.Api;

namespace BotResponder.Defender.Tuning;

/// <summary>Reads a condition from text; a mistake is answered with what would do instead.</summary>
internal sealed class RuleReader
{
    /// <summary>Tests in one rule; whoever needs more wants two rules.</summary>
    private const int MostTests = 20;

    /// <summary>How deep brackets may stand in brackets.</summary>
    private const int Deepest = 10;

    public const string Example = "file.sha1 is 0a1b… and (device is ws-042 or user is ada@contoso.com)";

    private readonly List<RuleWord> _words;
    private int _at;
    private int _depth;
    private int _tests;
    private string? _wrong;

    private RuleReader(List<RuleWord> words) => _words = words;

    public static Result<RuleCondition> Read(string text)
    {
        if (text.Length > RuleText.MaxLength)
        {
            return Malformed($"It has {text.Length} characters, and at most {RuleText.MaxLength} fit into a rule that a card can show.");
        }

        if (RuleWord.Cut(text) is not { } words)
        {
            return Malformed("A double quote is opened and never closed.");
        }

        var reader = new RuleReader(words);
        var condition = reader.Or();
        return condition is null || reader._wrong is not null ? Malformed(reader._wrong ?? "It ends too early.")
            : reader._at < words.Count ? Malformed($"I understood everything up to “{PlainLine.Of(words[reader._at].Text, 40)}”. Put a value with spaces or brackets into double quotes.")
            : condition;
    }

    private static Problem.Malformed Malformed(string what) => new($"I do not understand the condition. {what} Type, for example: when {Example}. Nothing was done.");

    private RuleCondition? Or()
    {
        var left = And();
        while (left is not null && Skip("or"))
        {
            left = And() is { } right ? new RuleCondition.Or(left, right) : null;
        }

        return left;
    }

    private RuleCondition? And()
    {
        var left = Term();
        while (left is not null && Skip("and"))
        {
            left = Term() is { } right ? new RuleCondition.And(left, right) : null;
        }

        return left;
    }

    private RuleCondition? Term()
    {
        if (!Skip("("))
        {
            return Test();
        }

        if (++_depth > Deepest)
        {
            return Wrong($"Brackets stand in brackets more than {Deepest} deep.");
        }

        var inner = Or();
        _depth--;
        return inner is null || Skip(")") ? inner : Wrong("A bracket is opened and never closed.");
    }

    private RuleCondition.Test? Test()
    {
        if (Take() is not { IsQuoted: false } name || RuleField.Find(name.Text) is not { } field)
        {
            return Wrong($"Each part begins with one of {string.Join(", ", RuleField.All.Select(known => known.Name))}.");
        }

        if (Take() is not { IsQuoted: false } word || RuleOperator.All.FirstOrDefault(known => word.Is(known.Name)) is not { } comparison)
        {
            return Wrong($"After {field} stands one of {string.Join(", ", RuleOperator.All.Select(known => known.Name))}.");
        }

        return ++_tests > MostTests ? Wrong($"A rule has at most {MostTests} parts.")
            : Take() is not { } value || (!value.IsQuoted && (RuleWord.IsReserved(value.Text) || value.Text is "(" or ")")) || !RuleText.IsValue(value.Text)
                ? Wrong($"After “{field} {comparison}” stands a value.")
                : new(field, comparison, value.Text);
    }

    private RuleWord? Take() => _at < _words.Count ? _words[_at++] : null;

    private bool Skip(string word)
    {
        var isThere = _at < _words.Count && _words[_at].Is(word);
        _at += isThere ? 1 : 0;
        return isThere;
    }

    private RuleCondition.Test? Wrong(string what)
    {
        _wrong ??= what;
        return null;
    }
}
