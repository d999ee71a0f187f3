using System.Text.Json.Serialization;

namespace BotResponder.Defender.Api;

/// <summary>What Defender for Endpoint answers. Names are given one by one: Microsoft's are case-sensitive and follow no rule.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(Machine))]
[JsonSerializable(typeof(ODataPage<Machine>))]
[JsonSerializable(typeof(MachineAction))]
[JsonSerializable(typeof(ODataPage<MachineAction>))]
[JsonSerializable(typeof(PackageLinkAnswer))]
[JsonSerializable(typeof(ErrorEnvelope))]
internal sealed partial class DefenderJson : JsonSerializerContext;

/// <param name="NextLink">Only whether there is one matters: the bot asks for the next page by its own address, never by one it was given.</param>
internal sealed record ODataPage<T>(
    [property: JsonPropertyName("value")] IReadOnlyList<T>? Value,
    [property: JsonPropertyName("@odata.nextLink")] string? NextLink);

/// <param name="Value">An address in double quotes.</param>
internal sealed record PackageLinkAnswer([property: JsonPropertyName("value")] string? Value);

internal sealed record ErrorEnvelope([property: JsonPropertyName("error")] ErrorBody? Error);

/// <param name="Target">Microsoft's correlation id.</param>
internal sealed record ErrorBody(
    [property: JsonPropertyName("code")] string? Code,
    [property: JsonPropertyName("message")] string? Message,
    [property: JsonPropertyName("target")] string? Target);
