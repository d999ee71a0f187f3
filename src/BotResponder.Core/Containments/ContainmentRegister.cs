using System.Collections.Immutable;
using System.Text.Json;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.People;
using BotResponder.Core.Records;
using BotResponder.Core.Requests;
using BotResponder.Core.Work;

namespace BotResponder.Core.Containments;

/// <summary>What the bot has contained and nobody has released: a row for each target and action, written in the commit that ends the operation as done and taken
/// away in the one that ends its undo.</summary>
public sealed class ContainmentRegister(IRecordStore records, ActionCatalog catalog)
{
    /// <summary>Of one customer, oldest first.</summary>
    public async Task<IReadOnlyList<Containment>> ListAsync(CustomerId customer, int take, CancellationToken cancellationToken)
    {
        var rows = await records.RangeAsync(LedgerRows.Partition(customer), LedgerRows.ContainedPrefix, LedgerRows.After(LedgerRows.ContainedPrefix), take, cancellationToken);
        return [.. rows.Select(row => Read(row.Body)).OrderBy(each => each.Since)];
    }

    /// <summary>The operations of a request whose targets nobody has released, and no other request has contained since.</summary>
    internal async Task<ImmutableArray<TargetOperation>> HeldByAsync(ResponseRequest request, CancellationToken cancellationToken)
    {
        var partition = LedgerRows.Partition(request.Customer);
        var held = ImmutableArray.CreateBuilder<TargetOperation>();
        foreach (var operation in request.Operations.Where(each => each.Outcome is { Kind: OutcomeKind.Done }))
        {
            var row = await records.FindAsync(new(partition, LedgerRows.Contained(operation.Target, request.Action)), cancellationToken);
            if (row is not null && Read(row.Body).Request == request.Id)
            {
                held.Add(operation);
            }
        }

        return held.ToImmutable();
    }

    /// <summary>The row of a target; null when the action does not hold it, as far as the bot knows.</summary>
    public static async ValueTask<Containment?> FindAsync(ILedgerView view, ActionTarget target, ActionId action, CancellationToken cancellationToken) =>
        await view.FindAsync(LedgerRows.Contained(target, action), cancellationToken) is { } body ? Read(body) : null;

    public static RowChange Add(Containment containment) =>
        new(LedgerRows.Contained(containment.Target, containment.Action), JsonSerializer.Serialize(containment, ContainmentsJson.Default.Containment));

    /// <summary>The target was released, by the bot or outside it. An end that is still to come then sends nothing and says so.</summary>
    public static RowChange Remove(ActionTarget target, ActionId action) => new(LedgerRows.Contained(target, action), null);

    /// <summary>The actions whose work this one takes back.</summary>
    public IEnumerable<ActionId> TakenBackBy(ActionId undo) =>
        catalog.All.Select(action => action.Descriptor).Where(action => action.IsContainment && action.UndoneBy == undo).Select(action => action.Id);

    /// <summary>An operation has ended: what that contains or releases.</summary>
    /// <returns>Another request whose time it has ended; it is committed together with this one. Null for none.</returns>
    internal async ValueTask<RequestChange?> FollowAsync(RequestChange change, int index, CancellationToken cancellationToken)
    {
        var (request, operation) = (change.Request!, change.Request!.Operations[index]);
        var freed = ImmutableArray<Containment>.Empty;
        if (operation.Outcome is { Kind: OutcomeKind.Done })
        {
            if (catalog.Find(request.Action)?.Descriptor.IsContainment == true)
            {
                change.Write(Add(new(operation.Target, request.Action, request.Id, request.Code, request.Requester, change.View.Now)));
            }

            freed = await FreeAsync(change, operation.Target, cancellationToken);
        }

        return RequestLifecycle.IsFinal(request.State) && (request.Undoes?.Id ?? freed.FirstOrDefault()?.Request) is { } other
            ? await EndAsync(change, other, cancellationToken)
            : null;
    }

    /// <summary>A target was released outside the bot: its row goes, and the end that was to come, when it was the last target.</summary>
    internal static async ValueTask GoneAsync(RequestChange change, int index, CancellationToken cancellationToken)
    {
        var (request, target) = (change.Request!, change.Request!.Operations[index].Target);
        if ((await FindAsync(change.View, target, request.Action, cancellationToken))?.Request == request.Id)
        {
            change.Write(Remove(target, request.Action));
        }

        if (request is { Lease.IsOpen: true, HoldsAny: false })
        {
            const string Note = "It was taken back outside the bot before its end. Nothing is sent at that end.";
            change.Apply("lease.ended", Bot.Person, Note, new RequestEvent.LeaseEnded(Note));
            change.Finished(WorkKind.Lease, 0);
        }
    }

    private async ValueTask<ImmutableArray<Containment>> FreeAsync(RequestChange change, ActionTarget target, CancellationToken cancellationToken)
    {
        var freed = ImmutableArray.CreateBuilder<Containment>();
        foreach (var action in TakenBackBy(change.Request!.Action))
        {
            if (await FindAsync(change.View, target, action, cancellationToken) is { } contained)
            {
                change.Write(Remove(contained.Target, contained.Action));
                freed.Add(contained);
            }
        }

        return freed.ToImmutable();
    }

    /// <summary>Undone by hand, an end that is still to come is over. The bot's own release that failed is an alarm.</summary>
    private static async ValueTask<RequestChange?> EndAsync(RequestChange change, RequestId contained, CancellationToken cancellationToken)
    {
        var (undo, other) = (change.Request!, await RequestChange.LoadAsync(change.View, contained, cancellationToken));
        if (other.Request is not { Lease.Ends: not null } request)
        {
            return null;
        }

        if (undo.State == RequestState.Done)
        {
            // One that has many targets is over only when all of them were taken back together.
            if (!request.Lease.IsOpen || (undo.Undoes?.Id != request.Id && request.Operations.Length > 1))
            {
                return null;
            }

            var note = $"{undo.Code} took it back before its end.";
            other.Finished(WorkKind.Lease, 0);
            return other.Apply("lease.ended", Bot.Person, note, new RequestEvent.LeaseEnded(note)) is null ? other : null;
        }

        if (undo.Requester.Id != PersonId.Bot)
        {
            return null;
        }

        var alarm = $"{undo.Code} was to take it back at its end and is {RequestLifecycle.Describe(undo.State)}: it may last on. Somebody must look, and type undo {request.Code}.";
        if (other.Apply("lease.alarm", Bot.Person, alarm, new RequestEvent.LeaseEnded(alarm)) is not null)
        {
            return null;
        }

        other.Wake(WorkKind.LeaseNote, 0, TimeSpan.Zero);
        return other;
    }

    private static Containment Read(string body) =>
        JsonSerializer.Deserialize(body, ContainmentsJson.Default.Containment) ?? throw new JsonException("A row of the register is null.");
}
