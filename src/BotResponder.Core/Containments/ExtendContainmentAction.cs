using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Policies;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;

namespace BotResponder.Core.Containments;

/// <summary>Moves the end of what was asked for a while. The only response action without a call: what it changes stands in the ledger.</summary>
/// <param name="extend">Made when it is first needed: whoever only reads the catalog, such as the check and the manifest, must not open the store.</param>
internal sealed class ExtendContainmentAction(Lazy<ExtendContainment> extend)
    : ResponseAction<ExtendContainmentParameters>(ContainmentsJson.Default.ExtendContainmentParameters)
{
    private const string Request = "containment";

    /// <summary>Longer than any request's id.</summary>
    private const int LongestId = 64;

    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("containment.extend"),
        Title = "Extend containment",
        Summary = "Moves the end of what was asked for a while.",
        Grammar = CommandGrammar.ForVerb("extend-containment")
            .Takes(Request, "the id of the request; extend takes its code")
            .TakesAfter("for", LeaseTime.Argument, "how much longer, such as 4h or 2d")
            .Because(),
        Examples = ["extend-containment 0123abcd.0123456789abcdefghjkmnpqrs for 4h because forensics needs longer"],
        Permissions = [],
        Policy = new(ActionRisk.Low, Approvals: 1, CriticalAssetApprovals: 1),
        UndoneBy = null,
        VerifiedBy = "The new end stands in the request's record and on its card.",
        TargetKind = Request,
    };

    public override async Task<Result<AdoptedReceipt>> FindOwnAsync(ActionOrder order, CancellationToken cancellationToken) =>
        new AdoptedReceipt(await extend.Value.HasMovedAsync(new(order.Target.Id), order.Request, cancellationToken) ? new(order.Target.Id) : null);

    /// <summary>Its commit was the end of it.</summary>
    public override async Task<Result<ActionProgress>> ReadStatusAsync(CustomerId customer, ActionReceipt receipt, CancellationToken cancellationToken) =>
        (await extend.Value.DescribeAsync(new(receipt.Id), cancellationToken)).TryGetValue(out var end, out var problem)
            ? new ActionProgress.Ended(new(OutcomeKind.Done, end))
            : problem;

    protected override Result<ExtendContainmentParameters> BindParameters(CommandArguments arguments)
    {
        if (arguments.Find(Request)?.Trim() is not { Length: > 0 and <= LongestId } id || !RequestIds.IsPossible(new(id)))
        {
            return new Problem.Malformed("Say which request: type extend, its code, for and how much longer. Nothing was done.");
        }

        return LeaseTime.Read(arguments.Find(LeaseTime.Argument) ?? "").TryGetValue(out var more, out var problem) ? new ExtendContainmentParameters(new(id), more) : problem;
    }

    protected override Task<Result<ActionPreview>> PreviewAsync(
        CustomerId customer, ExtendContainmentParameters parameters, ActionTarget? known, CancellationToken cancellationToken) =>
        extend.Value.PreviewAsync(customer, Request, parameters, cancellationToken);

    protected override Task<Result<ActionReceipt>> ExecuteAsync(ActionOrder order, ExtendContainmentParameters parameters, CancellationToken cancellationToken) =>
        extend.Value.RunAsync(order, parameters, cancellationToken);
}
