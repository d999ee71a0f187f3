using System.Collections.Immutable;

namespace BotResponder.Simulator.Graph;

/// <param name="Type">As runHuntingQuery names it: String, DateTime, Int64, SByte (a boolean), Object.</param>
internal sealed record KqlColumn(string Name, string Type);

/// <summary>Columns and rows between two operators. A value is null, string, long, bool, DateTimeOffset or a JsonNode.</summary>
internal sealed record KqlTable(ImmutableArray<KqlColumn> Columns, ImmutableArray<ImmutableDictionary<string, object?>> Rows)
{
    /// <exception cref="FormatException">No such column.</exception>
    public KqlColumn Column(string name) => Columns.FirstOrDefault(column => column.Name == name)
        ?? throw new FormatException($"Failed to resolve column or scalar expression named '{name}'");

    /// <summary>Adds a column or gives one another value.</summary>
    public KqlTable With(string name, KqlExpression value)
    {
        var column = new KqlColumn(name, value.Type);
        return new(
            Columns.Any(known => known.Name == name) ? [.. Columns.Select(known => known.Name == name ? column : known)] : Columns.Add(column),
            [.. Rows.Select(row => row.SetItem(name, value.Of(row)))]);
    }

    public KqlTable Keep(IEnumerable<string> names)
    {
        ImmutableArray<KqlColumn> kept = [.. names.Select(Column)];
        return new(kept, [.. Rows.Select(row => kept.ToImmutableDictionary(column => column.Name, column => row[column.Name], StringComparer.Ordinal))]);
    }

    public KqlTable Where(KqlExpression condition) => this with { Rows = [.. Rows.Where(row => KqlValues.IsTrue(condition.Of(row)))] };
}

/// <summary>A scalar expression: its type, and its value in a row.</summary>
internal sealed record KqlExpression(string Type, Func<ImmutableDictionary<string, object?>, object?> Of);
