using System.Text.Json.Serialization;

namespace BotResponder.Defender.Actions.IsolateDevice;

/// <param name="Device">What was typed: a host name or a Defender device id.</param>
/// <param name="IsSelective">Outlook, Teams and Skype stay connected.</param>
internal sealed record IsolateDeviceParameters(string Device, bool IsSelective);

/// <summary>The body of <c>POST /api/machines/{id}/isolate</c>. Names are case-sensitive; the type is always sent, for sources differ on its default.</summary>
/// <param name="IsolationType"><c>Full</c> or <c>Selective</c>.</param>
internal sealed record IsolateBody(
    [property: JsonPropertyName("Comment")] string Comment,
    [property: JsonPropertyName("IsolationType")] string IsolationType);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(IsolateDeviceParameters))]
[JsonSerializable(typeof(IsolateBody))]
internal sealed partial class IsolateDeviceJson : JsonSerializerContext;
