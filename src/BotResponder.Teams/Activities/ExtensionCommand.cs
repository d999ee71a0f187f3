using System.Text.Json;

namespace BotResponder.Teams.Activities;

/// <summary>Somebody began an action on a message, or goes on in the dialog that it opened. Its sender chooses every byte of it.</summary>
/// <remarks>Source: invokes "composeExtension/fetchTask" and "composeExtension/submitAction".</remarks>
public sealed class ExtensionCommand
{
    /// <summary>As the manifest's schema limits it.</summary>
    internal const int MaxCommandLength = 64;

    /// <summary>In UTF-16 characters; longer values are cut.</summary>
    private const int MaxValueLength = 10_000;

    private readonly JsonElement _data;

    private ExtensionCommand(string commandId, ExtensionMessage message, JsonElement data) => (CommandId, Message, _data) = (commandId, message, data);

    /// <summary>The action command's id in the manifest.</summary>
    public string CommandId { get; }

    public ExtensionMessage Message { get; }

    public static Reading<ExtensionCommand> Read(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        if (activity.Value is not { ValueKind: JsonValueKind.Object } value || JsonText.Of(value, "commandId") is not { Length: > 0 and <= MaxCommandLength } command)
        {
            return Reading<ExtensionCommand>.Refuse("The action names no command.");
        }

        var body = JsonText.Member(JsonText.Member(value, "messagePayload"), "body") ?? default;
        var message = new ExtensionMessage(
            JsonText.Of(body, "content", ExtensionMessage.MaxLength) ?? "",
            string.Equals(JsonText.Of(body, "contentType"), "html", StringComparison.OrdinalIgnoreCase));
        return Reading<ExtensionCommand>.Of(new(command, message, JsonText.Member(value, "data") ?? default));
    }

    /// <summary>A string member of the dialog's data: an authored value or a typed input.</summary>
    /// <returns>Null when absent or anything but a string.</returns>
    public string? Get(string name) => JsonText.Of(_data, name, MaxValueLength);

    /// <summary>The same without the message: what must be kept to carry it out later.</summary>
    public JsonElement WithoutMessage()
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("commandId"u8, CommandId);
            if (_data.ValueKind == JsonValueKind.Object)
            {
                writer.WritePropertyName("data"u8);
                _data.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        using var parsed = JsonDocument.Parse(json.ToArray());
        return parsed.RootElement.Clone();
    }
}

/// <summary>The message on which an action was begun. Anybody's text.</summary>
/// <param name="Content">Cut after <see cref="MaxLength"/> UTF-16 characters.</param>
/// <param name="IsHtml">False when it is plain text.</param>
public sealed record ExtensionMessage(string Content, bool IsHtml)
{
    /// <summary>Longer than any message of Teams' own: 28 KB, markup included.</summary>
    public const int MaxLength = 64 * 1024;
}
