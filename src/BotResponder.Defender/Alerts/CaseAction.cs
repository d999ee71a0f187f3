using System.Collections.Immutable;
using System.Text.Json;
using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;

namespace BotResponder.Defender.Alerts;

/// <summary>A response action on an alert or an incident: what all of them do alike. Left are the descriptor, what else is typed, and what it does.</summary>
/// <param name="word">Which <see cref="CaseChange"/> it is.</param>
internal abstract class CaseAction(CaseKind kind, string word, CasePreview cases, CaseOperation operation)
    : ResponseAction<CaseParameters>(CaseArgumentJson.Default.CaseParameters)
{
    public override Task<Problem?> AdmitAsync(CustomerId customer, CancellationToken cancellationToken) => operation.AdmitAsync(customer, kind, cancellationToken);

    public override Task<Result<AdoptedReceipt>> FindOwnAsync(ActionOrder order, CancellationToken cancellationToken) =>
        operation.FindOwnAsync(order, kind, Change(Read(order.Parameters), order.Request), cancellationToken);

    public override Task<Result<ActionProgress>> ReadStatusAsync(CustomerId customer, ActionReceipt receipt, CancellationToken cancellationToken) =>
        operation.ReadStatusAsync(customer, kind, receipt, cancellationToken);

    protected override Result<CaseParameters> BindParameters(CommandArguments arguments)
    {
        var value = ReadValue(arguments);
        return !value.TryGetValue(out var known, out var wrong) ? wrong
            : CaseArgument.Read(arguments, kind).TryGetValue(out var id, out var problem) ? new CaseParameters(id, known) : problem;
    }

    protected override async Task<Result<ActionPreview>> PreviewAsync(
        CustomerId customer, CaseParameters parameters, ActionTarget? known, CancellationToken cancellationToken)
    {
        var read = await cases.FindAsync(customer, kind, parameters.Id, Change(parameters, default), known, cancellationToken);
        return read.TryGetValue(out var found, out var problem)
            ? found.Preview with
            {
                Consequences = ConsequencesOf(found.Item),
                Warnings = [.. found.Preview.Warnings, .. WarningsOf(found.Item)],
                IsCritical = NeedsMoreEyes(found.Item),
            }
            : problem;
    }

    protected override Task<Result<ActionReceipt>> ExecuteAsync(ActionOrder order, CaseParameters parameters, CancellationToken cancellationToken) =>
        operation.ExecuteAsync(order, kind, Change(parameters, order.Request), cancellationToken);

    /// <summary>What the change needs to know besides the target. Nothing unless overridden.</summary>
    protected virtual Result<string> ReadValue(CommandArguments arguments) => "";

    protected abstract ImmutableArray<string> ConsequencesOf(SecurityCase item);

    /// <summary>What is unusual about asking for it now. Nothing unless overridden.</summary>
    protected virtual IEnumerable<string> WarningsOf(SecurityCase item) => [];

    /// <summary>Whether the policy's number for critical targets counts. No unless overridden.</summary>
    protected virtual bool NeedsMoreEyes(SecurityCase item) => false;

    /// <summary>To call a grave alert harmless hides an attack: whatever is not known to be less counts as high.</summary>
    protected static bool IsGrave(SecurityCase item) => item.Severity is not ("informational" or "low" or "medium");

    private static CaseParameters Read(ActionParameters parameters) =>
        JsonSerializer.Deserialize(parameters.Json, CaseArgumentJson.Default.CaseParameters) ?? throw new JsonException("Stored parameters are null.");

    private CaseChange Change(CaseParameters parameters, RequestId request) =>
        CaseChange.Read(word, parameters.Value, request) ?? throw new JsonException("Stored parameters are no change.");
}
