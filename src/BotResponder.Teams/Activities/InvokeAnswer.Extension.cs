using System.Net;
using System.Text.Json;
using BotResponder.Teams.Cards;

namespace BotResponder.Teams.Activities;

/// <content>What a message extension is answered with.</content>
/// <remarks>Source: composeExtension response (type, attachmentLayout, attachments with preview) and task module response (continue, message).</remarks>
public abstract partial record InvokeAnswer
{
    private const string CardType = "application/vnd.microsoft.card.adaptive";

    /// <summary>What a search found; the chosen one's card is put into the message that is being written.</summary>
    public sealed record ExtensionResults(IReadOnlyList<ExtensionResult> Results) : InvokeAnswer;

    /// <summary>A sentence in place of results.</summary>
    public sealed record ExtensionNote(CardText Sentence) : InvokeAnswer;

    /// <summary>Opens a dialog, or shows the next step in it. Its card's buttons are <see cref="SubmitAction"/>s: a dialog runs no Action.Execute.</summary>
    public sealed record Dialog(CardText Title, AdaptiveCard Content) : InvokeAnswer;

    /// <summary>Ends a dialog with a sentence.</summary>
    public sealed record DialogNote(CardText Sentence) : InvokeAnswer;

    /// <summary>One sentence in the shape that the invoke of this name is answered in.</summary>
    /// <param name="otherwise">The shape for everything but a message extension.</param>
    public static InvokeAnswer Say(string? invoke, CardText sentence, Func<CardText, InvokeAnswer> otherwise) => invoke switch
    {
        InvokeNames.ExtensionQuery => new ExtensionNote(sentence),
        InvokeNames.ExtensionFetch or InvokeNames.ExtensionSubmit => new DialogNote(sentence),
        _ => (otherwise ?? throw new ArgumentNullException(nameof(otherwise)))(sentence),
    };

    private void WriteExtensionTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        switch (this)
        {
            case ExtensionResults results:
                writer.WriteStartObject("composeExtension"u8);
                WriteList(writer, results.Results);
                writer.WriteEndObject();
                break;
            case ExtensionNote note:
                writer.WriteStartObject("composeExtension"u8);
                writer.WriteString("type"u8, "message"u8);
                writer.WriteString("text"u8, note.Sentence.Plain);
                writer.WriteEndObject();
                break;
            case Dialog dialog:
                writer.WriteStartObject("task"u8);
                WriteDialog(writer, dialog);
                writer.WriteEndObject();
                break;
            case DialogNote note:
                writer.WriteStartObject("task"u8);
                writer.WriteString("type"u8, "message"u8);
                writer.WriteString("value"u8, note.Sentence.Plain);
                writer.WriteEndObject();
                break;
            default:
                throw new InvalidOperationException($"Nobody wrote how {GetType().Name} goes over the wire.");
        }

        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, IReadOnlyList<ExtensionResult> results)
    {
        writer.WriteString("type"u8, "result"u8);
        writer.WriteString("attachmentLayout"u8, "list"u8);
        writer.WriteStartArray("attachments"u8);
        foreach (var result in results)
        {
            writer.WriteStartObject();
            WriteCard(writer, result.Card);
            writer.WriteStartObject("preview"u8);
            writer.WriteString("contentType"u8, "application/vnd.microsoft.card.thumbnail"u8);
            writer.WriteStartObject("content"u8);

            // Thumbnail cards read HTML.
            writer.WriteString("title"u8, WebUtility.HtmlEncode(result.Title.Plain));
            writer.WriteString("text"u8, WebUtility.HtmlEncode(result.Line.Plain));
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteDialog(Utf8JsonWriter writer, Dialog dialog)
    {
        writer.WriteString("type"u8, "continue"u8);
        writer.WriteStartObject("value"u8);
        writer.WriteString("title"u8, dialog.Title.Plain);
        writer.WriteString("height"u8, "medium"u8);
        writer.WriteString("width"u8, "medium"u8);
        writer.WriteStartObject("card"u8);
        WriteCard(writer, dialog.Content);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteCard(Utf8JsonWriter writer, AdaptiveCard card)
    {
        writer.WriteString("contentType"u8, CardType);
        writer.WritePropertyName("content"u8);
        JsonSerializer.Serialize(writer, card, CardJson.Wire.AdaptiveCard);
    }
}

/// <summary>One thing that a search found.</summary>
/// <param name="Card">What is put into the message.</param>
/// <param name="Title">First line in the list.</param>
/// <param name="Line">Second line in the list.</param>
public sealed record ExtensionResult(AdaptiveCard Card, CardText Title, CardText Line);
