using System.Text.Json;
using BotResponder.Teams.Cards;

namespace BotResponder.Teams.Activities;

/// <summary>What an invoke is answered with. Everything but <see cref="NotImplemented"/> is HTTP 200 with the status inside the body.</summary>
/// <remarks>Source: Universal Actions response table (statusCode, type, value); Data.Query for <see cref="SearchResults"/>.</remarks>
public abstract partial record InvokeAnswer
{
    private InvokeAnswer()
    {
    }

    /// <summary>Replaces the card, for the person who tapped only.</summary>
    public sealed record Card(AdaptiveCard Content) : InvokeAnswer;

    /// <summary>Shows a line under the card.</summary>
    public sealed record Message(CardText Sentence) : InvokeAnswer;

    /// <summary>Shows a red bar.</summary>
    /// <param name="Status">400 when the tap is at fault, 500 when the bot is.</param>
    public sealed record Error(int Status, string Code, CardText Sentence) : InvokeAnswer;

    /// <summary>Choices for a choice set that asked while somebody typed.</summary>
    public sealed record SearchResults(IReadOnlyList<Choice> Choices) : InvokeAnswer;

    /// <summary>HTTP 501: this bot does not know the invoke.</summary>
    public sealed record NotImplemented : InvokeAnswer;

    internal int HttpStatus => this is NotImplemented ? 501 : 200;

    /// <summary>Writes the body; nothing for <see cref="NotImplemented"/>.</summary>
    internal void WriteTo(Utf8JsonWriter writer)
    {
        switch (this)
        {
            case Card card:
                Begin(writer, 200, CardType);
                JsonSerializer.Serialize(writer, card.Content, CardJson.Wire.AdaptiveCard);
                writer.WriteEndObject();
                break;
            case Message message:
                Begin(writer, 200, "application/vnd.microsoft.activity.message");
                writer.WriteStringValue(message.Sentence.Plain);
                writer.WriteEndObject();
                break;
            case Error error:
                Begin(writer, error.Status, "application/vnd.microsoft.error");
                WriteError(writer, error);
                writer.WriteEndObject();
                break;
            case SearchResults results:
                Begin(writer, 200, "application/vnd.microsoft.search.searchResponse");
                WriteResults(writer, results);
                writer.WriteEndObject();
                break;
            case NotImplemented:
                break;
            default:
                WriteExtensionTo(writer);
                break;
        }
    }

    private static void Begin(Utf8JsonWriter writer, int statusCode, string type)
    {
        writer.WriteStartObject();
        writer.WriteNumber("statusCode"u8, statusCode);
        writer.WriteString("type"u8, type);
        writer.WritePropertyName("value"u8);
    }

    private static void WriteError(Utf8JsonWriter writer, Error error)
    {
        writer.WriteStartObject();
        writer.WriteString("code"u8, error.Code);
        writer.WriteString("message"u8, error.Sentence.Plain);
        writer.WriteEndObject();
    }

    private static void WriteResults(Utf8JsonWriter writer, SearchResults results)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("results"u8);
        foreach (var choice in results.Choices)
        {
            JsonSerializer.Serialize(writer, choice, CardJson.Wire.Choice);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
