using BotResponder.Core.Actions;
using BotResponder.Core.Approvals;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Results;
using BotResponder.Core.Work;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Containments;

/// <summary>What was asked for a while is taken back at its end, once, and never before.</summary>
public sealed class LeaseTests
{
    private readonly LeasedHouse _house = new();

    private House House => _house.House;

    [Fact]
    public async Task Ask_WithoutATime_LeavesNoTimerAndStandsInTheRegister()
    {
        var done = await _house.IsolatedAsync(time: null);

        Assert.Null(await House.DueAsync(done, WorkKind.Lease));
        var row = Assert.Single(await _house.ContainedAsync());
        Assert.Equal((done.Id, Cast.Ann, Isolation.Workstation), (row.Request, row.By, row.Target));
    }

    [Theory]
    [InlineData(14, false)]
    [InlineData(15, true)]
    [InlineData(30 * 24 * 60, true)]
    [InlineData((30 * 24 * 60) + 1, false)]
    public async Task Ask_ATime_IsTakenWithinItsBounds(int minutes, bool isTaken)
    {
        var asked = await _house.AskAsync(TimeSpan.FromMinutes(minutes));

        Assert.Equal(isTaken ? null : typeof(Problem.Malformed), asked.Problem?.GetType());
    }

    [Fact]
    public async Task Review_ATimeThatWasChangedBehindTheBot_IsRefused()
    {
        var asked = (await _house.AskAsync(LeasedHouse.Eight)).Value.Request;
        await House.TamperAsync(LedgerRows.Request(asked.Id), (asked with { Lease = new(TimeSpan.FromMinutes(15)) }).Text());

        var review = await House.ReviewAsync(asked, Cast.Cid, approves: true);

        Assert.IsType<Problem.Refused>(review.Problem);
        Assert.NotEqual(asked.Binding, ApprovalBinding.Of(asked with { Lease = null }));
    }

    [Fact]
    public async Task Lease_OfWhatIsDone_IsCountedFromThenAndRebuiltFromTheTrail()
    {
        House.Time.Advance(TimeSpan.FromMinutes(7));

        var done = await _house.IsolatedAsync(LeasedHouse.Eight);

        Assert.Equal(done.ClosedAt + LeasedHouse.Eight, done.Lease!.Ends);
        Assert.Equal(done.Text(), (await House.RebuildAsync(done)).Text());
    }

    [Fact]
    public async Task Lease_OfWhatFailed_NeverBegins()
    {
        var failed = await _house.IsolatedAsync(LeasedHouse.Eight, outcome: OutcomeKind.Failed);

        Assert.Null(failed.Lease!.Ends);
        Assert.Null(await House.DueAsync(failed, WorkKind.Lease));
        Assert.Empty(await _house.ContainedAsync());
    }

    [Fact]
    public async Task Reminder_BeforeTheEnd_IsWrittenDownOnce()
    {
        var done = await _house.IsolatedAsync(LeasedHouse.Eight);
        House.Time.Advance(LeasedHouse.Eight - House.Containing.Reminder);

        await _house.WakeAsync(done);
        await _house.WakeAsync(done);

        Assert.Single(await _house.KindsAsync(), kind => kind == "lease.reminded");
        Assert.NotNull(await House.DueAsync(done, WorkKind.LeaseNote));
        Assert.Equal(done.Lease!.Ends, (await House.DueAsync(done, WorkKind.Lease))!.Entry.Due);
    }

    [Fact]
    public async Task Reminder_OfAShortTime_IsNone()
    {
        var done = await _house.IsolatedAsync(TimeSpan.FromMinutes(20));

        Assert.Equal(done.Lease!.Ends, (await _house.WakeAsync(done))!.Due);
        Assert.DoesNotContain("lease.reminded", await _house.KindsAsync());
    }
}
