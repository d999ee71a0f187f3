using System.Text.Json;
using BotResponder.Core.Audit;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.People;
using BotResponder.Core.Requests;

namespace BotResponder.Core.Work;

/// <summary>Puts work aside that failed too often, with its audit line and an alarm, in one commit. Nothing wakes up for it any more.</summary>
public sealed class ParkWork(Ledger ledger, CustomerDirectory customers)
{
    /// <summary>Safe to call twice: what was parked, done or asked for again meanwhile is left alone.</summary>
    /// <param name="due">The due time that it failed for; null when the row could not be read.</param>
    /// <param name="runs">How often it was begun.</param>
    /// <param name="reason">The type of the last exception.</param>
    /// <returns>False when the row belongs to no customer of the configuration: it was not touched.</returns>
    public async Task<bool> RunAsync(WorkItem item, DateTimeOffset? due, int runs, string reason, CancellationToken cancellationToken)
    {
        if (customers.All.FirstOrDefault(each => LedgerRows.Partition(each.Id) == item.Partition) is not { } customer)
        {
            return false;
        }

        await ledger.DecideAsync(customer.Id, (view, token) => DecideAsync(view, item.Row, due, new(runs, reason), token), cancellationToken);
        return true;
    }

    private static async ValueTask<Decision<bool>> DecideAsync(ILedgerView view, string row, DateTimeOffset? due, Failure failure, CancellationToken cancellationToken)
    {
        var body = await view.FindAsync(row, cancellationToken);
        var entry = body is null ? null : Outbox.TryRead(body);
        if (body is null || entry?.Due != due)
        {
            return Decision<bool>.Nothing(false);
        }

        var request = entry is null ? null : (await RequestChange.LoadAsync(view, entry.Request, cancellationToken)).Request;
        var what = WorkWords.Of(entry?.Kind);
        var parked = new ParkedEntry(row, body, what, request?.Code, failure.Runs, failure.Reason, view.Now);
        return new(true)
        {
            Rows = [new(row, null), new(ParkedWork.RowOf(row, entry?.Request), JsonSerializer.Serialize(parked, WorkJson.Default.ParkedEntry))],
            Facts = [Fact(request, "work.parked", $"{what} failed {failure.Runs} times ({failure.Reason}) and is parked. Nothing more happens by itself")],
            Outbox = request is null ? [] : [new(WorkKind.Alarm, request.Id, 0, view.Now)],
        };
    }

    /// <summary>About the request when it is known, else about nothing in particular.</summary>
    internal static AuditFact Fact(ResponseRequest? request, string kind, string sentence) =>
        request is null ? new(kind, Bot.Person, sentence) : RequestChange.Describe(request, kind, Bot.Person, sentence);

    private sealed record Failure(int Runs, string Reason);
}

/// <summary>What work is called when people are told about it.</summary>
internal static class WorkWords
{
    /// <param name="kind">Null when the row could not be read.</param>
    public static string Of(WorkKind? kind) => kind switch
    {
        WorkKind.Dispatch => "Handing it to Microsoft",
        WorkKind.Lanes => "Taking its targets into line",
        WorkKind.Poll => "Asking Microsoft how far it is",
        WorkKind.Expire => "Closing it when its time is over",
        WorkKind.AskAgain => "Asking further approvers",
        WorkKind.Review or WorkKind.GlassAlarm => "Reminding of a broken glass that is not reviewed",
        WorkKind.GlassVerdict => "Saying what a reviewer found",
        WorkKind.Cards => "Bringing its cards up to date",
        WorkKind.Watch => "Looking whether it still holds",
        WorkKind.Say => "Saying in its thread what is new",
        WorkKind.Lease => "Taking it back at its end",
        WorkKind.LeaseNote => "Saying how it stands with its end",
        WorkKind.Contained => "Telling the channel what is still contained",
        null => "Something that this version of the bot cannot read",
        _ => $"Work of the kind {kind}",
    };
}
