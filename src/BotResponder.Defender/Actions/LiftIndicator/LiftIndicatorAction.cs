using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Policies;
using BotResponder.Core.Results;
using BotResponder.Defender.Indicators;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Actions.LiftIndicator;

/// <summary>Takes an indicator away, whoever made it.</summary>
internal sealed class LiftIndicatorAction(IndicatorPreview indicators, IndicatorOperation operation)
    : ResponseAction<LiftIndicatorParameters>(LiftIndicatorJson.Default.LiftIndicatorParameters)
{
    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("indicator.lift"),
        Title = "Remove indicator",
        Summary = "Removes the indicator of a file hash, address, link or domain.",
        Grammar = CommandGrammar.ForVerb("lift").TakesList(IndicatorArgument.Name, IndicatorArgument.Help).Because(),
        Examples = ["lift 203.0.113.7 because the address was cleaned", "lift hxxps://evil[.]example/login, evil[.]example because false alarm"],
        Permissions = ["Ti.ReadWrite or Ti.ReadWrite.All"],
        Policy = new(ActionRisk.Medium, Approvals: 1, CriticalAssetApprovals: 2),
        UndoneBy = null,
        VerifiedBy = "Defender's list of indicators is read until it does not show it any more.",
        TargetKind = IndicatorArgument.Name,
    };

    public override Task<Problem?> AdmitAsync(CustomerId customer, CancellationToken cancellationToken) =>
        operation.AdmitAsync(customer, Endpoint.DeleteIndicator, cancellationToken);

    public override Task<Result<AdoptedReceipt>> FindOwnAsync(ActionOrder order, CancellationToken cancellationToken) =>
        operation.FindLiftedAsync(order, cancellationToken);

    public override Task<Result<ActionProgress>> ReadStatusAsync(CustomerId customer, ActionReceipt receipt, CancellationToken cancellationToken) =>
        operation.ReadStatusAsync(customer, receipt, cancellationToken);

    protected override Result<LiftIndicatorParameters> BindParameters(CommandArguments arguments) =>
        IndicatorArgument.Read(arguments).TryGetValue(out var value, out var problem) ? new LiftIndicatorParameters(value.Text) : problem;

    protected override async Task<Result<ActionPreview>> PreviewAsync(
        CustomerId customer, LiftIndicatorParameters parameters, ActionTarget? known, CancellationToken cancellationToken)
    {
        var value = IndicatorValue.Read(known is null ? parameters.Indicator : IndicatorArgument.Of(known).Text).Value;
        var read = await indicators.FindAsync(customer, value, known is null ? Urgency.Interactive : Urgency.Background, cancellationToken);
        if (!read.TryGetValue(out var found, out var problem))
        {
            return problem;
        }

        return found.Existing.IsEmpty
            ? new Problem.NotFound($"Defender has no indicator of {value.Text} that the bot can see. Type indicators to see those that there are.")
            : found.Preview with { Consequences = ["Defender judges it again by what it knows itself: what was blocked may pass, what was allowed may be stopped."] };
    }

    protected override Task<Result<ActionReceipt>> ExecuteAsync(ActionOrder order, LiftIndicatorParameters parameters, CancellationToken cancellationToken) =>
        operation.LiftAsync(order, cancellationToken);
}
