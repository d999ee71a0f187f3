using System.Globalization;

namespace BotResponder.Simulator.Defender;

/// <summary>Cuts a filter into words, strings in single quotes (a quote doubled inside) and punctuation.</summary>
internal sealed class ODataTokens(string text)
{
    private int _at;

    /// <summary>Takes the next token if it is this one.</summary>
    public bool Skip(string token)
    {
        var before = _at;
        if (Next() == token)
        {
            return true;
        }

        _at = before;
        return false;
    }

    public void Expect(string token)
    {
        var found = Next();
        if (found != token)
        {
            throw new FormatException($"'{token}' expected but '{found}' found at {_at}.");
        }
    }

    public void ExpectEnd() => Expect("");

    public string Word()
    {
        var word = Next();
        return word.Length > 0 && (char.IsAsciiLetter(word[0]) || word[0] == '_')
            ? word
            : throw new FormatException($"A name was expected at {_at}.");
    }

    public string Text()
    {
        var literal = Next();
        return literal.StartsWith('\'') ? literal[1..^1].Replace("''", "'", StringComparison.Ordinal)
            : throw new FormatException($"A string in single quotes was expected at {_at}.");
    }

    public object Number() => int.TryParse(Next(), CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new FormatException($"A number was expected at {_at}.");

    public DateTimeOffset Instant() =>
        DateTimeOffset.TryParse(Next(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw new FormatException($"An instant was expected at {_at}.");

    private string Next()
    {
        while (_at < text.Length && text[_at] == ' ')
        {
            _at++;
        }

        if (_at == text.Length)
        {
            return "";
        }

        var start = _at;
        _at = text[start] == '\'' ? EndOfString(start) : IsWordCharacter(start, start) ? EndOfWord(start) : start + 1;
        return text[start.._at];
    }

    private int EndOfWord(int start)
    {
        var end = start;
        while (end < text.Length && IsWordCharacter(start, end))
        {
            end++;
        }

        return end;
    }

    /// <summary>Instants begin with a digit and have colons and plus signs in them.</summary>
    private bool IsWordCharacter(int start, int at) =>
        char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '-' or '.' || (text[at] is ':' or '+' && char.IsAsciiDigit(text[start]));

    private int EndOfString(int start)
    {
        for (var end = start + 1; end < text.Length; end++)
        {
            if (text[end] != '\'')
            {
                continue;
            }

            if (end + 1 == text.Length || text[end + 1] != '\'')
            {
                return end + 1;
            }

            end++;
        }

        throw new FormatException("The string is not closed.");
    }
}
