namespace BotResponder.Simulator.Defender;

/// <summary>A field that a filter may name, and how to read it.</summary>
/// <param name="Kind">What its literals look like.</param>
internal sealed record ODataField<T>(ODataKind Kind, Func<T, object?> Read);

internal enum ODataKind
{
    Text,
    Number,
    Instant,
    TextList,
}

/// <summary>
/// Parses <c>$filter</c>: eq, and, or, brackets, startswith(field,'x'), <c>list/any(x: x eq 'y')</c>, and lt, le, gt, ge on instants.
/// Anything else is an error, and so is a filter of more than 100 nodes, which Microsoft's OData libraries refuse where nobody raised that (it is not
/// documented what Defender does): better refused here than first in production.
/// </summary>
internal sealed class ODataFilter<T>
{
    private const int MostNodes = 100;

    private readonly IReadOnlyDictionary<string, ODataField<T>> _fields;
    private readonly ODataTokens _tokens;
    private int _nodes;

    private ODataFilter(string text, IReadOnlyDictionary<string, ODataField<T>> fields)
    {
        _fields = fields;
        _tokens = new(text);
    }

    /// <exception cref="FormatException">Not understood; the message says where.</exception>
    public static Func<T, bool> Parse(string? text, IReadOnlyDictionary<string, ODataField<T>> fields)
    {
        if (text is null)
        {
            return _ => true;
        }

        var filter = new ODataFilter<T>(text, fields);
        var parsed = filter.Or();
        filter._tokens.ExpectEnd();
        return parsed;
    }

    private Func<T, bool> Or()
    {
        var left = And();
        while (_tokens.Skip("or"))
        {
            Count(1);
            var (first, second) = (left, And());
            left = item => first(item) || second(item);
        }

        return left;
    }

    private Func<T, bool> And()
    {
        var left = Term();
        while (_tokens.Skip("and"))
        {
            Count(1);
            var (first, second) = (left, Term());
            left = item => first(item) && second(item);
        }

        return left;
    }

    private Func<T, bool> Term()
    {
        if (_tokens.Skip("("))
        {
            var inner = Or();
            _tokens.Expect(")");
            return inner;
        }

        Count(3);
        return _tokens.Skip("startswith") ? StartsWith() : Comparison();
    }

    /// <summary>A comparison or a function has itself, a field and a literal.</summary>
    private void Count(int nodes)
    {
        _nodes += nodes;
        if (_nodes > MostNodes)
        {
            throw new FormatException("The node count limit of '100' has been exceeded.");
        }
    }

    private Func<T, bool> StartsWith()
    {
        _tokens.Expect("(");
        var field = Field(ODataKind.Text);
        _tokens.Expect(",");
        var prefix = _tokens.Text();
        _tokens.Expect(")");
        return item => ((string?)field.Read(item))?.StartsWith(prefix, StringComparison.Ordinal) == true;
    }

    private Func<T, bool> Comparison()
    {
        var field = Field(null);
        if (field.Kind == ODataKind.TextList)
        {
            return Any(field);
        }

        var op = _tokens.Word();
        return (field.Kind, op) switch
        {
            (ODataKind.Text, "eq") => Equal(field, _tokens.Text()),
            (ODataKind.Number, "eq") => Equal(field, _tokens.Number()),
            (ODataKind.Instant, "eq" or "lt" or "le" or "gt" or "ge") => Ordered(field, op, _tokens.Instant()),
            _ => throw new FormatException($"Operator '{op}' is not supported here."),
        };
    }

    private Func<T, bool> Any(ODataField<T> field)
    {
        _tokens.Expect("/");
        _tokens.Expect("any");
        _tokens.Expect("(");
        var name = _tokens.Word();
        _tokens.Expect(":");
        _tokens.Expect(name);
        _tokens.Expect("eq");
        var wanted = _tokens.Text();
        _tokens.Expect(")");
        return item => ((IEnumerable<string>)field.Read(item)!).Contains(wanted, StringComparer.Ordinal);
    }

    private ODataField<T> Field(ODataKind? kind)
    {
        var name = _tokens.Word();
        return _fields.TryGetValue(name, out var field) && (kind is null || field.Kind == kind)
            ? field
            : throw new FormatException($"Property '{name}' cannot be filtered on.");
    }

    private static Func<T, bool> Equal(ODataField<T> field, object wanted) => item => wanted.Equals(field.Read(item));

    private static Func<T, bool> Ordered(ODataField<T> field, string op, DateTimeOffset wanted) => item =>
    {
        var sign = ((DateTimeOffset)field.Read(item)!).CompareTo(wanted);
        return op switch { "eq" => sign == 0, "lt" => sign < 0, "le" => sign <= 0, "gt" => sign > 0, _ => sign >= 0 };
    };
}
