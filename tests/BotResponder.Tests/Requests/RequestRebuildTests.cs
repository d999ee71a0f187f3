using BotResponder.Core.Actions;
using BotResponder.Core.Results;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Requests;

/// <summary>The audit entries alone rebuild the stored request.</summary>
public sealed class RequestRebuildTests
{
    [Fact]
    public async Task Entries_OfALongLife_RebuildTheRequest()
    {
        var action = Isolation.Action(preview: Isolation.Preview(isCritical: true));
        action.Executes(new Problem.Throttled("Busy.", TimeSpan.FromSeconds(3)), new Problem.Uncertain("No answer."));
        action.Finds(new Problem.Unavailable("Away."), new AdoptedReceipt(new("machine-action-1")));
        action.Reports(new ActionProgress.Running("The device is offline."), new ActionProgress.Ended(new(OutcomeKind.Done, "Isolated.")));
        var house = new House(action.Object);
        var request = await house.AskedAsync(action.Object);

        foreach (var approver in new[] { Cast.Ann, Cast.Cid, Cast.Cid, Cast.Eve, Cast.Dee })
        {
            await house.ReviewAsync(request, approver, approves: true);
            house.Time.Advance(TimeSpan.FromSeconds(7));
        }

        for (var step = 0; step < 4; step++)
        {
            await house.DispatchAsync(request);
            house.Time.Advance(TimeSpan.FromMilliseconds(123.4567));
        }

        await house.PollAsync(request);
        await house.PollAsync(request);

        var stored = await house.ReadAsync(request);
        Assert.Equal(Core.Requests.RequestState.Done, stored.State);
        Assert.Equal(stored.Text(), (await house.RebuildAsync(request)).Text());
        Assert.True((await house.Verifier.VerifyAsync(request.Customer, TestContext.Current.CancellationToken)).IsIntact);
    }

    [Fact]
    public async Task Entries_OfARequestThatWaited_RebuildTheRequest()
    {
        var house = new House();
        var action = Isolation.Action();
        var first = await house.ApprovedAsync(action.Object, Cast.Ann, "first");
        var second = await house.ApprovedAsync(action.Object, Cast.Bob, "second");
        await house.WithdrawAsync(second, Cast.Bob);

        Assert.Equal((await house.ReadAsync(first)).Text(), (await house.RebuildAsync(first)).Text());
        Assert.Equal((await house.ReadAsync(second)).Text(), (await house.RebuildAsync(second)).Text());
    }
}
