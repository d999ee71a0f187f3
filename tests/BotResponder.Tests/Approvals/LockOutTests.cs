using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.People;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Tests.Samples;
using Moq;

namespace BotResponder.Tests.Approvals;

/// <summary>Approver after approver is barred, so that nobody is left who could approve taking it back.</summary>
[Trait("Attack", "30")]
public sealed class LockOutTests
{
    private static readonly ActionDescriptor Disable = Isolation.Descriptor with
    {
        Id = new("account.disable"),
        TargetKind = "account",
        BarsSignIn = true,
        UndoneBy = new("account.enable"),
    };

    private static readonly ActionDescriptor Enable = Isolation.ReleaseDescriptor with { Id = new("account.enable"), TargetKind = "account", Grammar = Core.Commands.CommandGrammar.ForVerb("enable").Takes("account", "x") };

    private static readonly Person Max = Eyes.OfContoso("max");

    private readonly Mock<IResponseAction> _disable = Isolation.Action(Disable);
    private readonly Mock<IResponseAction> _enable = Isolation.Action(Enable);
    private readonly Mock<IResponseAction> _compromised = Isolation.Action(Disable with { Id = new("account.compromised"), Grammar = Core.Commands.CommandGrammar.ForVerb("compromised").Takes("account", "x"), UndoneBy = new("account.dismiss-risk") });
    private readonly Mock<IResponseAction> _dismiss = Isolation.Action(Enable with { Id = new("account.dismiss-risk"), Grammar = Core.Commands.CommandGrammar.ForVerb("dismiss-risk").Takes("account", "x") });
    private readonly House _house;
    private int _asked;

    public LockOutTests() => _house = new(new WatchedStore(), null, new(), Protection, _disable.Object, _enable.Object, _compromised.Object, _dismiss.Object);

    /// <summary>Kim, Sue and Max approve, all with accounts of Contoso's own; Ann only asks.</summary>
    private static CustomerOptions Protection => new()
    {
        Customers =
        {
            new CustomerEntry
            {
                TenantId = Cast.Contoso.Tenant,
                Name = "Contoso",
                Channels = { Cast.Channel.Value },
                Responders = { Cast.Ann.Id.ToString(), Eyes.Sue.Id.ToString() },
                Approvers = { Eyes.Kim.Id.ToString(), Eyes.Sue.Id.ToString(), Max.Id.ToString() },
            },
        },
    };

    [Fact]
    public async Task Submit_ApproverAfterApprover_IsRefusedBeforeNobodyIsLeft()
    {
        await DisabledAsync(Eyes.Kim, by: Eyes.Sue);
        await DisabledAsync(Max, by: Eyes.Sue);

        var last = await AskAsync(_disable, Eyes.Sue);
        var somebody = await AskAsync(_disable, Eyes.OfContoso("nobody-special"));

        Assert.Contains("too few approvers who can act", Assert.IsType<Problem.NotAllowed>(last.Problem).Sentence, StringComparison.Ordinal);
        Assert.Null(somebody.Problem);
        Assert.Equal("request.refused", (await _house.TrailAsync())[^2].Fact.Kind);
    }

    [Fact]
    public async Task Submit_WhoAsksIsAnApprover_IsNotCountedAsOneWhoIsLeft()
    {
        await DisabledAsync(Eyes.Kim, by: Eyes.Sue);

        Assert.IsType<Problem.NotAllowed>((await AskAsync(_disable, Max, asker: Eyes.Sue)).Problem);
        Assert.Null((await AskAsync(_disable, Max)).Problem);
    }

    /// <summary>Both were asked for, and approved, while the other could still act.</summary>
    [Fact]
    public async Task Dispatch_TheLastOfSeveralAtOnce_IsNotCalled()
    {
        var kim = await ApprovedAsync(Eyes.Kim, by: Eyes.Sue);
        var max = await ApprovedAsync(Max, by: Eyes.Sue);
        var sue = await ApprovedAsync(Eyes.Sue, by: Max);
        await RunAsync(kim, OutcomeKind.Done);
        await RunAsync(max, OutcomeKind.Done);

        _disable.Previews(Preview(sue.Operations[0].Target));
        await _house.DispatchAsync(sue);

        var ended = await _house.ReadAsync(sue);
        Assert.Equal(RequestState.Refused, ended.State);
        Assert.Contains("too few approvers who can act", ended.Operations[0].Outcome!.Sentence, StringComparison.Ordinal);
        _disable.VerifyExecuted(2);
    }

    [Theory]
    [InlineData(OutcomeKind.Cancelled, true)]
    [InlineData(OutcomeKind.Failed, false)]
    [InlineData(OutcomeKind.Done, false)]
    public async Task Submit_AfterOneThatWasNotDone_CountsThatApproverOnlyWhenItIsCertain(OutcomeKind outcome, bool isFree)
    {
        await DisabledAsync(Eyes.Kim, by: Eyes.Sue);
        await RunAsync(await ApprovedAsync(Max, by: Eyes.Sue), outcome);

        Assert.Equal(isFree, (await AskAsync(_disable, Eyes.Sue)).Problem is null);
    }

    [Fact]
    public async Task Submit_AfterOneWasTakenBack_CountsThatApproverAgain()
    {
        await DisabledAsync(Eyes.Kim, by: Eyes.Sue);
        await DisabledAsync(Max, by: Eyes.Sue);
        var enabled = (await AskAsync(_enable, Max)).Value.Request;
        await RunAsync(enabled, OutcomeKind.Done, _enable);

        Assert.Null((await AskAsync(_disable, Eyes.Sue)).Problem);
    }

    /// <summary>Each way of being barred ends by its own undo, and a second request that came to nothing takes nothing from the first.</summary>
    [Fact]
    public async Task Submit_AfterAnotherUndoOrASecondRequestThatWasNotDone_StillCountsTheFirst()
    {
        await DisabledAsync(Eyes.Kim, by: Eyes.Sue);
        await DisabledAsync(Max, by: Eyes.Sue);
        await RunAsync((await AskAsync(_dismiss, Max)).Value.Request, OutcomeKind.Done, _dismiss);
        await RunAsync(await ApprovedAsync(Max, by: Eyes.Sue), OutcomeKind.Cancelled);

        Assert.IsType<Problem.NotAllowed>((await AskAsync(_disable, Eyes.Sue)).Problem);
    }

    private async Task DisabledAsync(Person account, Person by) => await RunAsync(await ApprovedAsync(account, by), OutcomeKind.Done);

    private async Task<ResponseRequest> ApprovedAsync(Person account, Person by) =>
        (await _house.ReviewAsync((await AskAsync(_disable, account)).Value.Request, by, approves: true)).Value;

    private async Task RunAsync(ResponseRequest request, OutcomeKind outcome, Mock<IResponseAction>? action = null)
    {
        (action ?? _disable).Previews(Preview(request.Operations[0].Target));
        (action ?? _disable).Executes(new ActionReceipt("receipt"));
        (action ?? _disable).Reports(new ActionProgress.Ended(new(outcome, "So it ended.")));
        await _house.DispatchAsync(request);
        await _house.PollAsync(request);
        Assert.Equal(outcome, (await _house.ReadAsync(request)).Operations[0].Outcome?.Kind);
    }

    private Task<Result<Submission>> AskAsync(Mock<IResponseAction> action, Person account, Person? asker = null)
    {
        action.Previews(Preview(new("account", account.Id.ObjectId, account.Name)));
        return _house.AskAsync(action.Object, asker, $"activity-{++_asked}");
    }

    private static ActionPreview Preview(ActionTarget account) => Isolation.Preview(account);
}
