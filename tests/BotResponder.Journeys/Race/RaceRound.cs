using BotResponder.Core.Audit;
using BotResponder.Core.Requests;
using BotResponder.Journeys.World;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys.Race;

public enum RaceKind
{
    ApproveApprove,
    ApproveDeny,
    ApproveWithdraw,
    ApproveExpire,
    UndoUndo,
    SameActivity,
}

/// <summary>One race about one device, and who won it. The loser must be told how it really stands.</summary>
internal sealed class RaceRound(RaceWorld world, int number, CancellationToken stop)
{
    /// <summary>Taps at an expiring request are spread over the moment: so far apart, from this long before until as long after a bot has noticed it.</summary>
    private static readonly (TimeSpan Apart, TimeSpan Around) s_aims = (TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(100));

    private readonly Device _device = world.World.NextDevice();

    public async Task<RaceResult> RunAsync(RaceKind kind)
    {
        try
        {
            return kind switch
            {
                RaceKind.ApproveApprove => await ReviewsAsync("approve"),
                RaceKind.ApproveDeny => await ReviewsAsync("deny"),
                RaceKind.ApproveWithdraw => await WithdrawAsync(),
                RaceKind.ApproveExpire => await ExpireAsync(),
                RaceKind.UndoUndo => await UndoAsync(),
                RaceKind.SameActivity => await SameActivityAsync(),
                _ => throw new ArgumentOutOfRangeException(nameof(kind)),
            };
        }
        catch (TimeoutException lost)
        {
            return new(_device, "nobody", 0, 0, [lost.Message]);
        }
    }

    /// <summary>Two approvers answer: one verdict counts.</summary>
    private async Task<RaceResult> ReviewsAsync(string cysVerb)
    {
        var asking = await world.AskAsync(_device);
        var (bo, cy) = await RaceAsync(asking.Id, await world.ReadyAsync(Cast.Bo, asking.Card, "approve"), await world.ReadyAsync(Cast.Cy, asking.Card, cysVerb));
        var request = await world.FinalAsync(asking.Id);
        var verdicts = await CountAsync<RequestEvent.Reviewed>(asking.Id);
        var winner = request.Reviews is [{ Approver.Name: var name }] ? name : "nobody";
        var expected = winner == Cast.Cy.Name && cysVerb == "deny" ? RequestState.Denied : RequestState.Done;
        return Result(request, winner,
            (verdicts == 1, $"{verdicts} verdicts were counted"),
            (request.State == expected, $"{winner} won, and it is {request.State}"),
            (IsTrue(bo, hasLost: winner != Cast.Bo.Name), $"Bo was answered: {bo.Body}"),
            (IsTrue(cy, hasLost: winner != Cast.Cy.Name), $"Cy was answered: {cy.Body}"));
    }

    /// <summary>An approver approves while the requester takes it back: it is called or it is withdrawn, never both. Approved and then withdrawn is withdrawn.</summary>
    private async Task<RaceResult> WithdrawAsync()
    {
        var asking = await world.AskAsync(_device);
        var (_, ann) = await RaceAsync(asking.Id, await world.ReadyAsync(Cast.Bo, asking.Card, "approve"), await world.ReadyAsync(Cast.Ann, asking.Card, "withdraw"));
        var request = await world.FinalAsync(asking.Id);
        var (withdrawn, called) = (await CountAsync<RequestEvent.Withdrawn>(asking.Id), await CountAsync<RequestEvent.Dispatching>(asking.Id));
        return Result(request, request.State == RequestState.Withdrawn ? "withdraw" : "approve",
            (withdrawn + called == 1, $"{withdrawn} times withdrawn, {called} times called"),
            (request.State == (withdrawn == 1 ? RequestState.Withdrawn : RequestState.Done), $"{withdrawn} times withdrawn, and it is {request.State}"),
            (IsTrue(ann, hasLost: withdrawn == 0), $"Ann was answered: {ann.Body}"));
    }

