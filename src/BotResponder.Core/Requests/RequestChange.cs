using System.Text.Json;
using BotResponder.Core.Audit;
using BotResponder.Core.Ledgers;
using BotResponder.Core.People;
using BotResponder.Core.Results;
using BotResponder.Core.Work;

namespace BotResponder.Core.Requests;

/// <summary>Collects what happens to one request inside one decision: every event with its audit line, and at the end the rows that follow from it.</summary>
internal sealed class RequestChange(ILedgerView view, ResponseRequest? request)
{
    private readonly List<AuditFact> _facts = [];
    private readonly List<RowChange> _rows = [];
    private readonly List<OutboxEntry> _outbox = [];
    private readonly bool _wasFinal = request is not null && RequestLifecycle.IsFinal(request.State);

    /// <summary>The request as it is after the last event.</summary>
    public ResponseRequest? Request { get; private set; } = request;

    public static async ValueTask<RequestChange> LoadAsync(ILedgerView view, RequestId id, CancellationToken cancellationToken)
    {
        var body = await view.FindAsync(LedgerRows.Request(id), cancellationToken);
        return new(view, body is null ? null : JsonSerializer.Deserialize(body, RequestJson.Default.ResponseRequest));
    }

    /// <summary>Applies an event and writes it down.</summary>
    /// <returns>Why it did not apply; null when it did.</returns>
    public Problem? Apply(string kind, Person actor, string sentence, RequestEvent happened, string? activity = null)
    {
        if (!RequestLifecycle.Apply(Request, happened, view.Now).TryGetValue(out var moved, out var problem))
        {
            return problem;
        }

        Request = moved;
        _facts.Add(Describe(moved, kind, actor, sentence) with { Change = happened, Activity = activity });
        return null;
    }

    public void Write(string row, string? body) => _rows.Add(new(row, body));

    public void Wake(WorkKind kind, int operation, TimeSpan delay, int round = 0) =>
        _outbox.Add(new(kind, Request!.Id, operation, view.Now + delay, round));

    public void Wake(OutboxEntry entry) => _outbox.Add(entry);

    /// <summary>The thing is done: its outbox row goes with this commit.</summary>
    public void Finished(WorkKind kind, int operation) => Write(LedgerRows.Outbox(new OutboxEntry(kind, Request!.Id, operation, default).Id), null);

    /// <summary>An approved request takes its place on every target's lane: the first in line is dispatched, the others wait.</summary>
    public async ValueTask EnterLanesAsync(Person actor, CancellationToken cancellationToken)
    {
        for (var index = 0; index < Request!.Operations.Length; index++)
        {
            var row = LedgerRows.Lane(Request.Operations[index].Target);
            var before = Lane.Read(await view.FindAsync(row, cancellationToken));
            Write(row, before.Join(new(Request.Id, Request.Code, index)).Write());
            if (before.Places is [var first, ..])
            {
                Apply("operation.queued", actor, $"Waits for {first.Code}, which runs on the same target first", new RequestEvent.Queued(index, first.Code));
            }
            else
            {
                Wake(WorkKind.Dispatch, index, TimeSpan.Zero);
            }
        }
    }

    /// <summary>Takes the operation off its target's lane and wakes whoever is next.</summary>
    public async ValueTask LeaveLaneAsync(int operation, CancellationToken cancellationToken)
    {
        var row = LedgerRows.Lane(Request!.Operations[operation].Target);
        var before = Lane.Read(await view.FindAsync(row, cancellationToken));
        var lane = before.Leave(Request.Id, operation);
        if (lane.Places.Length == before.Places.Length)
        {
            return;
        }

        Write(row, lane.Write());
        if (before.Places[0].Request == Request.Id && lane.Places is [var next, ..])
        {
            Wake(new(WorkKind.Dispatch, next.Request, next.Operation, view.Now));
            Wake(new(WorkKind.Cards, next.Request, 0, view.Now));
        }
    }

    /// <summary>The decision: the request's rows as they follow from its state, its cards, and all that was collected.</summary>
    public Decision<ResponseRequest> Decide()
    {
        var current = Request!;
        Write(LedgerRows.Request(current.Id), JsonSerializer.Serialize(current, RequestJson.Default.ResponseRequest));
        Wake(WorkKind.Cards, 0, TimeSpan.Zero);
        // Only on the way out: an undo asked for later must not take away the row of a newer wish for the same target.
        if (RequestLifecycle.IsFinal(current.State) && !_wasFinal)
        {
            Write(LedgerRows.Open(current.Id), null);
            foreach (var operation in current.Operations)
            {
                Write(LedgerRows.Ask(current.Requester.Id, current.Action, operation.Target), null);
            }
        }

        if (current.State != RequestState.Pending)
        {
            _outbox.RemoveAll(entry => entry.Kind == WorkKind.Expire);
            Finished(WorkKind.Expire, 0);
        }

        return new(current) { Rows = [.. _rows], Facts = [.. _facts], Outbox = [.. _outbox] };
    }

    /// <summary>An audit line that concerns a request.</summary>
    public static AuditFact Describe(ResponseRequest request, string kind, Person actor, string sentence) => new(kind, actor, sentence)
    {
        Request = request.Id,
        Code = request.Code,
        Action = request.Action,
        Target = request.Preview.Target,
    };

    /// <summary>Somebody tried something with a request and was told no: that is written down too.</summary>
    public Decision<ResponseRequest> Refuse(Problem problem, Person actor, string attempt, string? activity) => Decision<ResponseRequest>.Refused(
        problem, Describe(Request!, "request.attempt-refused", actor, $"{attempt}: {problem.Sentence}") with { Activity = activity });
}
