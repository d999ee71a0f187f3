using System.Text.Json.Serialization;

namespace BotResponder.Defender.Actions.RunAntivirusScan;

/// <param name="Device">What was typed: a host name or a Defender device id.</param>
/// <param name="IsFull">Every file instead of where malware usually is.</param>
internal sealed record RunAntivirusScanParameters(string Device, bool IsFull);

/// <summary>The body of <c>POST /api/machines/{id}/runAntiVirusScan</c>. Names are case-sensitive, both are a must.</summary>
/// <param name="ScanType"><c>Quick</c> or <c>Full</c>.</param>
internal sealed record RunAntivirusScanBody(
    [property: JsonPropertyName("Comment")] string Comment,
    [property: JsonPropertyName("ScanType")] string ScanType);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RunAntivirusScanParameters))]
[JsonSerializable(typeof(RunAntivirusScanBody))]
internal sealed partial class RunAntivirusScanJson : JsonSerializerContext;
