using BotResponder.Core.People;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Requests;

/// <summary>Nobody floods the approvers until one of them approves without looking.</summary>
[Trait("Attack", "28")]
public sealed class PendingRequestsTests
{
    private readonly House _house = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Submit_MoreThanMayWait_IsRefusedUntilOneIsAnswered(bool isApproved)
    {
        var first = await FillAsync();

        var refused = await AskAsync(50);
        var byBob = await AskAsync(50, Cast.Bob);
        await _house.ReviewAsync(first, Cast.Cid, isApproved);
        var again = await AskAsync(51);

        Assert.Contains("You have 50 requests that wait for approval", Assert.IsType<Problem.NotAllowed>(refused.Problem).Sentence, StringComparison.Ordinal);
        Assert.Null(byBob.Problem);
        Assert.Null(again.Problem);
        Assert.NotNull((await AskAsync(52)).Problem);
    }

    [Fact]
    public async Task Submit_NobodyHasToApprove_IsNotHeldUp()
    {
        await FillAsync();

        Assert.Null((await _house.AskAsync(Isolation.Action(Isolation.ReleaseDescriptor).Object, activity: "release")).Problem);
    }

    [Fact]
    public async Task Ask_WithoutAskingInEarnest_IsToldTheSame()
    {
        await FillAsync();
        var ask = new AskPolicy(_house.Customers, _house.Policy, _house.Records, _house.Time);

        Assert.IsType<Problem.NotAllowed>((await ask.RunAsync(HouseSteps.AskOf(Isolation.Action().Object), TestContext.Current.CancellationToken)).Problem);
    }

    /// <returns>The first of fifty.</returns>
    private async Task<ResponseRequest> FillAsync()
    {
        var all = new List<ResponseRequest>();
        for (var device = 0; device < 50; device++)
        {
            all.Add((await AskAsync(device)).Value.Request);
        }

        return all[0];
    }

    private Task<Result<Submission>> AskAsync(int device, Person? person = null) =>
        _house.AskAsync(Isolation.Action(preview: Isolation.Preview(new("device", $"id-{device}", $"ws-{device}"))).Object, person, $"activity-{person?.Name}-{device}");
}
