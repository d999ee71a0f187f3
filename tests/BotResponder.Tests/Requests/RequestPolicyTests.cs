using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Policies;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Tests.Approvals;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Requests;

/// <summary>The policy from the wish to the last approval.</summary>
public sealed class RequestPolicyTests
{
    [Fact]
    public async Task Submit_RuleThatDenies_IsRefusedAndWrittenDownWithTheRule()
    {
        var house = Eyes.Under(new PolicyRuleEntry { Name = "hands off", Effect = RuleKind.Deny, Targets = { "WS-*" } });

        var answer = await house.AskAsync(Isolation.Action().Object);

        Assert.Contains("“hands off”", Assert.IsType<Problem.NotAllowed>(answer.Problem).Sentence, StringComparison.Ordinal);
        var line = Assert.Single(await house.TrailAsync()).Fact;
        Assert.Equal(("request.refused", "not-allowed"), (line.Kind, line.Problem));
        Assert.Contains("“hands off”", line.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_RulesThatApply_ArePinnedAndStandInTheTrail()
    {
        var house = Eyes.Under(Eyes.BothSides);

        var request = await house.AskedAsync(Isolation.Action().Object);

        Assert.Equal(["both sides", "device.isolate"], request.Policy!.Rules);
        Assert.Equal("2 approvers, 1 of the provider and 1 of the customer, never the requester.", request.Policy.Why);
        Assert.Equal((2, RequestState.Pending), (request.ApprovalsNeeded, request.State));
        var line = Assert.Single(await house.TrailAsync()).Fact;
        Assert.Contains($"[policy {request.Policy.Version}, both sides + device.isolate]", line.Sentence, StringComparison.Ordinal);
        Assert.Equal(request.Text(), (await house.RebuildAsync(request)).Text());
    }

    [Fact]
    public async Task Submit_PolicyChangedAfterwards_KeepsWhatWasPinned()
    {
        var before = Eyes.Under();
        var request = await before.AskedAsync(Isolation.Action().Object);

        var after = Eyes.Over(before.Records, before.Queue, Eyes.Protection(), [Eyes.BothSides]);

        Assert.Equal(RequestState.Approved, (await after.ReviewAsync(request, Cast.Cid, approves: true)).Value.State);
    }

    [Fact]
    public async Task Submit_ShortestExpiryOfTheRules_IsHowLongItWaits()
    {
        var rule = Eyes.BothSides;
        var house = Eyes.Under(new PolicyRuleEntry { Name = "quick", Effect = RuleKind.NeedsApproval, Expiry = TimeSpan.FromMinutes(5) }, rule);

        var request = await house.AskedAsync(Isolation.Action().Object);

        Assert.Equal(TimeSpan.FromMinutes(5), request.ExpiresAt - request.CreatedAt);
    }

    [Theory]
    [InlineData("Europe/Berlin", "09:00-10:00")]
    [InlineData("UTC", "08:00-09:00")]
    [InlineData("America/New_York", "03:00-04:00")]
    public async Task Submit_HoursOfARule_AreTheCustomersOwn(string zone, string hours)
    {
        // It is eight in the morning, UTC, in March before the clocks change.
        var usual = Eyes.Protection();
        var protection = new CustomerOptions { Customers = { Copy(usual.Customers[0], zone) } };
        PolicyRuleEntry[] rules = [new() { Name = "not now", Effect = RuleKind.Deny, Hours = hours }];

        var house = Eyes.Over(new WatchedStore(), null, protection, rules);

        Assert.IsType<Problem.NotAllowed>((await house.AskAsync(Isolation.Action().Object)).Problem);
        house.Time.Advance(TimeSpan.FromHours(1));
        Assert.Null((await house.AskAsync(Isolation.Action().Object)).Problem);
    }

    [Fact]
    public async Task Review_SeniorIsNeeded_PlainApproverMayDenyAndNotApprove()
    {
        var rule = new PolicyRuleEntry { Name = "device.isolate", Effect = RuleKind.NeedsApproval, ApproverRoles = { Role.SeniorApprover } };
        var house = Eyes.Under(rule);
        var request = await house.AskedAsync(Isolation.Action().Object);
        var other = await house.AskedAsync(Isolation.Action().Object, Cast.Bob, "activity-2");

        Assert.IsType<Problem.NotAllowed>((await house.ReviewAsync(request, Eyes.AnnToo, approves: true)).Problem);
        var plain = await house.ReviewAsync(request, Cast.Cid, approves: true);
        var senior = await house.ReviewAsync(request, Eyes.Sue, approves: true);

        Assert.Equal(RequestState.Approved, senior.Value.State);
        Assert.NotNull(plain.Problem);
        Assert.Equal(RequestState.Denied, (await house.ReviewAsync(other, Cast.Cid, approves: false)).Value.State);
    }

    [Fact]
    public async Task Review_TwoDenialsAreNeeded_OneLeavesItOpen()
    {
        var house = Eyes.Under(
            new PolicyRuleEntry { Name = "device.isolate", Effect = RuleKind.NeedsApproval, DenyAfter = 2 });
        var request = await house.AskedAsync(Isolation.Action().Object);

        var one = (await house.ReviewAsync(request, Cast.Bob, approves: false)).Value;
        var two = (await house.ReviewAsync(request, Cast.Cid, approves: false)).Value;

        Assert.Equal((RequestState.Pending, RequestState.Denied), (one.State, two.State));
    }

    [Fact]
    public async Task Review_RequestOfAVersionWithoutPinnedPolicies_IsReadAndCounted()
    {
        var house = Eyes.Under();
        var request = await house.AskedAsync(Isolation.Action().Object);
        var old = request with { Policy = null, ApprovalsNeeded = 2 };
        old = old with { Binding = Core.Approvals.ApprovalBinding.Of(old) };
        await house.TamperAsync(LedgerRows.Request(request.Id), old.Text());
        Assert.DoesNotContain("policy", old.Text(), StringComparison.Ordinal);

        var once = (await house.ReviewAsync(request, Cast.Cid, approves: true)).Value;
        var twice = (await house.ReviewAsync(request, Cast.Dee, approves: true)).Value;

        Assert.Equal((RequestState.Pending, RequestState.Approved), (once.State, twice.State));
    }

    private static CustomerEntry Copy(CustomerEntry entry, string zone) => new()
    {
        TenantId = entry.TenantId,
        Name = entry.Name,
        Channels = entry.Channels,
        Responders = entry.Responders,
        Approvers = entry.Approvers,
        TimeZone = zone,
    };
}
