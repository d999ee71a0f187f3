using BotResponder.Core.Approvals;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.People;
using BotResponder.Core.Policies;
using BotResponder.Core.Requests;
using BotResponder.Core.Work;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Approvals;

/// <summary>A request waits, and the bot turns to people: at first, at each step of the ladder, and once more before it expires.</summary>
public sealed class EscalationTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Asked_BeforeAndAfterTheStep_AreThoseWhoseTurnItIs()
    {
        var house = Eyes.Under(Ladder("seniors", 10));
        var request = await house.AskedAsync(Isolation.Action().Object);
        var contoso = house.Customers.Find(Cast.Contoso)!;

        var (first, then) = (Asked(request, contoso, 9), Asked(request, contoso, 10));

        Assert.DoesNotContain(Eyes.Sue.Id, first);
        Assert.Equal([Eyes.Sue.Id], then.Except(first));
        Assert.Contains(Cast.Cid.Id, first);
        Assert.Contains(Eyes.Sue.Id, ApproverRules.Candidates(request, contoso));
    }

    [Fact]
    public async Task Asked_SeniorsAreNeededAtOnceByAnotherRule_AreNotHeldBack()
    {
        var house = Eyes.Under(Ladder("seniors", 10), new PolicyRuleEntry { Name = "a senior", Effect = RuleKind.NeedsApproval, ApproverRoles = { Role.SeniorApprover } });
        var request = await house.AskedAsync(Isolation.Action().Object);

        Assert.Contains(Eyes.Sue.Id, Asked(request, house.Customers.Find(Cast.Contoso)!, 0));
    }

    [Fact]
    public async Task Timer_OfAWaitingRequest_PassesEachMilestoneOnceAndThenExpires()
    {
        var house = Eyes.Under(Ladder("seniors", 10));
        var request = await house.AskedAsync(Isolation.Action().Object);
        Assert.Equal([House.Morning + (10 * Minute), House.Morning + (18 * Minute)], ApprovalPlan.Of(request).Select(each => each.At));
        var first = (await house.DueAsync(request, WorkKind.Expire))!.Entry;
        Assert.Equal(House.Morning + (10 * Minute), first.Due);

        await house.AskAgain.RunAsync(request, first, Token);
        Assert.Single(await house.TrailAsync());
        house.Time.Advance(10 * Minute);
        await Task.WhenAll(house.AskAgain.RunAsync(request, first, Token), house.AskAgain.RunAsync(request, first, Token));
        await house.AskAgain.RunAsync(request, first, Token);
        house.Time.Advance(8 * Minute);
        var second = (await house.DueAsync(request, WorkKind.Expire))!.Entry;
        await house.AskAgain.RunAsync(request, second, Token);

        Assert.Equal(["request.submitted", "request.escalated", "request.reminded"], (await house.TrailAsync()).Select(line => line.Fact.Kind));
        Assert.NotNull(await house.Outbox.FindAsync(new(LedgerRows.Partition(Cast.Contoso), LedgerRows.Outbox($"AskAgain-{request.Id}-1")), Token));
        var last = (await house.DueAsync(request, WorkKind.Expire))!.Entry;
        Assert.Equal((request.ExpiresAt, 2), (last.Due, last.Round));
        Assert.Equal((await house.ReadAsync(request)).Text(), (await house.RebuildAsync(request)).Text());
    }

    [Fact]
    public async Task Timer_SomebodyHasDecided_AsksNobody()
    {
        var house = Eyes.Under(Ladder("seniors", 10));
        var request = await house.ApprovedAsync(Isolation.Action().Object);
        house.Time.Advance(11 * Minute);

        await house.AskAgain.RunAsync(request, new(WorkKind.Expire, request.Id, 0, House.Morning), Token);

        Assert.DoesNotContain(await house.TrailAsync(), line => line.Fact.Kind == "request.escalated");
        Assert.Null(await house.DueAsync(request, WorkKind.Expire));
    }

    [Theory]
    [InlineData("Contact", "whose approval it does not count")]
    [InlineData("twice", "the same role twice")]
    [InlineData("nobody first", "asks nobody at first")]
    [InlineData("backwards", "do not come one after the other")]
    [InlineData("late", "after it expires")]
    [InlineData("nobody holds it", "escalates to a security contact, and Contoso has none")]
    public void New_LadderThatMakesNoSense_StopsTheStart(string what, string sentence)
    {
        var rule = Ladder("odd", 10);
        switch (what)
        {
            case "Contact":
                rule.Escalation[0].Roles.Add(Role.Contact);
                break;
            case "twice":
                rule.Escalation.Add(Step(20, Role.SeniorApprover));
                break;
            case "nobody first":
                rule.Escalation.Add(Step(20, Role.Approver));
                break;
            case "backwards":
                rule.ApproverRoles.Add(Role.Contact);
                rule.ApproverRoles.Add(Role.Approver);
                rule.ApproverRoles.Add(Role.SeniorApprover);
                rule.Escalation.Add(Step(5, Role.Contact));
                break;
            case "late":
                rule = new() { Name = "odd", Effect = RuleKind.NeedsApproval, Expiry = 10 * Minute, Escalation = { Step(10, Role.SeniorApprover) } };
                break;
            default:
                rule = new() { Name = "odd", Effect = RuleKind.NeedsApproval, ApproverRoles = { Role.Approver, Role.Contact }, Escalation = { Step(10, Role.Contact) } };
                break;
        }

        Assert.Contains(sentence, Assert.Throws<InvalidOperationException>(() => Eyes.Under(rule)).Message, StringComparison.Ordinal);
    }

    private static PersonId[] Asked(ResponseRequest request, Customer customer, int minutes) => [.. ApprovalPlan.Asked(request, customer, request.CreatedAt + (minutes * Minute))];

    private static PolicyRuleEntry Ladder(string name, int minutes) => new() { Name = name, Effect = RuleKind.NeedsApproval, Escalation = { Step(minutes, Role.SeniorApprover) } };

    private static EscalationEntry Step(int minutes, Role role) => new() { After = minutes * Minute, Roles = { role } };
}
