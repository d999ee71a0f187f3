using System.Globalization;

namespace BotResponder.Simulator.Graph;

/// <summary>Walks along the tokens of one query.</summary>
internal sealed class KqlReader(string query)
{
    private readonly List<KqlToken> _tokens = KqlTokens.Cut(query);
    private int _at;

    public KqlToken Next => _tokens[_at];

    public bool AtEnd => Next.Kind == KqlTokenKind.End;

    public KqlToken Take() => AtEnd ? throw Wrong("more") : _tokens[_at++];

    /// <summary>Takes the next token if it is this word or symbol (never a string literal).</summary>
    public bool Skip(string text)
    {
        if (Next.Kind is not (KqlTokenKind.Name or KqlTokenKind.Symbol) || Next.Text != text)
        {
            return false;
        }

        _at++;
        return true;
    }

    /// <summary>Takes both tokens if they follow each other.</summary>
    public bool Skip(string first, string second)
    {
        var before = _at;
        if (Skip(first) && Skip(second))
        {
            return true;
        }

        _at = before;
        return false;
    }

    public void Expect(string text)
    {
        if (!Skip(text))
        {
            throw Wrong($"'{text}'");
        }
    }

    public string Name() => Next.Kind == KqlTokenKind.Name ? Take().Text : throw Wrong("a name");

    public string Text() => Next.Kind == KqlTokenKind.Text ? Take().Text : throw Wrong("a string");

    public int Number() => Next.Kind == KqlTokenKind.Number ? (int)(long)Take().Value : throw Wrong("a number");

    public FormatException Wrong(string wanted) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Syntax error: {wanted} expected but '{Next.Text}' found at {Next.At}."));
}
