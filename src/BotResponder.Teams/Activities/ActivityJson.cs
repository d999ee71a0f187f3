using System.Text.Json.Serialization;

namespace BotResponder.Teams.Activities;

/// <summary>Reads what Teams sends and stores what must be remembered. A member that occurs twice is refused: two readers might read it differently.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    MaxDepth = ActivityReader.MaxDepth)]
[JsonSerializable(typeof(Activity))]
[JsonSerializable(typeof(ConversationReference))]
public sealed partial class ActivityJson : JsonSerializerContext;
