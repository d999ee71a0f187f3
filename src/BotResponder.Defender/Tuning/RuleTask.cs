using System.Text.Json;
using BotResponder.Core.Actions;

namespace BotResponder.Defender.Tuning;

/// <summary>What was handed to a person, as the receipt in the ledger holds it: all that is needed to look for it.</summary>
/// <param name="Name">Of the rule: by it the rule is known again.</param>
/// <param name="MakeBy">Until when somebody may make it; frozen, so that changed settings move nothing.</param>
internal sealed record RuleTask(string Name, DateTimeOffset HandedOver, DateTimeOffset MakeBy)
{
    public ActionReceipt Write(string steps, Uri page) => new(JsonSerializer.Serialize(this, RuleJson.Default.RuleTask)) { HandedOver = steps, Page = page, AwaitsWord = true };

    /// <returns>Null when the receipt is of something else.</returns>
    public static RuleTask? Read(ActionReceipt receipt)
    {
        try
        {
            return JsonSerializer.Deserialize(receipt.Id, RuleJson.Default.RuleTask);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
