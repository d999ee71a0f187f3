using System.Text.Json.Serialization;
using BotResponder.Core.Actions;
using BotResponder.Core.People;
using BotResponder.Core.Requests;

namespace BotResponder.Core.Containments;

/// <summary>One target that the bot has contained and that nobody has released. One row of the register.</summary>
/// <param name="Action">What contained it.</param>
/// <param name="Request">The newest request that did: its end is the one that counts.</param>
/// <param name="By">Who asked for that.</param>
/// <param name="Since">When that was done.</param>
public sealed record Containment(ActionTarget Target, ActionId Action, RequestId Request, ShortCode Code, Person By, DateTimeOffset Since);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Containment))]
[JsonSerializable(typeof(ExtendContainmentParameters))]
[JsonSerializable(typeof(DateOnly))]
internal sealed partial class ContainmentsJson : JsonSerializerContext;
