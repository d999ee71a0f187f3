using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.People;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Core.Work;
using Microsoft.Extensions.Options;

namespace BotResponder.Core.Containments;

/// <summary>Moves the end of what was asked for a while: what is shown before, the one commit, and whether that was made.</summary>
public sealed class ExtendContainment(Ledger ledger, RequestBook book, CustomerDirectory customers, IOptions<ContainmentOptions> options, TimeProvider time)
{
    /// <remarks>Both ends are pinned: when another request has moved the end meanwhile, the approval was for something else.</remarks>
    internal async Task<Result<ActionPreview>> PreviewAsync(CustomerId customer, string kind, ExtendContainmentParameters parameters, CancellationToken cancellationToken)
    {
        if (await book.FindAsync(parameters.Request, cancellationToken) is not { } request || request.Customer != customer)
        {
            return RequestTaps.Unknown;
        }

        if (Refuse(request, parameters) is { } problem)
        {
            return problem;
        }

        var (ends, until) = (Say(customer, request.Lease!.Ends!.Value), Say(customer, request.Lease.Ends.Value + parameters.Time));
        return new ActionPreview
        {
            Target = new(kind, request.Id.Value, $"{request.Code} {request.Subject}"),
            Facts =
            [
                new("Contained by", request.Code.Value, IsPinned: true),
                new("Ends now at", ends, IsPinned: true),
                new("Would end at", until, IsPinned: true),
                new("Longer by", LeaseTime.Say(parameters.Time), IsPinned: true),
            ],
            Consequences = [$"It lasts until {until} instead of {ends}, and is then taken back by itself."],
            IsCritical = request.Operations.Any(operation => operation.Preview.IsCritical),
        };
    }

    /// <summary>Safe to call twice for one order.</summary>
    internal async Task<Result<ActionReceipt>> RunAsync(ActionOrder order, ExtendContainmentParameters parameters, CancellationToken cancellationToken)
    {
        var moved = await ledger.DecideAsync(order.Customer, (view, token) => MoveAsync(view, order, parameters, token), cancellationToken);
        return moved.TryGetValue(out var request, out var problem) ? new ActionReceipt(request.Id.Value) : problem;
    }

    internal async Task<bool> HasMovedAsync(RequestId contained, RequestId extension, CancellationToken cancellationToken) =>
        await book.FindAsync(contained, cancellationToken) is { Lease: { } lease } && HasMoved(lease, extension);

    internal async Task<Result<string>> DescribeAsync(RequestId contained, CancellationToken cancellationToken) =>
        await book.FindAsync(contained, cancellationToken) is { Lease.Ends: { } ends } request
            ? $"{request.Code} ends at {Say(request.Customer, ends)}, unless it is moved again."
            : RequestTaps.Unknown;

    private async ValueTask<Decision<ResponseRequest>> MoveAsync(ILedgerView view, ActionOrder order, ExtendContainmentParameters parameters, CancellationToken cancellationToken)
    {
        var change = await RequestChange.LoadAsync(view, parameters.Request, cancellationToken);
        if (change.Request is not { } request)
        {
            return Decision<ResponseRequest>.Nothing(RequestTaps.Unknown);
        }

        if (request.Lease is { } lease && HasMoved(lease, order.Request))
        {
            return Decision<ResponseRequest>.Nothing(request);
        }

        if (Refuse(request, parameters) is { } problem)
        {
            return Decision<ResponseRequest>.Nothing(problem);
        }

        var ends = request.Lease!.Ends!.Value + parameters.Time;
        change.Apply("lease.extended", Bot.Person, $"{order.Code} moves its end to {Say(order.Customer, ends)}", new RequestEvent.Extended(new(order.Request, order.Code), ends));
        change.Wake(WorkKind.Lease, 0, TimeSpan.Zero);
        return await change.DecideAsync(cancellationToken);
    }

    private Problem? Refuse(ResponseRequest request, ExtendContainmentParameters parameters)
    {
        var now = time.GetUtcNow();
        return request.Lease switch
        {
            null => new Problem.Conflict($"{request.Code} has no end that could be moved: what it does lasts until somebody undoes it."),
            { Ends: null } => new Problem.Conflict($"{request.Code} is {RequestLifecycle.Describe(request.State)}: its time has not begun, so there is no end to move."),
            { IsOpen: true, Ends: { } ends } when ends > now => LeaseTime.Refuse(parameters.Time, ends + parameters.Time - now, options.Value.Longest),
            _ => new Problem.Conflict($"The time of {request.Code} is over. If it is still needed, ask for it anew."),
        };
    }

    private static bool HasMoved(Lease lease, RequestId extension) => lease.Extensions.Any(link => link.Id == extension);

    private string Say(CustomerId customer, DateTimeOffset at) => CustomerClock.Say(customers.Find(customer)?.TimeZone ?? TimeZoneInfo.Utc, at);
}
