using BotResponder.Core.Actions;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Policies;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Core.Work;
using BotResponder.Tests.Approvals;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.BreakGlass;

/// <summary>Who runs what without approval, and who does not.</summary>
public sealed class BreakGlassTests
{
    [Fact]
    public async Task Break_ByTheRole_RunsAtOnceAndStandsPlainlyInTheTrail()
    {
        var action = Isolation.Action(preview: Isolation.Preview(isCritical: true));
        action.Executes(new ActionReceipt("machine-action-1"));
        var house = Glass.Over(Glass.Protection(), [], action.Object);

        var request = await house.BrokenAsync(action.Object);
        await house.DispatchAsync(request);

        action.VerifyExecuted(1);
        Assert.Equal((RequestState.Approved, 0), (request.State, request.ApprovalsNeeded));
        Assert.Equal(2, Assert.Single(request.Glass!.SetAside, demand => demand.Rule == "device.isolate, critical").Approvals);
        Assert.Equal(House.Morning + TimeSpan.FromHours(4), request.Glass.ReviewBy);
        Assert.Contains("Broke the glass to isolate", (await house.TrailAsync())[0].Fact.Sentence, StringComparison.Ordinal);
        var plain = Assert.Single(await house.TrailAsync(), line => line.Fact.Kind == "glass.broken").Fact;
        Assert.Contains("without anybody's approval. 2 people must review it", plain.Sentence, StringComparison.Ordinal);
        Assert.Equal((await house.ReadAsync(request)).Text(), (await house.RebuildAsync(request)).Text());
    }

    [Theory]
    [Trait("Attack", "25")]
    [InlineData("ann")]
    [InlineData("cid")]
    [InlineData("aud")]
    [InlineData("eve")]
    public async Task Break_WithoutTheRole_IsRefusedAndWrittenDown(string name)
    {
        var house = Glass.Under();

        var answer = await house.BreakAsync(Isolation.Action().Object, Cast.Named(name));

        Assert.IsType<Problem.NotAllowed>(answer.Problem);
        var line = Assert.Single(await house.TrailAsync()).Fact;
        Assert.Equal(("request.refused", "not-allowed"), (line.Kind, line.Problem));
        Assert.StartsWith("Tried to break the glass to isolate", line.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "25")]
    public async Task Ask_WithTheRoleOfTheGlassOnly_IsNoWayAroundTheApprovers() =>
        Assert.IsType<Problem.NotAllowed>((await Glass.Under().AskAsync(Isolation.Action().Object, Glass.Gus)).Problem);

