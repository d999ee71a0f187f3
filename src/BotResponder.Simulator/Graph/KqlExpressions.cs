using System.Collections.Immutable;
using System.Globalization;

namespace BotResponder.Simulator.Graph;

/// <summary>Parses scalar expressions: comparisons, and/or, member paths and a few functions.</summary>
internal sealed class KqlExpressions(KqlReader reader, KqlTable table, DateTimeOffset now)
{
    public KqlExpression Or()
    {
        var left = And();
        while (reader.Skip("or"))
        {
            var (first, second) = (left, And());
            left = Truth(row => KqlValues.IsTrue(first.Of(row)) || KqlValues.IsTrue(second.Of(row)));
        }

        return left;
    }

    private KqlExpression And()
    {
        var left = Comparison();
        while (reader.Skip("and"))
        {
            var (first, second) = (left, Comparison());
            left = Truth(row => KqlValues.IsTrue(first.Of(row)) && KqlValues.IsTrue(second.Of(row)));
        }

        return left;
    }

    private KqlExpression Comparison()
    {
        var left = Path();
        if (In(left) is { } membership)
        {
            return membership;
        }

        foreach (var (symbol, test) in Tests)
        {
            if (reader.Skip(symbol))
            {
                var right = Path();
                return Truth(row => test(left.Of(row), right.Of(row)));
            }
        }

        return left;
    }

    private static readonly ImmutableArray<(string Symbol, Func<object?, object?, bool> Test)> Tests =
    [
        ("==", (left, right) => KqlValues.Equal(left, right, ignoreCase: false)),
        ("!=", (left, right) => !KqlValues.Equal(left, right, ignoreCase: false)),
        ("=~", (left, right) => KqlValues.Equal(left, right, ignoreCase: true)),
        ("!~", (left, right) => !KqlValues.Equal(left, right, ignoreCase: true)),
        ("<=", (left, right) => KqlValues.Compare(left, right) <= 0),
        (">=", (left, right) => KqlValues.Compare(left, right) >= 0),
        ("<", (left, right) => KqlValues.Compare(left, right) < 0),
        (">", (left, right) => KqlValues.Compare(left, right) > 0),
        ("has", KqlValues.Has),
        ("contains", (left, right) => KqlValues.ToText(left).Contains(KqlValues.ToText(right), StringComparison.OrdinalIgnoreCase)),
        ("endswith", (left, right) => KqlValues.ToText(left).EndsWith(KqlValues.ToText(right), StringComparison.OrdinalIgnoreCase)),
        ("startswith", (left, right) => KqlValues.ToText(left).StartsWith(KqlValues.ToText(right), StringComparison.OrdinalIgnoreCase)),
    ];

    private KqlExpression? In(KqlExpression left)
    {
        var wanted = !reader.Skip("!", "in");
        if (wanted && !reader.Skip("in"))
        {
            return null;
        }

        var ignoreCase = reader.Skip("~");
        reader.Expect("(");
        var list = List();
        return Truth(row => list.Any(item => KqlValues.Equal(left.Of(row), item.Of(row), ignoreCase)) == wanted);
    }

    private KqlExpression Path()
    {
        var value = Primary();
        while (true)
        {
            string name;
            if (reader.Skip("."))
            {
                name = reader.Name();
            }
            else if (reader.Skip("["))
            {
                name = reader.Text();
                reader.Expect("]");
            }
            else
            {
                return value;
            }

            var parent = value.Type == "Object" ? value : throw new FormatException($"Member '{name}' of a value that is not dynamic.");
            value = new("Object", row => KqlValues.Member(parent.Of(row), name));
        }
    }

    private KqlExpression Primary()
    {
        if (reader.Skip("("))
        {
            var inner = Or();
            reader.Expect(")");
            return inner;
        }

        var token = reader.Take();
        return token.Kind switch
        {
            KqlTokenKind.Text => new("String", _ => token.Text),
            KqlTokenKind.Number => new("Int64", _ => token.Value),
            KqlTokenKind.TimeSpan => new("TimeSpan", _ => token.Value),
            KqlTokenKind.Name when token.Text is "true" or "false" => Truth(_ => token.Text == "true"),
            KqlTokenKind.Name when reader.Skip("(") => Function(token.Text, List()),
            KqlTokenKind.Name => new(table.Column(token.Text).Type, row => row.GetValueOrDefault(token.Text)),
            _ => throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"Syntax error: unexpected '{token.Text}' at {token.At}.")),
        };
    }

    /// <summary>Expressions up to the closing bracket.</summary>
    private ImmutableArray<KqlExpression> List()
    {
        if (reader.Skip(")"))
        {
            return [];
        }

        var items = ImmutableArray.CreateBuilder<KqlExpression>();
        do
        {
            items.Add(Or());
        }
        while (reader.Skip(","));
        reader.Expect(")");
        return items.ToImmutable();
    }

    private KqlExpression Function(string name, ImmutableArray<KqlExpression> arguments) => (name, arguments) switch
    {
        ("tostring", [var value]) => new("String", row => KqlValues.ToText(value.Of(row))),
        ("parse_json" or "todynamic", [var value]) => new("Object", row => KqlValues.ParseJson(value.Of(row))),
        ("todatetime", [var value]) => new("DateTime", row => KqlValues.ToInstant(value.Of(row))),
        ("toint", [var value]) => new("Int64", row => KqlValues.ToNumber(value.Of(row))),
        ("tolower", [var value]) => new("String", row => KqlValues.ToText(value.Of(row)).ToLowerInvariant()),
        ("isempty", [var value]) => Truth(row => KqlValues.ToText(value.Of(row)).Length == 0),
        ("isnotempty", [var value]) => Truth(row => KqlValues.ToText(value.Of(row)).Length > 0),
        ("now", []) => new("DateTime", _ => now),
        ("ago", [{ Type: "TimeSpan" } span]) => new("DateTime", row => now - (TimeSpan)span.Of(row)!),
        _ => throw new FormatException($"Unknown function: '{name}' with {arguments.Length.ToString(CultureInfo.InvariantCulture)} arguments."),
    };

    private static KqlExpression Truth(Func<ImmutableDictionary<string, object?>, bool> test) => new("SByte", row => test(row));
}
