using System.Globalization;
using System.Text;

namespace BotResponder.Defender.Api;

/// <summary>A KQL string literal. The only place where text from outside enters a hunting query, which has no parameters.</summary>
/// <remarks>Everything but printable ASCII becomes <c>\uXXXX</c>, so no quote, line end or look-alike can close the literal.</remarks>
internal readonly record struct KqlLiteral
{
    private readonly string _text;

    private KqlLiteral(string text) => _text = text;

    public static KqlLiteral Of(string value)
    {
        var literal = new StringBuilder("\"", value.Length + 2);
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' or '\\' => literal.Append('\\').Append(character),
                >= ' ' and <= '~' => literal.Append(character),
                _ => literal.Append("\\u").Append(((int)character).ToString("X4", CultureInfo.InvariantCulture)),
            };
        }

        return new(literal.Append('"').ToString());
    }

    /// <summary>With its quotes.</summary>
    public override string ToString() => _text;
}
