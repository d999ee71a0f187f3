using System.Text.Json;
using System.Text.Json.Serialization;
using BotResponder.Core.Audit;
using BotResponder.Core.Ledgers;
using BotResponder.Core.People;
using BotResponder.Core.Policies;
using BotResponder.Core.Results;

namespace BotResponder.Core.Customers;

/// <summary>Writes into each customer's trail which edition of its settings and of the policy came into force. Who changed them is not to be known: a file did.</summary>
public sealed class NoteSettings(Ledger ledger, CustomerDirectory customers, PolicyBook policy)
{
    /// <summary>Safe to call as often as one likes, by several processes: what was in force already is not written again.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var customer in customers.All)
        {
            var now = new SettingsInForce(customer.Version, policy.Now.Version);
            await ledger.DecideAsync(customer.Id, (view, token) => DecideAsync(view, now, token), cancellationToken);
        }
    }

    private static async ValueTask<Decision<SettingsInForce>> DecideAsync(ILedgerView view, SettingsInForce now, CancellationToken cancellationToken)
    {
        var body = await view.FindAsync(LedgerRows.Settings, cancellationToken);
        var before = body is null ? null : JsonSerializer.Deserialize(body, SettingsInForceJson.Default.SettingsInForce);
        return now == before ? Decision<SettingsInForce>.Nothing(now) : new(now)
        {
            Rows = [new(LedgerRows.Settings, JsonSerializer.Serialize(now, SettingsInForceJson.Default.SettingsInForce))],
            Facts = [new AuditFact("settings.changed", Bot.Person, Sentence(before, now))],
        };
    }

    private static string Sentence(SettingsInForce? before, SettingsInForce now) =>
        $"In force now, by the settings: customer {now.Customer}, policy {now.Policy}.{(before is null ? "" : $" Before: customer {before.Customer}, policy {before.Policy}.")}";
}

/// <param name="Customer">Version of the customer's settings.</param>
/// <param name="Policy">Version of the rules.</param>
public sealed record SettingsInForce(string Customer, string Policy);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SettingsInForce))]
internal sealed partial class SettingsInForceJson : JsonSerializerContext;
