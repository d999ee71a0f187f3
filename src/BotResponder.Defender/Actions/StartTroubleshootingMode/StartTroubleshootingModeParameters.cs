using System.Text.Json;
using System.Text.Json.Serialization;
using BotResponder.Core.Actions;

namespace BotResponder.Defender.Actions.StartTroubleshootingMode;

/// <param name="Device">What was typed: a host name or a Defender device id.</param>
internal sealed record StartTroubleshootingModeParameters(string Device);

/// <summary>What was handed to a person, as the receipt in the ledger holds it: all that is needed to watch it, and to report on it.</summary>
/// <param name="Device">Defender's id.</param>
/// <param name="StartBy">Until when somebody may start it; frozen, so that changed settings move nothing.</param>
/// <param name="AskedBy">Other people's text, as <paramref name="ApprovedBy"/>.</param>
internal sealed record TroubleshootingTask(string Device, DateTimeOffset HandedOver, DateTimeOffset StartBy, string AskedBy, string ApprovedBy)
{
    public ActionReceipt Write(string steps) => new(JsonSerializer.Serialize(this, TroubleshootingJson.Default.TroubleshootingTask)) { HandedOver = steps };

    /// <returns>Null when the receipt is of something else.</returns>
    public static TroubleshootingTask? Read(ActionReceipt receipt)
    {
        try
        {
            return JsonSerializer.Deserialize(receipt.Id, TroubleshootingJson.Default.TroubleshootingTask);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(StartTroubleshootingModeParameters))]
[JsonSerializable(typeof(TroubleshootingTask))]
internal sealed partial class TroubleshootingJson : JsonSerializerContext;
