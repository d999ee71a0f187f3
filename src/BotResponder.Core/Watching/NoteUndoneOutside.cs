using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Containments;
using BotResponder.Core.Ledgers;
using BotResponder.Core.People;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Core.Work;

namespace BotResponder.Core.Watching;

/// <summary>Writes down that something the bot had done was taken back outside the bot, and has it said in the request's thread: one commit.</summary>
public sealed class NoteUndoneOutside(Ledger ledger, WatchBook watched)
{
    /// <summary>Safe to call twice, by several workers at once: each end is written down once, and none that the bot itself brought about.</summary>
    /// <param name="ends">As many as fit into one commit.</param>
    internal Task<Result<ResponseRequest>> RunAsync(ResponseRequest request, ImmutableArray<NoticedEnd> ends, CancellationToken cancellationToken) =>
        ledger.DecideAsync(request.Customer, (view, token) => DecideAsync(view, request.Id, ends, token), cancellationToken);

    private async ValueTask<Decision<ResponseRequest>> DecideAsync(ILedgerView view, RequestId id, ImmutableArray<NoticedEnd> ends, CancellationToken cancellationToken)
    {
        var change = await RequestChange.LoadAsync(view, id, cancellationToken);
        List<int> noted = [];
        foreach (var (index, over) in ends)
        {
            if (await NoteAsync(change, index, over, cancellationToken))
            {
                noted.Add(index);
            }
        }

        if (noted.Count == 0)
        {
            return Decision<ResponseRequest>.Nothing(change.Request is { } unchanged ? unchanged : RequestTaps.Unknown);
        }

        change.Wake(WorkKind.Say, noted[0], TimeSpan.Zero);
        return await change.DecideAsync(cancellationToken);
    }

    private async ValueTask<bool> NoteAsync(RequestChange change, int index, EffectState.Over over, CancellationToken cancellationToken)
    {
        if (change.Request is not { } request)
        {
            return false;
        }

        var row = LedgerRows.Watch(request.Operations[index].Target);
        var before = WatchedTarget.Read(await change.View.FindAsync(row, cancellationToken));
        if (!before.Holds(request.Id, index) || await watched.IsAtWorkAsync(change.View, request, index, cancellationToken)
            || change.Apply("operation.undone-outside", Bot.Person, $"{over.What}. {over.Detail}", new RequestEvent.UndoneOutside(index, over.What, over.Detail)) is not null)
        {
            return false;
        }

        change.Write(row, before.Without(effect => effect.Request == request.Id && effect.Operation == index).Write());
        await ContainmentRegister.GoneAsync(change, index, cancellationToken);
        return true;
    }
}

internal sealed record NoticedEnd(int Operation, EffectState.Over Over);
