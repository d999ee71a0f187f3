using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Core.Work;
using BotResponder.Tests.Approvals;
using BotResponder.Tests.Samples;
using CsCheck;

namespace BotResponder.Tests.BreakGlass;

/// <summary>Others look at a broken glass afterwards, or the alarm goes out again and again.</summary>
public sealed class GlassReviewTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Review_ByTwoOthers_EndsIt()
    {
        var house = Glass.Under();
        var request = await house.BrokenAsync(Isolation.Action().Object);

        var one = (await house.ReviewedAsync(request, Cast.Cid)).Value;
        Assert.Equal((true, "1 person"), (one.AwaitsReview, one.Glass!.Missing));
        Assert.Equal([request.Id], (await house.Book.AwaitingReviewAsync(Cast.Contoso, 10, Token)).Select(each => each.Id));
        var two = (await house.ReviewedAsync(request, Cast.Dee, isRight: false, "it was a printer")).Value;

        Assert.False(two.AwaitsReview);
        Assert.Empty(await house.Book.AwaitingReviewAsync(Cast.Contoso, 10, Token));
        Assert.Null(await house.DueAsync(request, WorkKind.Review));
        Assert.Contains("NOT right: it was a printer", (await house.TrailAsync())[^1].Fact.Sentence, StringComparison.Ordinal);
        Assert.NotNull(await house.Outbox.FindAsync(new(LedgerRows.Partition(Cast.Contoso), LedgerRows.Outbox($"GlassVerdict-{request.Id}-1")), Token));
        Assert.IsType<Problem.Conflict>((await house.ReviewedAsync(request, Eyes.Sue)).Problem);
        Assert.Equal(two.Text(), (await house.RebuildAsync(request)).Text());
    }

    [Theory]
    [Trait("Attack", "18")]
    [InlineData("bob", false)]
    [InlineData("cid", true)]
    [InlineData("ann", false)]
    [InlineData("aud", false)]
    [InlineData("eve", false)]
    [InlineData("gus", false)]
    public async Task Review_WhoBrokeItOrHoldsNoApprovingRole_DoesNotCount(string name, bool counts)
    {
        var house = Glass.Under();
        var request = await house.BrokenAsync(Isolation.Action().Object, Cast.Bob);

        var answer = await house.ReviewedAsync(request, Cast.Named(name));

        Assert.Equal(counts, answer.Problem is null);
        Assert.Equal(counts ? 1 : 0, (await house.ReadAsync(request)).Glass!.Verdicts.Length);
        Assert.Equal(counts ? "glass.reviewed" : "request.attempt-refused", (await house.TrailAsync())[^1].Fact.Kind);
    }

    [Fact]
    [Trait("Attack", "18")]
    public async Task Review_ByAnotherAccountOfWhoBrokeIt_DoesNotCount()
    {
        var protection = Eyes.Protection();
        protection.Customers[0].BreakGlass.Add(Cast.Ann.Id.ToString());
        var house = Glass.Over(protection, []);
        var request = await house.BrokenAsync(Isolation.Action().Object, Cast.Ann);

        Assert.Contains("another account of yours", Assert.IsType<Problem.NotAllowed>((await house.ReviewedAsync(request, Eyes.AnnToo)).Problem).Sentence, StringComparison.Ordinal);
        Assert.Null((await house.ReviewedAsync(request, Cast.Dee)).Problem);
    }

    [Fact]
    [Trait("Attack", "19")]
    public async Task Review_TwoAccountsOfOnePerson_AreOneReview()
    {
        var house = Glass.Under();
        var request = await house.BrokenAsync(Isolation.Action().Object);

        await house.ReviewedAsync(request, Cast.Cid);

        Assert.IsType<Problem.Conflict>((await house.ReviewedAsync(request, Cast.Cid)).Problem);
        Assert.IsType<Problem.NotAllowed>((await house.ReviewedAsync(request, Eyes.CidToo)).Problem);
        Assert.True((await house.ReadAsync(request)).AwaitsReview);
    }

    [Fact]
    public async Task Review_NotOkWithoutAWord_AsksWhy()
    {
        var house = Glass.Under();
        var request = await house.BrokenAsync(Isolation.Action().Object);

        Assert.IsType<Problem.Malformed>((await house.ReviewedAsync(request, Cast.Cid, isRight: false, " ")).Problem);
        Assert.IsType<Problem.NotFound>((await house.ReviewedAsync(request, Cast.Cid, conversation: Cast.Elsewhere)).Problem);
        Assert.IsType<Problem.Conflict>((await house.ReviewedAsync(await house.AskedAsync(Isolation.Action().Object), Cast.Cid)).Problem);
        Assert.Empty((await house.ReadAsync(request)).Glass!.Verdicts);
    }

    [Fact]
    public async Task Alarm_NobodyReviews_IsRaisedAgainAndAgainUntilTheyDo()
    {
        var house = Glass.Under();
        var request = await house.BrokenAsync(Isolation.Action().Object);
        await house.AlarmAsync(request);
        Assert.DoesNotContain(await house.TrailAsync(), line => line.Fact.Kind == "glass.unreviewed");

        house.Time.Advance(TimeSpan.FromHours(4));
        for (var number = 1; number <= 3; number++)
        {
            await house.AlarmAsync(request);
            Assert.Equal(number, (await house.TrailAsync()).Count(line => line.Fact.Kind == "glass.unreviewed"));
            Assert.NotNull(await house.DueAsync(request, WorkKind.GlassAlarm));
            house.Time.Advance(TimeSpan.FromMinutes(30));
        }

        var timer = (await house.DueAsync(request, WorkKind.Review))!;
        await house.ReviewedAsync(request, Cast.Cid);
        await house.ReviewedAsync(request, Cast.Dee);
        Assert.True(await house.SettleAsync(timer, house.RaiseGlassAlarm.RunAsync));
        Assert.Equal(3, (await house.TrailAsync()).Count(line => line.Fact.Kind == "glass.unreviewed"));
    }

    [Fact]
    public async Task Alarm_TwoProcessesAtOnce_IsRaisedOnce()
    {
        var house = Glass.Under();
        var request = await house.BrokenAsync(Isolation.Action().Object);
        var other = Eyes.Over(house.Records, house.Queue, Glass.Protection(), []);
        house.Time.Advance(TimeSpan.FromHours(4));
        other.Time.Advance(TimeSpan.FromHours(4));
        var timer = (await house.DueAsync(request, WorkKind.Review))!;

        await Task.WhenAll(house.SettleAsync(timer, house.RaiseGlassAlarm.RunAsync), other.SettleAsync(timer, other.RaiseGlassAlarm.RunAsync));

        Assert.Single(await house.TrailAsync(), line => line.Fact.Kind == "glass.unreviewed");
    }

    [Fact]
    public void Start_FewerOthersThanMustReview_IsRefused()
    {
        var protection = new CustomerOptions
        {
            Customers = { new CustomerEntry { TenantId = Cast.Contoso.Tenant, Name = "Contoso", Approvers = { Cast.Bob.Id.ToString(), Cast.Cid.Id.ToString() }, BreakGlass = { Cast.Bob.Id.ToString() } } },
        };

        var refused = Assert.Throws<InvalidOperationException>(() => Glass.Over(protection, []));

        Assert.Contains("Contoso has 1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Count_AnyVerdicts_AreOfDistinctOthersAndNoMoreThanNeeded() =>
        Gen.Select(Gen.Int[1, 4], Gen.Select(Gen.Int[0, 4].Select(index => new[] { Cast.Ann, Cast.Bob, Cast.Cid, Cast.Dee, Cast.Eve }[index]), Gen.Bool).Array[0, 20]).Sample((reviewers, verdicts) =>
        {
            var request = Wishes.Approved() with { Glass = new(reviewers, Wishes.Now, TimeSpan.FromMinutes(30)) };
            foreach (var (person, isRight) in verdicts)
            {
                request = RequestLifecycle.Apply(request, new RequestEvent.GlassReviewed(new(person, isRight, "x", Wishes.Now)), Wishes.Now).TryGetValue(out var moved, out _) ? moved : request;
            }

            var counted = request.Glass!.Verdicts.Select(verdict => verdict.Reviewer.Id).ToList();
            Assert.Equal(counted.Count, counted.Distinct().Count());
            Assert.DoesNotContain(Cast.Ann.Id, counted);
            Assert.Equal(Math.Min(reviewers, verdicts.Select(verdict => verdict.Item1.Id).Where(id => id != Cast.Ann.Id).Distinct().Count()), counted.Count);
            Assert.Equal(RequestState.Approved, request.State);
        });
}
