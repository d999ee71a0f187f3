using System.Text.Json;
using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;

namespace BotResponder.Defender.Tuning;

/// <summary>Has a person make a tuning rule, which no API does: counted and approved before, looked for in the audit log afterwards. Left is the descriptor.</summary>
internal abstract class RuleAction(TuningEffect effect, RulePreview rules, RuleWatch watch) : ResponseAction<RuleParameters>(RuleJson.Default.RuleParameters)
{
    protected const string VerifiedByTheLog = "The audit log is searched for a rule of the name that the card gives; without one it is said that nothing was verified.";

    /// <summary>Nothing left when it was handed over, so handing it over again is the same.</summary>
    public override Task<Result<AdoptedReceipt>> FindOwnAsync(ActionOrder order, CancellationToken cancellationToken) =>
        Task.FromResult<Result<AdoptedReceipt>>(new AdoptedReceipt(watch.HandOver(order, effect, Read(order.Parameters))));

    public override Task<Result<ActionProgress>> ReadStatusAsync(CustomerId customer, ActionReceipt receipt, CancellationToken cancellationToken) =>
        watch.ReadStatusAsync(customer, receipt, cancellationToken);

    protected override Result<RuleParameters> BindParameters(CommandArguments arguments) => RuleGrammar.Read(arguments);

    protected override Task<Result<ActionPreview>> PreviewAsync(CustomerId customer, RuleParameters parameters, ActionTarget? known, CancellationToken cancellationToken) =>
        rules.FindAsync(customer, effect, parameters, known, cancellationToken);

    /// <summary>Calls nobody: a person reads on the card what to do.</summary>
    protected override Task<Result<ActionReceipt>> ExecuteAsync(ActionOrder order, RuleParameters parameters, CancellationToken cancellationToken) =>
        Task.FromResult<Result<ActionReceipt>>(watch.HandOver(order, effect, parameters));

    private static RuleParameters Read(ActionParameters parameters) =>
        JsonSerializer.Deserialize(parameters.Json, RuleJson.Default.RuleParameters) ?? throw new JsonException("Stored parameters are null.");
}
