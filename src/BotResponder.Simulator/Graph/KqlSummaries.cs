using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace BotResponder.Simulator.Graph;

/// <summary>The aggregations of <c>summarize Name = count(…), … by columns</c>: count, countif, dcount, dcountif, make_set. The estimates are exact here.</summary>
internal sealed class KqlSummaries(KqlReader reader, KqlTable table, DateTimeOffset now)
{
    private static readonly KqlExpression Always = new("SByte", static _ => true);

    /// <summary>Without "by" there is one row, even of none.</summary>
    public KqlTable Read()
    {
        List<Aggregation> all = [];
        do
        {
            var name = reader.Name();
            reader.Expect("=");
            all.Add(One(name, reader.Name()));
        }
        while (reader.Skip(","));
        var keys = Keys();
        var groups = keys.Count == 0 ? [table.Rows.AsEnumerable()] : table.Rows.GroupBy(row => Key(row, keys), StringComparer.Ordinal).Select(group => group.AsEnumerable());
        return new(
            [.. keys, .. all.Select(each => new KqlColumn(each.Name, each.Type))],
            [.. groups.Select(group => Row(group as IReadOnlyList<ImmutableDictionary<string, object?>> ?? [.. group], keys, all))]);
    }

    private static ImmutableDictionary<string, object?> Row(
        IReadOnlyList<ImmutableDictionary<string, object?>> group, List<KqlColumn> keys, List<Aggregation> all)
    {
        var row = ImmutableDictionary.CreateBuilder<string, object?>(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            row[key.Name] = group[0].GetValueOrDefault(key.Name);
        }

        foreach (var each in all)
        {
            row[each.Name] = each.Of(group);
        }

        return row.ToImmutable();
    }

    private static string Key(ImmutableDictionary<string, object?> row, List<KqlColumn> keys) => keys is [var single]
        ? KqlValues.ToText(row.GetValueOrDefault(single.Name))
        : string.Join('\u001f', keys.Select(key => KqlValues.ToText(row.GetValueOrDefault(key.Name))));

    private List<KqlColumn> Keys()
    {
        List<KqlColumn> keys = [];
        for (var isFirst = true; reader.Skip(isFirst ? "by" : ","); isFirst = false)
        {
            keys.Add(table.Column(reader.Name()));
        }

        return keys;
    }

    private Aggregation One(string name, string function)
    {
        reader.Expect("(");
        var arguments = Arguments();
        return (function, arguments) switch
        {
            ("count", []) => new(name, "Int64", group => (long)group.Count),
            ("countif", [var condition]) => new(name, "Int64", group => Count(group, condition)),
            ("dcount", [var value, .. { Length: <= 1 }]) => new(name, "Int64", group => Distinct(group, value, Always)),
            ("dcountif", [var value, var condition, .. { Length: <= 1 }]) => new(name, "Int64", group => Distinct(group, value, condition)),
            ("make_set", [var value]) => new(name, "Object", group => Set(group, value)),
            _ => throw new FormatException($"Unknown aggregation: '{function}'."),
        };
    }

    private ImmutableArray<KqlExpression> Arguments()
    {
        if (reader.Skip(")"))
        {
            return [];
        }

        var arguments = ImmutableArray.CreateBuilder<KqlExpression>();
        do
        {
            arguments.Add(new KqlExpressions(reader, table, now).Or());
        }
        while (reader.Skip(","));
        reader.Expect(")");
        return arguments.ToImmutable();
    }

    private static long Count(IReadOnlyList<ImmutableDictionary<string, object?>> group, KqlExpression condition) =>
        group.LongCount(row => KqlValues.IsTrue(condition.Of(row)));

    private static long Distinct(IReadOnlyList<ImmutableDictionary<string, object?>> group, KqlExpression value, KqlExpression condition) =>
        group.Where(row => KqlValues.IsTrue(condition.Of(row))).Select(row => KqlValues.ToText(value.Of(row))).ToHashSet(StringComparer.Ordinal).Count;

    private static JsonArray Set(IReadOnlyList<ImmutableDictionary<string, object?>> group, KqlExpression value) =>
        new([.. group.Select(row => KqlValues.ToText(value.Of(row))).Distinct(StringComparer.Ordinal).Select(text => JsonValue.Create(text))]);

    private sealed record Aggregation(string Name, string Type, Func<IReadOnlyList<ImmutableDictionary<string, object?>>, object> Of);
}
