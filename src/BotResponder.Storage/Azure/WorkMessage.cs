using System.Text.Json.Serialization;
using BotResponder.Core.Work;

namespace BotResponder.Storage.Azure;

/// <summary>The text of a queue message.</summary>
/// <param name="Due">Only for a timer longer than a message can hide: not before this moment.</param>
/// <param name="Deliveries">How many deliveries were too early and so were no attempts.</param>
internal sealed record WorkMessage(string Partition, string Row, DateTimeOffset? Due = null, long Deliveries = 0)
{
    [JsonIgnore]
    public WorkItem Item => new(Partition, Row);
}

/// <summary>The text of a dead letter.</summary>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Reason">Why it was given up.</param>
/// <param name="Parked">When.</param>
internal sealed record DeadLetter(string Partition, string Row, int Attempts, string Reason, DateTimeOffset Parked);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(WorkMessage))]
[JsonSerializable(typeof(DeadLetter))]
internal sealed partial class WorkMessageJson : JsonSerializerContext;
