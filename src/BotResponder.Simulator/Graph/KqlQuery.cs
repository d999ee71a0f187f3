using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace BotResponder.Simulator.Graph;

/// <summary>
/// Runs <c>Table | operator | operator …</c> with where, extend, project, take, limit, order by, distinct, summarize (arg_max(…) by …, or <see cref="KqlSummaries"/>) and mv-expand.
/// Whatever else KQL can do is refused.
/// </summary>
internal sealed class KqlQuery
{
    private readonly KqlReader _reader;
    private readonly DateTimeOffset _now;
    private KqlTable _table;

    private KqlQuery(KqlReader reader, KqlTable table, DateTimeOffset now)
    {
        (_reader, _table, _now) = (reader, table, now);
    }

    /// <param name="find">The table of a name; null when there is none.</param>
    /// <exception cref="FormatException">The query is not understood.</exception>
    public static KqlTable Run(string query, Func<string, KqlTable?> find, DateTimeOffset now)
    {
        var reader = new KqlReader(query);
        var name = reader.Name();
        var table = find(name) ?? throw new FormatException($"'{name}' operator: Failed to resolve table or column expression named '{name}'");
        var run = new KqlQuery(reader, table, now);
        while (!reader.AtEnd)
        {
            reader.Expect("|");
            run._table = run.Operator(reader.Name());
        }

        return run._table;
    }

    private KqlTable Operator(string name) => name switch
    {
        "where" or "filter" => _table.Where(Expression()),
        "extend" => Extend(),
        "project" => Project(),
        "distinct" => Distinct(),
        "take" or "limit" => Take(_reader.Number()),
        "order" or "sort" => Order(),
        "summarize" => Summarize(),
        "mv" => Expand(),
        _ => throw new FormatException($"Syntax error: unknown operator '{name}'."),
    };

    private KqlExpression Expression() => new KqlExpressions(_reader, _table, _now).Or();

    private KqlTable Take(int rows) => _table with { Rows = [.. _table.Rows.Take(rows)] };

    private KqlTable Extend()
    {
        do
        {
            var name = _reader.Name();
            _reader.Expect("=");
            _table = _table.With(name, Expression());
        }
        while (_reader.Skip(","));
        return _table;
    }

    private KqlTable Project()
    {
        List<string> names = [];
        var source = _table;
        do
        {
            var name = _reader.Name();
            if (_reader.Skip("="))
            {
                source = source.With(name, Expression());
            }

            names.Add(name);
        }
        while (_reader.Skip(","));
        return source.Keep(names);
    }

    private KqlTable Distinct()
    {
        var kept = _table.Keep(Names());
        return kept with
        {
            Rows = [.. kept.Rows.DistinctBy(row => string.Join('\u001f', kept.Columns.Select(column => KqlValues.ToText(row[column.Name]))), StringComparer.Ordinal)],
        };
    }

    private List<string> Names()
    {
        List<string> names = [_reader.Name()];
        while (_reader.Skip(","))
        {
            names.Add(_reader.Name());
        }

        return names;
    }

    /// <summary>Descending unless it says asc, as in KQL.</summary>
    private KqlTable Order()
    {
        _reader.Expect("by");
        IOrderedEnumerable<ImmutableDictionary<string, object?>>? ordered = null;
        var comparer = Comparer<object?>.Create(KqlValues.Compare);
        do
        {
            var name = _table.Column(_reader.Name()).Name;
            var ascending = _reader.Skip("asc");
            _ = ascending || _reader.Skip("desc");
            ordered = (ordered, ascending) switch
            {
                (null, true) => _table.Rows.OrderBy(row => row[name], comparer),
                (null, false) => _table.Rows.OrderByDescending(row => row[name], comparer),
                (_, true) => ordered.ThenBy(row => row[name], comparer),
                _ => ordered.ThenByDescending(row => row[name], comparer),
            };
        }
        while (_reader.Skip(","));
        return _table with { Rows = [.. ordered] };
    }

    /// <summary><c>mv-expand Name = array to typeof(string)</c>: a row for each member; of an empty array none.</summary>
    private KqlTable Expand()
    {
        _reader.Expect("-");
        _reader.Expect("expand");
        var name = _reader.Name();
        _reader.Expect("=");
        var array = Expression();
        foreach (var word in new[] { "to", "typeof", "(", "string", ")" })
        {
            _reader.Expect(word);
        }

        return new(
            _table.Columns.Add(new(name, "String")),
            [.. _table.Rows.SelectMany(row => (array.Of(row) as JsonArray ?? []).Select(member => row.SetItem(name, KqlValues.ToText(member))))]);
    }

    /// <summary><c>arg_max(column, *) by columns</c>: of each group the row with the largest value.</summary>
    private KqlTable Summarize()
    {
        if (!_reader.Skip("arg_max"))
        {
            return new KqlSummaries(_reader, _table, _now).Read();
        }

        _reader.Expect("(");
        var largest = _table.Column(_reader.Name()).Name;
        _reader.Expect(",");
        var others = _reader.Skip("*") ? _table.Columns.Select(column => column.Name).ToList() : Names();
        _reader.Expect(")");
        _reader.Expect("by");
        var keys = Names();
        var comparer = Comparer<object?>.Create(KqlValues.Compare);
        var newest = _table.Rows
            .GroupBy(row => string.Join('\u001f', keys.Select(key => KqlValues.ToText(row[_table.Column(key).Name]))), StringComparer.Ordinal)
            .Select(group => group.MaxBy(row => row[largest], comparer)!);
        return (_table with { Rows = [.. newest] }).Keep(keys.Append(largest).Concat(others).Distinct(StringComparer.Ordinal));
    }
}
