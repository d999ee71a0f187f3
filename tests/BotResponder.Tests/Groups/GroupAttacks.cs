using System.Collections.Immutable;
using BotResponder.Core.Customers;
using BotResponder.Core.Groups;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Tests.Samples;
using Moq;

namespace BotResponder.Tests.Groups;

/// <summary>Approvers by an Entra group: who came a moment ago, who was taken out, and a group that cannot be read.</summary>
public sealed class GroupAttacks
{
    private static readonly GroupId Leads = new(Cast.ProviderTenant, "99999999-9999-9999-9999-999999999999");

    private readonly House _house = new(new WatchedStore(), null, new(), Protection, Isolation.Action(preview: Isolation.Preview(isCritical: true)).Object);

    private static CustomerOptions Protection => new()
    {
        Customers =
        {
            new CustomerEntry { TenantId = Cast.ProviderTenant, Name = "Provider" },
            new CustomerEntry
            {
                TenantId = Cast.Contoso.Tenant,
                Name = "Contoso",
                Channels = { Cast.Channel.Value },
                Responders = { Cast.Ann.Id.ToString() },
                Approvers = { Cast.Bob.Id.ToString(), $"group:{Leads}" },
            },
        },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Attack", "18")]
    public async Task Approve_CameIntoTheGroupAMomentAgo_DoesNotCountForACriticalTarget()
    {
        Members("cid-object-id");
        var request = await _house.AskedAsync(Isolation.Action(preview: Isolation.Preview(isCritical: true)).Object);

        var young = await _house.ReviewAsync(request, Cast.Cid, approves: true);
        Assert.Contains("too short a time", Assert.IsType<Problem.NotAllowed>(young.Problem).Sentence, StringComparison.Ordinal);
        Assert.Equal(RequestState.Denied, (await _house.ReviewAsync(request, Cast.Cid, approves: false)).Value.State);

        _house.Time.Advance(TimeSpan.FromHours(1));
        var later = await _house.AskedAsync(Isolation.Action(preview: Isolation.Preview(isCritical: true)).Object, activity: "later");
        await _house.ReviewAsync(later, Cast.Cid, approves: true);
        Assert.Equal(RequestState.Approved, (await _house.ReviewAsync(later, Cast.Bob, approves: true)).Value.State);
    }

    [Fact]
    public async Task Approve_CameIntoTheGroupAMomentAgo_CountsForAnyOtherTarget()
    {
        Members("cid-object-id");
        var request = await _house.AskedAsync(Isolation.Action().Object);

        Assert.Equal(RequestState.Approved, (await _house.ReviewAsync(request, Cast.Cid, approves: true)).Value.State);
    }

    [Theory]
    [Trait("Attack", "23")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Approve_TakenOutOfTheGroupBetweenCardAndTap_DoesNotCount(bool isTaken)
    {
        Members("cid-object-id");
        var request = await _house.AskedAsync(Isolation.Action().Object);

        Members(isTaken ? "dee-object-id" : "cid-object-id");
        _house.Time.Advance(new CustomerOptions().GroupsFresh);

        Assert.Equal(isTaken, (await _house.ReviewAsync(request, Cast.Cid, approves: true)).Problem is Problem.NotAllowed);
    }

    [Theory]
    [Trait("Attack", "23")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dispatch_TakenOutOfTheGroupBetweenTapAndRun_IsNotSent(bool isTaken)
    {
        var action = Isolation.Action();
        action.Executes(new Core.Actions.ActionReceipt("machine-action-1"));
        var house = new House(new WatchedStore(), null, new(), Protection, action.Object);
        Members(house, "cid-object-id");
        var request = await house.ApprovedAsync(action.Object);

        Members(house, isTaken ? "dee-object-id" : "cid-object-id");
        house.Time.Advance(new CustomerOptions().GroupsFresh);
        await house.DispatchAsync(request);

        action.VerifyExecuted(isTaken ? 0 : 1);
    }

    [Theory]
    [Trait("Attack", "23")]
    [InlineData(14, true)]
    [InlineData(16, false)]
    public async Task Approve_GroupCannotBeRead_CountsAsLongAsWhatWasReadIsNotTooOld(int minutes, bool counts)
    {
        Members("cid-object-id");
        var request = await _house.AskedAsync(Isolation.Action().Object);
        _house.Directory.Setup(each => each.ListMembersAsync(Leads, It.IsAny<int>(), It.IsAny<CancellationToken>())).ReturnsAsync(new Problem.Unavailable("Graph is down."));
        _house.Time.Advance(TimeSpan.FromMinutes(minutes));

        Assert.Equal(counts, (await _house.ReviewAsync(request, Cast.Cid, approves: true)).Problem is null);
    }

    [Fact]
    public async Task Approve_GroupHangs_IsJudgedByWhatWasReadBefore()
    {
        Members("cid-object-id");
        var request = await _house.AskedAsync(Isolation.Action().Object);
        var hangs = new TaskCompletionSource<Result<ImmutableArray<string>>>();
        _house.Directory.Setup(each => each.ListMembersAsync(Leads, It.IsAny<int>(), It.IsAny<CancellationToken>())).Returns(hangs.Task);
        _house.Time.Advance(new CustomerOptions().GroupsFresh);

        var answer = _house.ReviewAsync(request, Cast.Cid, approves: true);
        Assert.False(answer.IsCompleted);
        _house.Time.Advance(new CustomerOptions().GroupsPatience);

        Assert.Equal(RequestState.Approved, (await answer).Value.State);
        hangs.SetResult(ImmutableArray<string>.Empty);
    }

    [Fact]
    public async Task Read_WhoComesAndGoes_StandsInTheTrailOfTheGroupsTenant()
    {
        var contoso = _house.Customers.Find(Cast.Contoso)!;
        Members("cid-object-id");
        await _house.ReadGroups.RunAsync(contoso, TimeSpan.Zero, Token);
        await _house.ReadGroups.RunAsync(contoso, TimeSpan.Zero, Token);
        Members("dee-object-id");
        await _house.ReadGroups.RunAsync(contoso, TimeSpan.Zero, Token);

        var trail = await _house.TrailAsync(new CustomerId(Cast.ProviderTenant));

        Assert.Equal(["group.changed", "group.changed"], trail.Select(line => line.Fact.Kind));
        Assert.EndsWith("has changed. Came: dee-object-id. Left: cid-object-id.", trail[1].Fact.Sentence, StringComparison.Ordinal);
        Assert.Equal([Cast.Bob.Id, Cast.Dee.Id], _house.Customers.Find(Cast.Contoso)!.Approvers.OrderBy(person => person.ObjectId, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Read_AfterARestart_KeepsSinceWhen()
    {
        Members("cid-object-id");
        await _house.ReadGroups.RunAsync(_house.Customers.Find(Cast.Contoso)!, TimeSpan.Zero, Token);

        var again = new House(_house.Records, _house.Queue, new(), Protection);
        again.Time.Advance(TimeSpan.FromHours(1));
        Members(again, "cid-object-id");
        await again.ReadGroups.RunAsync(again.Customers.Find(Cast.Contoso)!, TimeSpan.Zero, Token);

        Assert.Contains(Role.Approver, again.Customers.Find(Cast.Contoso)!.SettledRolesOf(Cast.Cid.Id));
    }

    [Fact]
    public async Task Read_ManyAtOnce_AsksOnce()
    {
        var answer = new TaskCompletionSource<Result<ImmutableArray<string>>>();
        _house.Directory.Setup(each => each.ListMembersAsync(Leads, It.IsAny<int>(), It.IsAny<CancellationToken>())).Returns(answer.Task);
        var contoso = _house.Customers.Find(Cast.Contoso)!;

        var reads = Enumerable.Range(0, 20).Select(_ => _house.ReadGroups.RunAsync(contoso, TimeSpan.Zero, Token)).ToArray();
        answer.SetResult(ImmutableArray<string>.Empty);
        await Task.WhenAll(reads);

        _house.Directory.Verify(each => each.ListMembersAsync(Leads, It.IsAny<int>(), It.IsAny<CancellationToken>()), Times.Once);
    }

    private void Members(params ImmutableArray<string> ids) => Members(_house, ids);

    private static void Members(House house, params ImmutableArray<string> ids) =>
        house.Directory.Setup(each => each.ListMembersAsync(Leads, It.IsAny<int>(), It.IsAny<CancellationToken>())).ReturnsAsync(ids);
}
