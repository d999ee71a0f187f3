using System.Text.Json.Serialization;
using BotResponder.Core.Requests;

namespace BotResponder.Core.Audit;

/// <summary>Canonical: properties in the order of their declaration, nothing for null, no white space. New properties may only be added as optional ones.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SealedEntry))]
[JsonSerializable(typeof(ChainHead))]
[JsonSerializable(typeof(SealedHead))]
[JsonSerializable(typeof(RequestEvent))]
internal sealed partial class AuditJson : JsonSerializerContext;
