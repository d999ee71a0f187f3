using System.Globalization;
using System.Text;

namespace BotResponder.Simulator.Graph;

internal enum KqlTokenKind
{
    End,
    Name,
    Text,
    Number,
    TimeSpan,
    Symbol,
}

/// <param name="Text">For a string: its value, escapes undone.</param>
internal readonly record struct KqlToken(KqlTokenKind Kind, string Text, int At)
{
    public object Value => Kind switch
    {
        KqlTokenKind.Number => long.Parse(Text, CultureInfo.InvariantCulture),
        KqlTokenKind.TimeSpan => KqlTokens.Span(Text),
        _ => Text,
    };
}

/// <summary>Cuts a query into tokens. A FormatException says what is wrong and where.</summary>
internal static class KqlTokens
{
    private static readonly string[] Symbols =
        ["==", "!=", "=~", "!~", "<=", ">=", "<", ">", "=", "|", "(", ")", "[", "]", ",", ".", "*", "~", "!", "-"];

    public static List<KqlToken> Cut(string query)
    {
        List<KqlToken> tokens = [];
        var at = 0;
        while (SkipBlanks(query, ref at))
        {
            tokens.Add(One(query, ref at));
        }

        tokens.Add(new(KqlTokenKind.End, "end of query", at));
        return tokens;
    }

    /// <param name="text">A number and d, h, m or s.</param>
    public static TimeSpan Span(string text)
    {
        var number = int.Parse(text.AsSpan(0, text.Length - 1), CultureInfo.InvariantCulture);
        return text[^1] switch
        {
            'd' => TimeSpan.FromDays(number),
            'h' => TimeSpan.FromHours(number),
            'm' => TimeSpan.FromMinutes(number),
            _ => TimeSpan.FromSeconds(number),
        };
    }

    private static bool SkipBlanks(string query, ref int at)
    {
        while (at < query.Length)
        {
            if (char.IsWhiteSpace(query[at]))
            {
                at++;
            }
            else if (string.CompareOrdinal(query, at, "//", 0, 2) == 0)
            {
                var end = query.IndexOf('\n', at);
                at = end < 0 ? query.Length : end;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private static KqlToken One(string query, ref int at)
    {
        var start = at;
        var first = query[at];
        if (first is '"' or '\'' or '@')
        {
            return new(KqlTokenKind.Text, first == '@' ? Verbatim(query, ref at) : Escaped(query, ref at), start);
        }

        if (char.IsAsciiLetterOrDigit(first) || first == '_')
        {
            while (at < query.Length && (char.IsAsciiLetterOrDigit(query[at]) || query[at] is '_'))
            {
                at++;
            }

            return Word(query[start..at], start);
        }

        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(query, at, symbol, 0, symbol.Length) == 0)
            {
                at += symbol.Length;
                return new(KqlTokenKind.Symbol, symbol, start);
            }
        }

        throw Wrong($"unexpected '{first}'", at);
    }

    private static KqlToken Word(string word, int start) =>
        !char.IsAsciiDigit(word[0]) ? new(KqlTokenKind.Name, word, start)
        : word.Length < 10 && word.All(char.IsAsciiDigit) ? new(KqlTokenKind.Number, word, start)
        : word.Length < 7 && word[..^1].All(char.IsAsciiDigit) && word[^1] is 'd' or 'h' or 'm' or 's' ? new(KqlTokenKind.TimeSpan, word, start)
        : throw Wrong($"'{word}' is no number", start);

    /// <summary><c>@"…"</c>: a backslash is a backslash, the quote is doubled.</summary>
    private static string Verbatim(string query, ref int at)
    {
        var start = at++;
        if (at == query.Length || query[at] is not ('"' or '\''))
        {
            throw Wrong("unexpected '@'", start);
        }

        var quote = query[at++];
        var text = new StringBuilder();
        while (at < query.Length && query[at] is not '\n')
        {
            if (query[at] == quote && (++at == query.Length || query[at] != quote))
            {
                return text.ToString();
            }

            text.Append(query[at++]);
        }

        throw Wrong("the string is not closed", start);
    }

    private static string Escaped(string query, ref int at)
    {
        var start = at;
        var quote = query[at++];
        var text = new StringBuilder();
        while (at < query.Length && query[at] is not ('\n' or '\r'))
        {
            var next = query[at++];
            if (next == quote)
            {
                return text.ToString();
            }

            text.Append(next == '\\' ? Escape(query, ref at) : next);
        }

        throw Wrong("the string is not closed", start);
    }

    private static char Escape(string query, ref int at)
    {
        var letter = at < query.Length ? query[at++] : '\0';
        if (letter == 'u' && at + 4 <= query.Length
            && ushort.TryParse(query.AsSpan(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            at += 4;
            return (char)code;
        }

        return letter switch
        {
            '\\' or '"' or '\'' => letter,
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => throw Wrong("unknown escape in a string", at),
        };
    }

    private static FormatException Wrong(string what, int at) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Syntax error: {what} at {at}."));
}