    /// <summary>An approver answers at the moment at which the other bot, by its clock, closes the request.</summary>
    private async Task<RaceResult> ExpireAsync()
    {
        var asking = await world.AskAsync(_device);
        var tap = await world.ReadyAsync(Cast.Bo, asking.Card, "approve", mayBeOver: true);
        var expires = (await world.World.Store.FindAsync(asking.Id, stop))!.ExpiresAt - RaceProof.SecondAhead;
        var aims = (int)(((2 * s_aims.Around) + RaceWorld.Look + world.World.TimerGrain) / s_aims.Apart);
        var wait = expires - s_aims.Around + (number % aims * s_aims.Apart) - TimeProvider.System.GetUtcNow();
        await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, TimeProvider.System, stop);
        var bo = await tap();
        var request = await world.FinalAsync(asking.Id);
        var (verdicts, lapses) = (await CountAsync<RequestEvent.Reviewed>(asking.Id), await CountAsync<RequestEvent.Lapsed>(asking.Id));
        return Result(request, request.State == RequestState.Expired ? "expiry" : "approve",
            (verdicts + lapses == 1, $"{verdicts} verdicts were counted, and it expired {lapses} times"),
            (request.State == (lapses == 1 ? RequestState.Expired : RequestState.Done), $"it expired {lapses} times, and it is {request.State}"),
            (IsTrue(bo, hasLost: lapses == 1), $"Bo was answered: {bo.Body}"));
    }

    /// <summary>Two people undo the same isolation: one request to release comes of it.</summary>
    private async Task<RaceResult> UndoAsync()
    {
        var asking = await world.AskAsync(_device);
        await world.TapAsync(Cast.Bo, asking.Card, "approve");
        var done = await world.World.Microsoft.SeeAsync(
            $"the undo button for {_device.HostName}", () => world.InThread(asking.Thread).LastOrDefault(message => CardReader.Action(message.Card, "undo") is not null), stop);
        await RaceAsync(asking.Id, await world.ReadyAsync(Cast.Ann, done, "undo"), await world.ReadyAsync(Cast.Cy, done, "undo"));
        var request = await world.RequestAsync(asking.Id, "is being undone", each => each.UndoneBy is not null);
        await world.World.Microsoft.SeeAsync(
            $"what the slower one is told about {_device.HostName}", () => world.InThread(asking.Thread).FirstOrDefault(IsTooLate), stop);
        var undo = request.UndoneBy!.Id;
        await world.TapAsync(Cast.Bo, await world.CardAsync(asking.Thread, undo), "approve");
        var undone = await world.FinalAsync(undo);
        var asked = await CountAsync<RequestEvent.UndoAsked>(asking.Id);
        return Result(request, undone.Requester.Name, (asked == 1, $"{asked} undos were counted"), (undone.State == RequestState.Done, $"the undo is {undone.State}")) with { Releases = 1 };
    }

    /// <summary>Teams gives one message to both bots: it is one request.</summary>
    private async Task<RaceResult> SameActivityAsync()
    {
        var asking = await world.AskAsync(_device);
        await world.TapAsync(Cast.Bo, asking.Card, "approve");
        var request = await world.FinalAsync(asking.Id);
        var asked = await CountAsync<RequestEvent.Submitted>(asking.Id);
        return Result(request, "one of two", (asked == 1, $"it was asked {asked} times"), (request.State == RequestState.Done, $"it is {request.State}"));
    }

    private async Task<(BotAnswer First, BotAnswer Second)> RaceAsync(RequestId id, Func<Task<BotAnswer>> one, Func<Task<BotAnswer>> other)
    {
        // Who arrives first goes to the first replica: taking turns here lets each person meet each of them.
        world.Door.Pair(id.Value);
        var isOneFirst = number % 2 == 0;
        var (first, second) = isOneFirst ? (one(), other()) : (other(), one());
        await Task.WhenAll(first, second);
        return isOneFirst ? (await first, await second) : (await second, await first);
    }

    private async Task<int> CountAsync<T>(RequestId id)
        where T : RequestEvent
    {
        IReadOnlyList<AuditEntry> trail = await world.World.Store.TrailAsync(id, stop);
        return trail.Count(line => line.Fact.Change is T);
    }

    private RaceResult Result(ResponseRequest request, string winner, params ReadOnlySpan<(bool Holds, string Otherwise)> promises)
    {
        List<string> violations = [];
        foreach (var (holds, otherwise) in promises)
        {
            if (!holds)
            {
                violations.Add(otherwise);
            }
        }

        return new(_device, winner, request.State == RequestState.Done ? 1 : 0, 0, violations);
    }

    /// <summary>Who lost is told, and who won is not; either may hear that it takes longer: the store was slower than Teams waits, and the card follows.</summary>
    private static bool IsTrue(BotAnswer answer, bool hasLost) =>
        IsTold(answer) == hasLost || (answer.Status == 200 && answer.Body.Contains("Still working on it. The card will be updated.", StringComparison.Ordinal));

    /// <summary>The card as it is, with the reason why the tap did not count.</summary>
    private static bool IsTold(BotAnswer answer) =>
        answer.Status == 200 && answer.Body.Contains("microsoft.card.adaptive", StringComparison.Ordinal)
        && (answer.Body.Contains("is already ", StringComparison.Ordinal) || answer.Body.Contains("expired before you answered", StringComparison.Ordinal));

    private static bool IsTooLate(MessageView message) => message.Card is null
        && (Chat.Shown(message).Contains("already asks to undo", StringComparison.Ordinal) || Chat.Shown(message).Contains("was undone by", StringComparison.Ordinal));
}

/// <param name="Isolations">How many calls to isolate the device there must have been.</param>
/// <param name="Releases">How many calls to release it.</param>
/// <param name="Violations">What a promise says and is not so.</param>
internal sealed record RaceResult(Device Device, string Winner, int Isolations, int Releases, IReadOnlyList<string> Violations);
