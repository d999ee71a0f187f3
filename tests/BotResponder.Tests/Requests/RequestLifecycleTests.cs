using BotResponder.Core.Actions;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Tests.Samples;
using static BotResponder.Tests.Samples.Wishes;

namespace BotResponder.Tests.Requests;

public sealed class RequestLifecycleTests
{
    [Fact]
    public void Apply_ApprovalByTheRequester_IsNotAllowed()
    {
        var moved = Apply(Pending(), Verdict(Cast.Ann));

        Assert.IsType<Problem.NotAllowed>(moved.Problem);
    }

    [Fact]
    public void Apply_DenialByTheRequester_IsNotAllowed() =>
        Assert.IsType<Problem.NotAllowed>(Apply(Pending(), Verdict(Cast.Ann, approves: false)).Problem);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Apply_DistinctApprovers_AllOfThemAreNeeded(int needed)
    {
        var request = Pending(needed);

        for (var count = 1; count <= needed; count++)
        {
            Assert.Equal(RequestState.Pending, request.State);
            request = request.All(Verdict(Cast.Named($"approver-{count}")));
        }

        Assert.Equal(RequestState.Approved, request.State);
    }

    [Fact]
    public void Apply_SecondVerdictOfTheSamePerson_IsNotCounted()
    {
        var once = Pending(approvals: 2).All(Verdict(Cast.Bob));

        var twice = Apply(once, Verdict(Cast.Bob));
        var changedMind = Apply(once, Verdict(Cast.Bob, approves: false));

        Assert.IsType<Problem.Conflict>(twice.Problem);
        Assert.Contains("1 approval", twice.Problem.Sentence, StringComparison.Ordinal);
        Assert.IsType<Problem.Conflict>(changedMind.Problem);
    }

    [Fact]
    public void Apply_SameObjectIdInAnotherTenant_IsAnotherPerson()
    {
        var twin = Cast.Bob with { Id = Cast.Bob.Id with { Tenant = Cast.Fabrikam.Tenant } };

        var approved = Pending(approvals: 2).All(Verdict(Cast.Bob), Verdict(twin));

        Assert.Equal(RequestState.Approved, approved.State);
    }

    [Fact]
    public void Apply_OneDenial_EndsItWhateverWasApproved()
    {
        var denied = Pending(approvals: 2).All(Verdict(Cast.Bob), Verdict(Cast.Cid, approves: false));

        Assert.Equal(RequestState.Denied, denied.State);
        Assert.Equal(Now, denied.ClosedAt);
        Assert.Contains("Nothing was done", denied.ClosingNote, StringComparison.Ordinal);
        Assert.Equal("R-01234 is already denied.", Apply(denied, Verdict(Cast.Dee)).Problem?.Sentence);
    }

    [Theory]
    [InlineData(OutcomeKind.Done, OutcomeKind.Done, RequestState.Done)]
    [InlineData(OutcomeKind.Done, OutcomeKind.Cancelled, RequestState.Cancelled)]
    [InlineData(OutcomeKind.Refused, OutcomeKind.Cancelled, RequestState.Refused)]
    [InlineData(OutcomeKind.Refused, OutcomeKind.Failed, RequestState.Failed)]
    [InlineData(OutcomeKind.Failed, OutcomeKind.Unknown, RequestState.Unknown)]
    [InlineData(OutcomeKind.Done, OutcomeKind.Unknown, RequestState.Unknown)]
    public void Apply_SeveralOperations_TheWorstOutcomeNamesTheRequest(OutcomeKind one, OutcomeKind other, RequestState expected)
    {
        var running = Approved(operations: 2).All(new RequestEvent.Dispatching(0), new RequestEvent.Dispatching(1));

        var half = running.All(Ended(0, one));
        var ended = half.All(Ended(1, other));
        var turned = running.All(Ended(1, one), Ended(0, other));

        Assert.Equal(RequestState.Running, half.State);
        Assert.Equal(expected, ended.State);
        Assert.Equal(expected, turned.State);
        Assert.Equal(expected != RequestState.Unknown, ended.ClosedAt is not null);
    }

    [Fact]
    public void Apply_UnknownFollowedByTheTruth_IsTheTruth()
    {
        var unknown = In(RequestState.Unknown);

        var done = unknown.All(Ended(0, OutcomeKind.Done));
        var adopted = unknown.All(new RequestEvent.Accepted(0, new("late")), Ended(0, OutcomeKind.Failed));

        Assert.Null(unknown.ClosedAt);
        Assert.Equal(RequestState.Done, done.State);
        Assert.Equal(RequestState.Failed, adopted.State);
        Assert.Equal("late", adopted.Operations[0].Receipt?.Id);
        Assert.IsType<Problem.Conflict>(Apply(done, Ended(0, OutcomeKind.Failed)).Problem);
    }

    [Fact]
    public void Apply_Postponed_GoesBackToApprovedAndCanBeWithdrawn()
    {
        var sent = Approved().All(new RequestEvent.Dispatching(0));

        var postponed = sent.All(new RequestEvent.Postponed(0, "Microsoft is busy."));

        Assert.IsType<Problem.Conflict>(Apply(sent, new RequestEvent.Withdrawn(Cast.Ann)).Problem);
        Assert.Equal(RequestState.Approved, postponed.State);
        Assert.Equal(1, postponed.Operations[0].Attempt);
        Assert.Equal(RequestState.Withdrawn, postponed.All(new RequestEvent.Withdrawn(Cast.Ann)).State);
    }

    [Fact]
    public void Apply_PostponedBesideOneThatRan_StaysRunning()
    {
        var request = Approved(operations: 2).All(new RequestEvent.Dispatching(0), new RequestEvent.Accepted(0, new("action-1")), new RequestEvent.Dispatching(1));

        Assert.Equal(RequestState.Running, request.All(new RequestEvent.Postponed(1, "Busy.")).State);
    }

    [Fact]
    public void Apply_WithdrawnByAnybodyElse_IsNotAllowed()
    {
        Assert.IsType<Problem.NotAllowed>(Apply(Pending(), new RequestEvent.Withdrawn(Cast.Bob)).Problem);
        Assert.Equal(RequestState.Withdrawn, Pending().All(new RequestEvent.Withdrawn(Cast.Ann)).State);
    }

    [Fact]
    public void Apply_SecondCallWhileOneMayBeUnderWay_IsRefused()
    {
        var sent = Approved().All(new RequestEvent.Dispatching(0));

        Assert.IsType<Problem.Conflict>(Apply(sent, new RequestEvent.Dispatching(0)).Problem);
    }

    [Fact]
    public void Apply_AnythingBeforeItWasAsked_IsABug()
    {
        Assert.Throws<InvalidOperationException>(() => RequestLifecycle.Apply(null, new RequestEvent.Lapsed(), Now));
        Assert.Equal(RequestState.Pending, RequestLifecycle.Apply(null, new RequestEvent.Submitted(Pending()), Now).Value.State);
    }

    [Fact]
    public void Describe_EveryState_HasWordsOfItsOwn()
    {
        var words = Enum.GetValues<RequestState>().Select(RequestLifecycle.Describe).ToList();

        Assert.Equal(words.Count, words.Distinct(StringComparer.Ordinal).Count());
    }

    private static Result<ResponseRequest> Apply(ResponseRequest request, RequestEvent happened) => RequestLifecycle.Apply(request, happened, Now);
}