    [Theory]
    [Trait("Attack", "25")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Break_RuleThatDenies_StopsIt(bool onlyTheGlass)
    {
        var house = Glass.Under(new PolicyRuleEntry { Name = "never", Effect = RuleKind.Deny, Targets = { "WS-*" }, BreakGlass = onlyTheGlass ? true : null });

        var broken = await house.BreakAsync(Isolation.Action().Object, Cast.Bob);
        var asked = await house.AskAsync(Isolation.Action().Object, Cast.Bob);

        Assert.Contains("“never”", Assert.IsType<Problem.NotAllowed>(broken.Problem).Sentence, StringComparison.Ordinal);
        Assert.Equal(onlyTheGlass, asked.Problem is null);
    }

    [Fact]
    [Trait("Attack", "25")]
    public async Task Break_OverABudgetThatDenies_StopsIt()
    {
        var house = Glass.Under(new PolicyRuleEntry { Name = "one an hour", Effect = RuleKind.Deny, OverTargets = 1, Within = TimeSpan.FromHours(1) });
        await house.AskedAsync(Isolation.Action().Object);

        var answer = await house.BreakAsync(Isolation.Action(preview: Isolation.Preview(new("device", "other", "WS-043"))).Object, Glass.Gus);

        Assert.Contains("“one an hour”", Assert.IsType<Problem.NotAllowed>(answer.Problem).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Break_CountsInTheBudgets()
    {
        var house = Glass.Under(new PolicyRuleEntry { Name = "one an hour", Effect = RuleKind.Deny, OverTargets = 1, Within = TimeSpan.FromHours(1) });
        await house.BrokenAsync(Isolation.Action().Object);

        Assert.IsType<Problem.NotAllowed>((await house.AskAsync(Isolation.Action(preview: Isolation.Preview(new("device", "other", "WS-043"))).Object)).Problem);
    }

    [Theory]
    [Trait("Attack", "19")]
    [InlineData("gus")]
    [InlineData("gus-admin")]
    public async Task Break_ASecondTimeBeforeTheReview_IsRefusedForEveryAccountOfHis(string again)
    {
        var house = Glass.Under();
        var first = await house.BrokenAsync(Isolation.Action().Object);
        var other = Isolation.Action(preview: Isolation.Preview(new("device", "other", "WS-043"))).Object;

        var second = await house.BreakAsync(other, Cast.Named(again), "glass-2");
        var somebodyElse = await house.BreakAsync(other, Cast.Bob, "glass-3");

        Assert.Contains(first.Code.Value, Assert.IsType<Problem.NotAllowed>(second.Problem).Sentence, StringComparison.Ordinal);
        Assert.Null(somebodyElse.Problem);
        await house.ReviewedAsync(first, Cast.Cid);
        await house.ReviewedAsync(first, Cast.Dee);
        Assert.Null((await house.BreakAsync(Isolation.Action(preview: Isolation.Preview(new("device", "third", "WS-044"))).Object, Cast.Named(again), "glass-4")).Problem);
    }

    [Fact]
    [Trait("Attack", "19")]
    public async Task Break_TwiceAtOnce_IsOnce()
    {
        var house = Glass.Under();
        var targets = Enumerable.Range(0, 8).Select(index => Isolation.Action(preview: Isolation.Preview(new("device", $"id-{index}", $"WS-{index}"))).Object).ToArray();
        using var barrier = new Barrier(targets.Length);

        var answers = await Task.WhenAll(targets.Select((action, index) => Task.Run(() =>
        {
            barrier.SignalAndWait(TestContext.Current.CancellationToken);
            return house.BreakAsync(action, index % 2 == 0 ? Glass.Gus : Glass.GusToo, $"glass-{index}");
        }, TestContext.Current.CancellationToken)));

        Assert.Single(answers, answer => answer.Problem is null);
    }

    [Fact]
    public async Task Break_WhatSheAskedForAndNobodyAnswered_TakesItsPlace()
    {
        var house = Glass.Under();
        var action = Isolation.Action().Object;
        var asked = await house.AskedAsync(action, Cast.Bob);

        var broken = await house.BrokenAsync(action, Cast.Bob);

        Assert.NotEqual(asked.Id, broken.Id);
        Assert.Equal((RequestState.Withdrawn, RequestState.Approved), ((await house.ReadAsync(asked)).State, (await house.ReadAsync(broken)).State));
        Assert.False((await house.AskAsync(action, Cast.Bob, "activity-3")).Value.IsNew);
        Assert.Null(await house.DueAsync(asked, WorkKind.Expire));
    }

    [Theory]
    [Trait("Attack", "23")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dispatch_RoleTakenAwayMeanwhile_IsNotSent(bool isTaken)
    {
        var action = Isolation.Action();
        action.Executes(new ActionReceipt("machine-action-1"));
        var before = Glass.Under();
        var request = await before.BrokenAsync(action.Object);

        var after = Eyes.Over(before.Records, before.Queue, isTaken ? Glass.Protection(Glass.Gus) : Glass.Protection(), [], action.Object);
        await after.DispatchAsync(request);

        action.VerifyExecuted(isTaken ? 0 : 1);
        Assert.Equal(isTaken ? RequestState.Refused : RequestState.Running, (await after.ReadAsync(request)).State);
    }

    [Fact]
    [Trait("Attack", "22")]
    public async Task Dispatch_GlassWrittenIntoAWaitingRequestBehindTheBot_IsNotSent()
    {
        var action = Isolation.Action();
        var house = Glass.Over(Glass.Protection(), [], action.Object);
        var request = await house.AskedAsync(action.Object, Cast.Bob);
        var forged = request with { State = RequestState.Approved, Glass = new(1, House.Morning, TimeSpan.FromHours(1)) };
        await house.TamperAsync(LedgerRows.Request(request.Id), forged.Text());

        var restarted = Eyes.Over(house.Records, house.Queue, Glass.Protection(), [], action.Object);
        await restarted.Dispatch.RunAsync(new(WorkKind.Dispatch, request.Id, 0, House.Morning), TestContext.Current.CancellationToken);

        action.VerifyExecuted(0);
        Assert.Equal(RequestState.Refused, (await restarted.ReadAsync(request)).State);
    }
}
