using System.Text.Json.Serialization;

namespace BotResponder.Teams.Cards;

/// <summary>Anything that stands in a card's body.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(TextBlock), "TextBlock")]
[JsonDerivedType(typeof(FactSet), "FactSet")]
[JsonDerivedType(typeof(Container), "Container")]
[JsonDerivedType(typeof(ColumnSet), "ColumnSet")]
[JsonDerivedType(typeof(ActionSet), "ActionSet")]
[JsonDerivedType(typeof(Table), "Table")]
[JsonDerivedType(typeof(TextInput), "Input.Text")]
[JsonDerivedType(typeof(ChoiceSetInput), "Input.ChoiceSet")]
public abstract record CardElement
{
    /// <summary>Unique on the card; for inputs the name under which a tap returns the value.</summary>
    public string? Id { get; init; }

    public Spacing? Spacing { get; init; }

    /// <summary>Draws a line above.</summary>
    public bool? Separator { get; init; }
}

/// <summary>One paragraph. Wraps by default, unlike the wire's default, so that nothing is hidden by an ellipsis.</summary>
public sealed record TextBlock(
    [property: JsonConverter(typeof(MarkdownConverter))] CardText Text) : CardElement
{
    public bool Wrap { get; init; } = true;

    public TextSize? Size { get; init; }

    public TextWeight? Weight { get; init; }

    /// <summary>Never the only carrier of a meaning.</summary>
    public TextColor? Color { get; init; }

    public bool? IsSubtle { get; init; }

    /// <summary>"heading" lets screen readers jump here.</summary>
    public TextRole? Style { get; init; }

    public HorizontalAlignment? HorizontalAlignment { get; init; }
}

/// <summary>Titles and values in two columns.</summary>
public sealed record FactSet(IReadOnlyList<Fact> Facts) : CardElement;

/// <summary>The place for an id: one Fact, uncut.</summary>
public sealed record Fact(
    [property: JsonConverter(typeof(MarkdownConverter))] CardText Title,
    [property: JsonConverter(typeof(MarkdownConverter))] CardText Value);

public sealed record Container(IReadOnlyList<CardElement> Items) : CardElement
{
    public ContainerStyle? Style { get; init; }

    public bool? Bleed { get; init; }
}

public sealed record ColumnSet(IReadOnlyList<Column> Columns) : CardElement;

/// <param name="Width">"auto", "stretch", a weight such as "2", or pixels such as "80px".</param>
public sealed record Column(IReadOnlyList<CardElement> Items, string Width = "stretch")
{
    [JsonPropertyOrder(-1)]
    public string Type => "Column";

    public VerticalAlignment? VerticalContentAlignment { get; init; }
}

public sealed record ActionSet(IReadOnlyList<CardAction> Actions) : CardElement;

/// <summary>The first row is drawn as the header.</summary>
public sealed record Table(IReadOnlyList<TableColumn> Columns, IReadOnlyList<TableRow> Rows) : CardElement
{
    public bool? ShowGridLines { get; init; }
}

/// <param name="Width">Weight against the other columns; 1 by default.</param>
public sealed record TableColumn(int Width = 1);

public sealed record TableRow(IReadOnlyList<TableCell> Cells)
{
    [JsonPropertyOrder(-1)]
    public string Type => "TableRow";
}

public sealed record TableCell(IReadOnlyList<CardElement> Items)
{
    [JsonPropertyOrder(-1)]
    public string Type => "TableCell";

    public static TableCell Of(CardText text) => new([new TextBlock(text)]);
}
