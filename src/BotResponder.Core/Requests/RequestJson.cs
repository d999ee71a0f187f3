using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BotResponder.Core.Approvals;

namespace BotResponder.Core.Requests;

// A constructor parameter must be present when it is read: one that may be null is marked to be written all the same.
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ResponseRequest))]
[JsonSerializable(typeof(RequestEvent))]
[JsonSerializable(typeof(SentCards))]
[JsonSerializable(typeof(RequestId))]
[JsonSerializable(typeof(ImmutableArray<RequestId>))]
[JsonSerializable(typeof(ImmutableArray<BarredAccount>))]
[JsonSerializable(typeof(Actions.ActionTarget))]
public sealed partial class RequestJson : JsonSerializerContext;
