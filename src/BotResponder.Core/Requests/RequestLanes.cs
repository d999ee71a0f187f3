using System.Text.Json;
using BotResponder.Core.Actions;
using BotResponder.Core.Ledgers;
using BotResponder.Core.People;
using BotResponder.Core.Records;
using BotResponder.Core.Work;

namespace BotResponder.Core.Requests;

/// <summary>Takes a request's operations onto the lanes of their targets and off them, inside a decision about that request.</summary>
internal static class RequestLanes
{
    /// <summary>How many operations enter or leave in one commit: each may bring nine rows, and a commit holds a hundred.</summary>
    public const int Portion = 8;

    /// <summary>An approved request takes its place on every target's lane: the first in line is dispatched, the others wait. Many targets follow portion by portion.</summary>
    public static async ValueTask EnterLanesAsync(this RequestChange change, CancellationToken cancellationToken)
    {
        if (change.Request!.Operations.Length > Portion)
        {
            change.Wake(WorkKind.Lanes, 0, TimeSpan.Zero);
            return;
        }

        for (var index = 0; index < change.Request.Operations.Length; index++)
        {
            await change.EnterLaneAsync(index, cancellationToken);
        }
    }

    /// <summary>What was withdrawn gives its places free.</summary>
    public static async ValueTask LeaveLanesAsync(this RequestChange change, CancellationToken cancellationToken)
    {
        if (change.Request!.Operations.Length > Portion)
        {
            change.Wake(WorkKind.Lanes, 0, TimeSpan.Zero);
            return;
        }

        for (var index = 0; index < change.Request.Operations.Length; index++)
        {
            if (IsOver(change.Request, index))
            {
                await change.GiveUpLaneAsync(index, cancellationToken);
            }
        }
    }

    /// <summary>Nothing will be sent for the operation any more, and nothing is under way.</summary>
    public static bool IsOver(ResponseRequest request, int operation) =>
        RequestLifecycle.IsFinal(request.State) || request.Operations[operation] is { State: OperationState.Ended, Outcome.Kind: not OutcomeKind.Unknown };

    /// <summary>The operation will not be sent: its place and its wake-up go.</summary>
    public static ValueTask GiveUpLaneAsync(this RequestChange change, int operation, CancellationToken cancellationToken)
    {
        change.Finished(WorkKind.Dispatch, operation);
        return change.LeaveLaneAsync(operation, cancellationToken);
    }

    public static async ValueTask EnterLaneAsync(this RequestChange change, int operation, CancellationToken cancellationToken)
    {
        var request = change.Request!;
        var target = request.Operations[operation].Target;
        var row = LedgerRows.Lane(target);
        var before = Lane.Read(await change.View.FindAsync(row, cancellationToken));
        change.Write(row, before.Join(new(request.Id, request.Code, operation)).Write());
        change.RememberNames(target);
        if (before.Places is [var first, ..] && !(first.Request == request.Id && first.Operation == operation))
        {
            change.Apply("operation.queued", Bot.Person, $"Waits for {first.Code}, which runs on the same target first", new RequestEvent.Queued(operation, first.Code));
        }
        else if (DispatchWindow.Holds(request, operation))
        {
            change.Wake(WorkKind.Dispatch, operation, TimeSpan.Zero);
        }
    }

    /// <summary>Takes the operation off its target's lane and wakes whoever is next.</summary>
    public static async ValueTask LeaveLaneAsync(this RequestChange change, int operation, CancellationToken cancellationToken)
    {
        var request = change.Request!;
        var row = LedgerRows.Lane(request.Operations[operation].Target);
        var before = Lane.Read(await change.View.FindAsync(row, cancellationToken));
        var lane = before.Leave(request.Id, operation);
        if (lane.Places.Length == before.Places.Length)
        {
            return;
        }

        change.Write(row, lane.Write());
        if (before.Places[0].Request == request.Id && lane.Places is [var next, ..])
        {
            change.Wake(new(WorkKind.Dispatch, next.Request, next.Operation, change.View.Now));
            change.Wake(new(WorkKind.Cards, next.Request, 0, change.View.Now));
        }
    }

    /// <summary>One operation has been answered: the one that came into the window is dispatched, if its lane is free.</summary>
    public static async ValueTask WakeNextAsync(this RequestChange change, CancellationToken cancellationToken)
    {
        var request = change.Request!;
        if (DispatchWindow.Newest(request) is not { } index || request.Operations[index].State != OperationState.Waiting)
        {
            return;
        }

        // One that has not entered its lane yet is dispatched when it does.
        var lane = Lane.Read(await change.View.FindAsync(LedgerRows.Lane(request.Operations[index].Target), cancellationToken));
        if (lane.Places is [var first, ..] && first.Request == request.Id && first.Operation == index)
        {
            change.Wake(WorkKind.Dispatch, index, TimeSpan.Zero);
        }
    }

    /// <summary>The trail of a target is found by every name that people type for it.</summary>
    public static void RememberNames(this RequestChange change, ActionTarget target)
    {
        foreach (var name in new[] { target.Name, target.Name.Split('.')[0], target.Id }.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            change.Write(LedgerRows.TargetName(name) + RecordKey.Escape(target.Id), JsonSerializer.Serialize(target, RequestJson.Default.ActionTarget));
        }
    }
}
