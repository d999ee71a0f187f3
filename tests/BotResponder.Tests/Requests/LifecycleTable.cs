using System.Text;
using BotResponder.Core.Actions;
using BotResponder.Core.Requests;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Requests;

/// <summary>The state x event table as the code has it, in the words of the README.</summary>
internal static class LifecycleTable
{
    /// <summary>One row for each state; Running has two, because what may happen depends on where its operation is.</summary>
    public static IReadOnlyList<(string Name, ResponseRequest Request)> Rows { get; } =
    [
        .. Enum.GetValues<RequestState>().SelectMany(state => state == RequestState.Running
            ? new[]
            {
                ("Running, being sent", Wishes.In(state, OperationState.Dispatching)),
                ("Running, accepted", Wishes.In(state, OperationState.Accepted)),
            }
            : [(state.ToString(), Wishes.In(state))]).Select(row => (row.Item1, row.Item2.ForEightHours())),
    ];

    /// <summary>One column for each event type there is.</summary>
    public static IReadOnlyList<(string Name, RequestEvent? Sample)> Columns { get; } =
    [
        .. typeof(RequestEvent).GetNestedTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(RequestEvent)))
            .Select(type => (type.Name, Samples.FirstOrDefault(sample => sample.GetType() == type))),
    ];

    private static IEnumerable<RequestEvent> Samples =>
    [
        new RequestEvent.Submitted(Wishes.Pending()),
        Wishes.Verdict(Cast.Cid),
        new RequestEvent.Withdrawn(Cast.Ann),
        new RequestEvent.Lapsed(),
        new RequestEvent.Queued(0, new("R-BEFOR")),
        new RequestEvent.Dispatching(0),
        new RequestEvent.Postponed(0, "Microsoft is busy."),
        new RequestEvent.Accepted(0, new("action-1")),
        new RequestEvent.Progressed(0, "The device is offline."),
        new RequestEvent.HandedBack(0, Cast.Bob),
        Wishes.Ended(0, OutcomeKind.Done),
        new RequestEvent.GlassReviewed(new(Cast.Cid, IsRight: true, null, Wishes.Now)),
        new RequestEvent.UndoAsked(new(new("undo"), new("R-UNDO1"))),
        new RequestEvent.UndoneOutside(0, "Released outside the bot", "Defender lists a release."),
        new RequestEvent.Extended(new(new("extension"), new("R-EXTN1")), Wishes.Now + TimeSpan.FromHours(12)),
        new RequestEvent.Reminded(),
        new RequestEvent.LeaseEnded("It was released."),
    ];

    public static string Cell(ResponseRequest request, RequestEvent happened) =>
        RequestLifecycle.Apply(request, happened, Wishes.Now).TryGetValue(out var moved, out _) ? moved.State.ToString() : "refused";

    public static string Write()
    {
        var table = new StringBuilder("| state |");
        table.Append(string.Concat(Columns.Select(column => $" {column.Name} |"))).Append('\n');
        table.Append("|---|").Append(string.Concat(Columns.Select(_ => "---|"))).Append('\n');
        foreach (var (name, request) in Rows)
        {
            table.Append($"| {name} |").Append(string.Concat(Columns.Select(column => $" {Cell(request, column.Sample!)} |"))).Append('\n');
        }

        return table.ToString();
    }
}
