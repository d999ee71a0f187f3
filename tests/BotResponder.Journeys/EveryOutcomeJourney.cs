using BotResponder.Core.Actions;
using BotResponder.Core.Requests;
using BotResponder.Defender;
using BotResponder.Journeys.World;
using BotResponder.Simulator.Faults;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace BotResponder.Journeys;

/// <summary>
/// Every response action from the typed words to its end, once for each way to end: done, refused by Microsoft, failed, in doubt. A new action adds no line here, unless
/// it cannot end in one of them, or a person does it.
/// </summary>
public sealed class EveryOutcomeJourney : IAsyncLifetime
{
    private const string InThePortal = "A person starts it in the portal and it then runs for hours: TroubleshootingJourney plays this end.";

    /// <summary>Which action does not come to which end here, and why.</summary>
    private static readonly Dictionary<(string Action, RequestState End), string> Elsewhere = new()
    {
        [("device.troubleshoot", RequestState.Done)] = InThePortal,
        [("device.troubleshoot", RequestState.Failed)] = InThePortal,
        [("device.troubleshoot", RequestState.Unknown)] = InThePortal,
    };

    private JourneyWorld _world = null!;
    private ActionTargets _targets = null!;
    private ActionPlays _plays = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await JourneyWorld.StartAsync(
            Stop,
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Dispatch:MostTries"] = "2",
                ["Dispatch:SlowestPoll"] = "00:00:01",
                ["Defender:CircuitFailures"] = "100",
                ["Defender:CallTimeout"] = "00:00:02",
                ["Defender:Tuning:FirstLook"] = "00:00:00.2",
                ["Defender:Tuning:VerifyWithin"] = "00:00:02",
            },
            new()
            {
                ActionStartDelay = TimeSpan.FromMilliseconds(50),
                ActionRunTime = TimeSpan.FromMilliseconds(50),
                RiskDelay = TimeSpan.Zero,
                AuditDelay = TimeSpan.Zero,
                AuditSearchTime = TimeSpan.FromMilliseconds(100),
                RateLimits = false,
            });
        _targets = new(_world);
        _plays = new(_world, _targets);

        // What is to be stopped must not have ended before.
        _world.Microsoft.Faults.DeviceOffline(_world.Microsoft.Tenants.Contoso.Device("ws-190").Id, offline: true);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task EachAction_ThatIsCarriedOut_ChangesItsTargetAndEndsAsDone()
    {
        foreach (var action in ActionsFor(RequestState.Done))
        {
            var (_, command, target) = await _plays.OfAsync(action);
            var before = _targets.StateOf(target);
            var asked = await _plays.AskAsync(command);
            await _plays.ApproveAsync(asked);
            await _plays.GuideAsync(action, asked, isMade: true);

            var done = await _plays.EndsAsync(action, asked, RequestState.Done);

            var operation = Assert.Single(done.Operations);
            Assert.True(operation is { Receipt: not null, Outcome.Kind: OutcomeKind.Done }, $"{action.Descriptor.Id}: {operation.Outcome}");
            if (ActionPlays.IsGuided(action))
            {
                Assert.StartsWith("Verified in the audit log", operation.Outcome.Sentence, StringComparison.Ordinal);
                continue;
            }

            Assert.True(_targets.StateOf(target) != before, $"{action.Descriptor.Id} is done, and nothing has changed: {before}");
        }

        await VerifyAsync();
    }

    /// <summary>A call is refused; what a person is to do is refused when it is looked at a last time.</summary>
    [Fact]
    public async Task EachAction_ThatMicrosoftForbids_ChangesNothingAndEndsAsRefused()
    {
        foreach (var (action, command, target) in await PlaysAsync(RequestState.Refused))
        {
            var (before, isAsked) = (_targets.StateOf(target), false);
            using var graph = Fail(UpstreamArea.Graph, new Fault.Refuse(403, "Forbidden"), request => IsWrite(request) || (isAsked && ActionPlays.IsGuided(action)));
            using var defender = Fail(UpstreamArea.Defender, new Fault.Refuse(403, "Forbidden"), request => IsWrite(request) || (isAsked && ActionPlays.IsGuided(action)));
            var asked = await _plays.AskAsync(command);
            isAsked = true;
            await _plays.ApproveAsync(asked);

            var refused = await _plays.EndsAsync(action, asked, RequestState.Refused);

            Assert.Contains("consent", refused.Operations[0].Outcome!.Sentence, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(before, _targets.StateOf(target));
        }

        await VerifyAsync();
    }

    /// <summary>Defender tries and does not succeed; what it does at once it asks to wait for until the bot gives up; what a person is to do nobody does.</summary>
    [Fact]
    public async Task EachAction_ThatDoesNotSucceed_EndsAsFailed()
    {
        var plays = await PlaysAsync(RequestState.Failed);
        _world.Microsoft.Faults.EndActions(ActionEnding.Failed);
        using var graph = Fail(UpstreamArea.Graph, new Fault.Throttle(TimeSpan.FromSeconds(1)), IsWrite);
        using var defender = Fail(UpstreamArea.Defender, new Fault.Throttle(TimeSpan.FromSeconds(1)), request => IsWrite(request) && !IsMachineAction(request.Path));
        List<(IResponseAction Action, ResponseRequest Request)> asked = [];
        foreach (var (action, command, _) in plays)
        {
            var request = await _plays.AskAsync(command);
            await _plays.ApproveAsync(request);
            await _plays.HandedOverAsync(action, request);
            asked.Add((action, request));
        }

        foreach (var (action, request) in asked.Where(each => !ActionPlays.IsGuided(each.Action)))
        {
            await _plays.EndsAsync(action, request, RequestState.Failed);
        }

        // So long a person may take.
        _world.Clock.Advance(new TimeSpan(hours: 8, minutes: 1, seconds: 0));
        foreach (var (action, request) in asked.Where(each => ActionPlays.IsGuided(each.Action)))
        {
            await _plays.EndsAsync(action, request, RequestState.Failed);
        }

        await VerifyAsync();
    }

    /// <summary>The call arrives, its answer gets lost, and what it did cannot be read back. Of what a person does there is only their word.</summary>
    [Fact]
    [Trait("Attack", "37")]
    public async Task EachAction_WhoseAnswerIsLostForGood_IsSentOnceAndEndsInDoubt()
    {
        foreach (var (action, command, target) in await PlaysAsync(RequestState.Unknown))
        {
            var (before, sent, isSent) = (_targets.StateOf(target), Writes(), false);
            using var graphLoses = Lose(UpstreamArea.Graph, () => isSent = true);
            using var defenderLoses = Lose(UpstreamArea.Defender, () => isSent = true);
            using var graph = Fail(UpstreamArea.Graph, new Fault.Refuse(403, "Forbidden"), request => isSent && request.Method == "GET");
            using var defender = Fail(UpstreamArea.Defender, new Fault.Refuse(403, "Forbidden"), request => isSent && request.Method == "GET");
            var asked = await _plays.AskAsync(command);
            await _plays.ApproveAsync(asked);
            await _plays.GuideAsync(action, asked, isMade: false);

            var unknown = await _plays.EndsAsync(action, asked, RequestState.Unknown);

            Assert.Contains("Defender portal", unknown.Operations[0].Outcome!.Sentence, StringComparison.Ordinal);
            Assert.True(Writes() == sent + (ActionPlays.IsGuided(action) ? 0 : 1), $"{action.Descriptor.Id} was sent {Writes() - sent} times.");
            Assert.True(_targets.StateOf(target) == before == ActionPlays.IsGuided(action), $"{action.Descriptor.Id} arrived, or did not: {before}");
        }

        await VerifyAsync();
    }

    private static bool IsWrite(UpstreamRequest request) => ActionTargets.IsWrite(request.Method, request.Path);

    private static bool IsMachineAction(string path) => path.Contains("/machines/", StringComparison.Ordinal) && !path.EndsWith("/tags", StringComparison.Ordinal);

    private int Writes() => _world.Microsoft.Calls.Count(ActionTargets.IsWrite);

    private IDisposable Fail(UpstreamArea area, Fault fault, Func<UpstreamRequest, bool> when) => _world.Microsoft.Faults.SwitchOn(area, fault, times: null, when);

    private IDisposable Lose(UpstreamArea area, Action sent) => _world.Microsoft.Faults.SwitchOn(area, new Fault.LostAnswer(), times: 1, request =>
    {
        var isWrite = IsWrite(request);
        if (isWrite)
        {
            sent();
        }

        return isWrite;
    });

    /// <summary>Those behind which there is an API or a portal: what the bot does to its own requests is tried with them.</summary>
    private List<IResponseAction> ActionsFor(RequestState end)
    {
        var all = _world.Services.GetRequiredService<ActionCatalog>().All.Where(action => action.GetType().Assembly == typeof(DefenderDoors).Assembly).ToList();
        Assert.All(Elsewhere.Keys, entry => Assert.Contains(all, action => action.Descriptor.Id.Value == entry.Action));
        return all.FindAll(action => !Elsewhere.ContainsKey((action.Descriptor.Id.Value, end)));
    }

    /// <summary>For all of them, before anything is made to fail: what some of them act on must be made first.</summary>
    private async Task<List<Play>> PlaysAsync(RequestState end)
    {
        List<Play> plays = [];
        foreach (var action in ActionsFor(end))
        {
            plays.Add(await _plays.OfAsync(action));
        }

        return plays;
    }

    private async Task VerifyAsync() => Assert.True((await _world.VerifyAuditAsync(Cast.ContosoId, Stop)).IsIntact);
}
