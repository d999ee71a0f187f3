using System.Text.Json.Serialization;

namespace BotResponder.Core.Requests;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ResponseRequest))]
[JsonSerializable(typeof(RequestEvent))]
[JsonSerializable(typeof(SentCards))]
[JsonSerializable(typeof(RequestId))]
[JsonSerializable(typeof(Actions.ActionTarget))]
public sealed partial class RequestJson : JsonSerializerContext;
