using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Containments;
using BotResponder.Core.Ledgers;
using BotResponder.Core.People;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Core.Work;
using BotResponder.Tests.Samples;
using Moq;

namespace BotResponder.Tests.Containments;

/// <summary>A house whose isolation lasts, with its release.</summary>
internal sealed class LeasedHouse
{
    public static readonly TimeSpan Eight = TimeSpan.FromHours(8);

    public static readonly ActionDescriptor Descriptor = Isolation.Descriptor with { Grammar = Isolation.Grammar.ForAWhile("isolated", "released") };

    public LeasedHouse()
    {
        Isolate = Isolation.Action(Descriptor);
        Release = Isolation.Action(Isolation.ReleaseDescriptor);
        Release.Setup(each => each.Bind(It.IsAny<CommandArguments>())).Returns(Isolation.Parameters);
        House = new(Isolate.Object, Release.Object);
    }

    public House House { get; }

    public Mock<IResponseAction> Isolate { get; }

    public Mock<IResponseAction> Release { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public Task<Result<Submission>> AskAsync(TimeSpan? time, string activity = "activity-1", Person? requester = null) =>
        House.Submit.RunAsync(HouseSteps.AskOf(Isolate.Object, requester, activity) with { Lease = time }, Token);

    /// <summary>Asked, approved, carried out.</summary>
    public async Task<ResponseRequest> IsolatedAsync(TimeSpan? time, string activity = "activity-1", OutcomeKind outcome = OutcomeKind.Done)
    {
        var asked = (await AskAsync(time, activity)).Value.Request;
        await House.ReviewAsync(asked, Cast.Cid, approves: true);
        return await CarryOutAsync(Isolate, asked, outcome);
    }

    public async Task<ResponseRequest> CarryOutAsync(Mock<IResponseAction> action, ResponseRequest request, OutcomeKind outcome = OutcomeKind.Done)
    {
        action.Executes(new ActionReceipt($"action of {request.Code}"));
        action.Reports(new ActionProgress.Ended(new(outcome, $"It is {outcome}.")));
        await House.DispatchAsync(request);
        await House.PollAsync(request);
        return await House.ReadAsync(request);
    }

    /// <summary>As a worker does who takes the row of the lease.</summary>
    /// <returns>The row as it stands afterwards; null when it is gone.</returns>
    public async Task<OutboxEntry?> WakeAsync(ResponseRequest request)
    {
        if (await House.DueAsync(request, WorkKind.Lease) is not { } stored)
        {
            return null;
        }

        if (await House.SettleAsync(stored, House.Leases.RunAsync))
        {
            await House.Outbox.DoneAsync(stored, Token);
        }

        return (await House.DueAsync(request, WorkKind.Lease))?.Entry;
    }

    /// <summary>The bot's own request that takes it back.</summary>
    public async Task<ResponseRequest> ReleaseOfAsync(ResponseRequest request) =>
        (await House.Book.FindAsync((await House.ReadAsync(request)).UndoneBy!.Id, Token))!;

    public Task<IReadOnlyList<Containment>> ContainedAsync() => House.Register.ListAsync(Cast.Contoso, 100, Token);

    public async Task<string?> RowAsync() => (await House.RowAsync(LedgerRows.Contained(Isolation.Workstation, Descriptor.Id)))?.Body;

    public async Task<IEnumerable<string>> KindsAsync() => (await House.TrailAsync()).Select(line => line.Fact.Kind);
}
