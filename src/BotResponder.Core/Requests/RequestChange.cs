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

    public ILedgerView View => view;

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
        var fact = Describe(moved, kind, actor, sentence) with { Change = happened, Activity = activity };
        _facts.Add(happened is RequestEvent.OfOperation { Operation: var index } ? fact with { Target = moved.Operations[index].Target } : fact);
        return null;
    }

    /// <summary>One more line about it, which changes nothing.</summary>
    public void Note(string kind, Person actor, string sentence) => _facts.Add(Describe(Request!, kind, actor, sentence));

    public void Write(string row, string? body) => Write(new(row, body));

    public void Write(RowChange row) => _rows.Add(row);

    public void Wake(WorkKind kind, int operation, TimeSpan delay, int round = 0) =>
        _outbox.Add(new(kind, Request!.Id, operation, view.Now + delay, round));

    public void Wake(OutboxEntry entry) => _outbox.Add(entry);

    /// <summary>The thing is done: its outbox row goes with this commit.</summary>
    public void Finished(WorkKind kind, int operation) => Write(LedgerRows.Outbox(new OutboxEntry(kind, Request!.Id, operation, default).Id), null);

    /// <summary>The decision: the request's rows as they follow from its state, its cards, and all that was collected.</summary>
    public async ValueTask<Decision<ResponseRequest>> DecideAsync(CancellationToken cancellationToken)
    {
        var current = Request!;
        if (_facts.Count == 0)
        {
            // Nothing has happened to the request itself: only rows beside it change, such as places in lanes.
            return Collected(current);
        }

        Write(LedgerRows.Request(current.Id), JsonSerializer.Serialize(current, RequestJson.Default.ResponseRequest));
        Wake(await CardsAsync(current, cancellationToken));
        // Only on the way out: an undo asked for later must not take away the row of a newer wish for the same target.
        if (RequestLifecycle.IsFinal(current.State) && !_wasFinal)
        {
            Write(LedgerRows.Open(current.Id), null);
            Write(LedgerRows.Ask(current), null);
            if (current.Lease is { IsOpen: true })
            {
                Wake(WorkKind.Lease, 0, TimeSpan.Zero);
            }
        }

        if (current.State != RequestState.Pending)
        {
            _outbox.RemoveAll(entry => entry.Kind == WorkKind.Expire);
            Finished(WorkKind.Expire, 0);
        }

        return Collected(current);
    }

    /// <summary>An audit line that concerns a request. A request for many targets is found by each of them through the lines of its operations.</summary>
    public static AuditFact Describe(ResponseRequest request, string kind, Person actor, string sentence) => new(kind, actor, sentence)
    {
        Request = request.Id,
        Code = request.Code,
        Action = request.Action,
        Target = request.Operations is [var single] ? single.Target : null,
    };

    /// <summary>Somebody tried something with a request and was told no: that is written down too.</summary>
    public Decision<ResponseRequest> Refuse(Problem problem, Person actor, string attempt, string? activity) => Decision<ResponseRequest>.Refused(
        problem, Describe(Request!, "request.attempt-refused", actor, $"{attempt}: {problem.Sentence}") with { Activity = activity });

    private Decision<ResponseRequest> Collected(ResponseRequest current) => new(current) { Rows = [.. _rows], Facts = [.. _facts], Outbox = [.. _outbox] };

    /// <summary>Cards follow at once; those of a request whose many operations move all the time follow every <see cref="CardPace.ManyTargets"/>.</summary>
    private async ValueTask<OutboxEntry> CardsAsync(ResponseRequest current, CancellationToken cancellationToken)
    {
        var entry = new OutboxEntry(WorkKind.Cards, current.Id, 0, view.Now);
        if (current.Operations.Length == 1 || current.State != RequestState.Running)
        {
            return entry;
        }

        var waiting = await view.FindAsync(LedgerRows.Outbox(entry.Id), cancellationToken);
        var due = waiting is null ? view.Now : JsonSerializer.Deserialize(waiting, WorkJson.Default.OutboxEntry)!.Due;
        return entry with { Due = due > view.Now ? due : view.Now + CardPace.ManyTargets };
    }
}

/// <summary>How often the cards of a request are drawn again.</summary>
internal static class CardPace
{
    public static readonly TimeSpan ManyTargets = TimeSpan.FromSeconds(2);
}
