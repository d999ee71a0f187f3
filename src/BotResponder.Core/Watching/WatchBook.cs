using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Records;
using BotResponder.Core.Requests;
using BotResponder.Core.Work;
using Microsoft.Extensions.Options;

namespace BotResponder.Core.Watching;

/// <summary>
/// Which effects are watched. One row for each target, written in the commits that end operations: so what the bot itself takes back, or does anew, is never
/// mistaken for what somebody else did.
/// </summary>
public sealed class WatchBook(IRecordStore records, ActionCatalog catalog, IOptions<WatchOptions> options)
{
    /// <summary>An operation has ended: what lasts is watched from now on, and what it took back or did anew is not watched any more.</summary>
    internal async ValueTask EndedAsync(RequestChange change, int index, OutcomeKind outcome, CancellationToken cancellationToken)
    {
        var request = change.Request!;
        if (outcome is not (OutcomeKind.Done or OutcomeKind.Unknown) || catalog.Find(request.Action) is not { } action)
        {
            return;
        }

        var row = LedgerRows.Watch(request.Operations[index].Target);
        var before = WatchedTarget.Read(await change.View.FindAsync(row, cancellationToken));
        // When it is in doubt whether the bot took it back, nobody can say any more who did.
        var after = before.Without(effect => IsTakenBackBy(effect, request.Action));
        if (outcome == OutcomeKind.Done && action is ILastingAction)
        {
            after = after.With(new(request.Action, request.Id, index));
            change.Wake(WorkKind.Watch, 0, options.Value.FirstLook);
        }

        if (!after.Effects.SequenceEqual(before.Effects))
        {
            change.Write(row, after.Write());
        }
    }

    /// <summary>The operations of a request whose effect nobody is known to have taken back.</summary>
    internal async Task<ImmutableArray<int>> WatchedAsync(ResponseRequest request, CancellationToken cancellationToken)
    {
        var done = Enumerable.Range(0, request.Operations.Length).Where(index => request.Operations[index] is { Outcome.Kind: OutcomeKind.Done, Receipt: not null, Outside: null });
        var rows = await Task.WhenAll(done.Select(async index =>
            (Index: index, Row: await records.FindAsync(new(LedgerRows.Partition(request.Customer), LedgerRows.Watch(request.Operations[index].Target)), cancellationToken))));
        return [.. rows.Where(each => WatchedTarget.Read(each.Row?.Body).Holds(request.Id, each.Index)).Select(each => each.Index)];
    }

    /// <summary>The bot is about to take it back itself, or to do it anew: what is seen of the target meanwhile may be its own doing.</summary>
    internal async ValueTask<bool> IsAtWorkAsync(ILedgerView view, ResponseRequest request, int index, CancellationToken cancellationToken)
    {
        var undo = catalog.Find(request.Action)?.Descriptor.UndoneBy;
        foreach (var place in Lane.Read(await view.FindAsync(LedgerRows.Lane(request.Operations[index].Target), cancellationToken)).Places)
        {
            var other = (await RequestChange.LoadAsync(view, place.Request, cancellationToken)).Request;
            if (other is not null && (other.Action == undo || other.Action == request.Action) && other.Operations[place.Operation] is not { State: OperationState.Waiting, Attempt: 0 })
            {
                return true;
            }
        }

        return false;
    }

    private bool IsTakenBackBy(WatchedEffect effect, ActionId action) => catalog.Find(effect.Action)?.Descriptor.UndoneBy == action;
}
