using System.Text.Json.Serialization;

namespace BotResponder.Defender.Actions.CollectInvestigationPackage;

/// <param name="Device">What was typed: a host name or a Defender device id.</param>
internal sealed record CollectInvestigationPackageParameters(string Device);

/// <summary>The body of <c>POST /api/machines/{id}/collectInvestigationPackage</c>. The name is case-sensitive.</summary>
internal sealed record CollectInvestigationPackageBody([property: JsonPropertyName("Comment")] string Comment);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CollectInvestigationPackageParameters))]
[JsonSerializable(typeof(CollectInvestigationPackageBody))]
internal sealed partial class CollectInvestigationPackageJson : JsonSerializerContext;
