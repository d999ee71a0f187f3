using System.Text.Json;
using System.Text.Json.Serialization;

namespace BotResponder.Teams.Cards;

/// <summary>Writes the markdown form. Cards are only ever written: reading text back would be a third door into CardText.</summary>
internal sealed class MarkdownConverter : JsonConverter<CardText>
{
    public override CardText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Cards are written, never read.");

    public override void Write(Utf8JsonWriter writer, CardText value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Markdown);
}

/// <summary>Writes the plain form, for places where Teams knows no markdown.</summary>
internal sealed class PlainConverter : JsonConverter<CardText>
{
    public override CardText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Cards are written, never read.");

    public override void Write(Utf8JsonWriter writer, CardText value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Plain);
}
