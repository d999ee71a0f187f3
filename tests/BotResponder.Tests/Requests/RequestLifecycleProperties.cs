using System.Text.Json;
using BotResponder.Core.Actions;
using BotResponder.Core.Requests;
using BotResponder.Tests.Samples;
using CsCheck;

namespace BotResponder.Tests.Requests;

/// <summary>Whatever happens, in whatever order.</summary>
public sealed class RequestLifecycleProperties
{
    private static readonly Gen<int> Index = Gen.Int[0, 1];

    private static readonly Gen<Core.People.Person> Somebody = Gen.Int[0, 3].Select(index => new[] { Cast.Ann, Cast.Bob, Cast.Cid, Cast.Dee }[index]);

    private static readonly Gen<RequestEvent> Anything = Gen.OneOf(
        Gen.Const<RequestEvent>(new RequestEvent.Submitted(Wishes.Pending())),
        Gen.Select(Somebody, Gen.Int[0, 3], (who, face) => (RequestEvent)Wishes.Verdict(who, approves: face > 0)),
        Somebody.Select(who => (RequestEvent)new RequestEvent.Withdrawn(who)),
        Gen.Const<RequestEvent>(new RequestEvent.Lapsed()),
        Index.Select(index => (RequestEvent)new RequestEvent.Queued(index, new("R-BEFOR"))),
        Index.Select(index => (RequestEvent)new RequestEvent.Dispatching(index)),
        Index.Select(index => (RequestEvent)new RequestEvent.Postponed(index, "Busy.")),
        Index.Select(index => (RequestEvent)new RequestEvent.Accepted(index, new("action"))),
        Index.Select(index => (RequestEvent)new RequestEvent.Progressed(index, "On its way.")),
        Index.Select(index => (RequestEvent)new RequestEvent.Accepted(index, new("task") { HandedOver = "Do it.", AwaitsWord = true })),
        Gen.Select(Index, Somebody, (index, who) => (RequestEvent)new RequestEvent.HandedBack(index, who)),
        Gen.Select(Index, Gen.Enum<OutcomeKind>(), (index, kind) => (RequestEvent)Wishes.Ended(index, kind)),
        Gen.Const<RequestEvent>(new RequestEvent.UndoAsked(new(new("undo"), new("R-UNDO1")))),
        Index.Select(index => (RequestEvent)new RequestEvent.UndoneOutside(index, "Released outside the bot", "Seen.")),
        Gen.Const<RequestEvent>(new RequestEvent.Reminded()),
        Gen.Const<RequestEvent>(new RequestEvent.LeaseEnded("Released.")),
        Gen.Int[1, 9].Select(hours => (RequestEvent)new RequestEvent.Extended(new(new("extension"), new("R-EXTN1")), Wishes.Now.AddHours(hours))));

    private static readonly Gen<(int Approvals, RequestEvent[] Events)> Lives = Gen.Select(Gen.Int[1, 2], Anything.Array[0, 40]);

    [Fact]
    public void Apply_AnyEvents_NeverLeaveAFinalState() => Lives.Sample(life =>
    {
        var request = Wishes.Pending(life.Approvals, operations: 2) with { Lease = new(TimeSpan.FromHours(8)) };
        string? final = null;
        foreach (var happened in life.Events)
        {
            request = RequestLifecycle.Apply(request, happened, Wishes.Now).TryGetValue(out var moved, out _) ? moved : request;
            final ??= RequestLifecycle.IsFinal(request.State) ? Bare(request).Text() : null;
            Assert.True(final is null || final == Bare(request).Text(), "A final request changed.");
        }
    });

    [Fact]
    public void Apply_AnyEvents_ReplayedFromTheirJsonRebuildTheRequest() => Lives.Sample(life =>
    {
        var request = Wishes.Pending(life.Approvals, operations: 2) with { Lease = new(TimeSpan.FromHours(8)) };
        List<RequestEvent> counted = [new RequestEvent.Submitted(request)];
        foreach (var happened in life.Events)
        {
            if (RequestLifecycle.Apply(request, happened, Wishes.Now).TryGetValue(out var moved, out _))
            {
                request = moved;
                counted.Add(happened);
            }
        }

        var rebuilt = counted.Select(Reread).Aggregate((ResponseRequest?)null, (state, happened) => RequestLifecycle.Apply(state, happened, Wishes.Now).Value);
        Assert.Equal(request.Text(), rebuilt!.Text());
    });

    [Fact]
    public void Apply_AnyEvents_CountNobodyTwiceAndNeverTheRequester() => Lives.Sample(life =>
    {
        var request = life.Events.Aggregate(Wishes.Pending(life.Approvals, operations: 2),
            (state, happened) => RequestLifecycle.Apply(state, happened, Wishes.Now).TryGetValue(out var moved, out _) ? moved : state);
        var approvers = request.Approvals.Select(review => review.Approver.Id).ToList();

        Assert.Equal(approvers.Count, approvers.Distinct().Count());
        Assert.DoesNotContain(Cast.Ann.Id, approvers);
        Assert.True(request.Operations.All(operation => operation.Attempt == 0) || approvers.Count == life.Approvals, "Called without enough approvals.");
    });

    /// <summary>Without what may still be said of what is over.</summary>
    private static ResponseRequest Bare(ResponseRequest request) =>
        request with { UndoneBy = null, Lease = null, Operations = [.. request.Operations.Select(operation => operation with { Outside = null })] };

    private static RequestEvent Reread(RequestEvent happened) =>
        JsonSerializer.Deserialize(JsonSerializer.Serialize(happened, RequestJson.Default.RequestEvent), RequestJson.Default.RequestEvent)!;
}
