using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Requests;
using BotResponder.Journeys.World;
using BotResponder.Simulator.Faults;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace BotResponder.Journeys;

/// <summary>
/// Every response action from the typed words to its end, once for each way to end: done, refused by Microsoft, failed, in doubt. A new action adds no line here. What a
/// person does instead of an API ends in <see cref="TroubleshootingJourney"/>.
/// </summary>
public sealed class EveryOutcomeJourney : IAsyncLifetime
{
    private static readonly CustomerId Contoso = new(Cast.ContosoId);

    private readonly Lock _lock = new();
    private readonly HashSet<string> _sent = new(StringComparer.Ordinal);
    private JourneyWorld _world = null!;
    private ActionTargets _targets = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TeamsConversation Soc => _world.Microsoft.Teams.ContosoSoc;

    private IEnumerable<IResponseAction> Actions => _world.Services.GetRequiredService<ActionCatalog>().All.Where(action => action.Descriptor.Id.Value != "device.troubleshoot");

    public async ValueTask InitializeAsync()
    {
        _world = await JourneyWorld.StartAsync(
            Stop,
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["Dispatch:MostTries"] = "2", ["Defender:CircuitFailures"] = "100", ["Defender:CallTimeout"] = "00:00:02" },
            new() { ActionStartDelay = TimeSpan.FromMilliseconds(50), ActionRunTime = TimeSpan.FromMilliseconds(50), RiskDelay = TimeSpan.Zero, RateLimits = false });
        _targets = new(_world);

        // What is to be stopped must not have ended before.
        _world.Microsoft.Faults.DeviceOffline(_world.Microsoft.Tenants.Contoso.Device("ws-190").Id, offline: true);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task EachAction_ThatMicrosoftCarriesOut_EndsAsDone()
    {
        foreach (var action in Actions)
        {
            var request = await EndsAsync(action, await AskAsync(action), RequestState.Done);

            Assert.All(request.Operations, operation => Assert.True(operation is { Receipt: not null, Outcome.Kind: OutcomeKind.Done }, $"{action.Descriptor.Id}: {operation.Outcome}"));
        }

        await VerifyAsync();
    }

    [Fact]
    public async Task EachAction_ThatMicrosoftForbids_EndsAsRefused()
    {
        var commands = await CommandsAsync();
        using var graph = Fail(UpstreamArea.Graph, new Fault.Refuse(403, "Forbidden"));
        using var defender = Fail(UpstreamArea.Defender, new Fault.Refuse(403, "Forbidden"));
        foreach (var (action, command) in commands)
        {
            var request = await EndsAsync(action, await AskAsync(action, command), RequestState.Refused);

            Assert.Contains("consent", request.Operations[0].Outcome!.Sentence, StringComparison.OrdinalIgnoreCase);
        }

        await VerifyAsync();
    }

    /// <summary>Defender tries and does not succeed; what it does at once it asks to wait for until the bot gives up.</summary>
    [Fact]
    public async Task EachAction_ThatDoesNotSucceed_EndsAsFailed()
    {
        var commands = await CommandsAsync();
        _world.Microsoft.Faults.EndActions(ActionEnding.Failed);
        using var graph = Fail(UpstreamArea.Graph, new Fault.Throttle(TimeSpan.FromSeconds(1)));
        using var defender = Fail(UpstreamArea.Defender, new Fault.Throttle(TimeSpan.FromSeconds(1)), request => !IsMachineAction(request.Path));
        List<(IResponseAction Action, ResponseRequest Request)> asked = [];
        foreach (var (action, command) in commands)
        {
            asked.Add((action, await AskAsync(action, command)));
        }

        foreach (var (action, request) in asked)
        {
            await EndsAsync(action, request, RequestState.Failed);
        }

        await VerifyAsync();
    }

    /// <summary>The call arrives, its answer gets lost, and what it did cannot be read back.</summary>
    [Fact]
    [Trait("Attack", "37")]
    public async Task EachAction_WhoseAnswerIsLostForGood_EndsInDoubtAndIsSentOnce()
    {
        foreach (var (action, command) in await CommandsAsync())
        {
            var isSent = false;
            using var lost = Lose(UpstreamArea.Graph, () => isSent = true);
            using var other = Lose(UpstreamArea.Defender, () => isSent = true);
            using var graph = _world.Microsoft.Faults.SwitchOn(UpstreamArea.Graph, new Fault.Refuse(403, "Forbidden"), times: null, request => isSent && request.Method == "GET");
            using var defender = _world.Microsoft.Faults.SwitchOn(UpstreamArea.Defender, new Fault.Refuse(403, "Forbidden"), times: null, request => isSent && request.Method == "GET");
            var before = _world.Microsoft.Calls.Count(IsWrite);

            var request = await EndsAsync(action, await AskAsync(action, command), RequestState.Unknown);

            Assert.Contains("Defender portal", request.Operations[0].Outcome!.Sentence, StringComparison.Ordinal);
            Assert.True(_world.Microsoft.Calls.Count(IsWrite) == before + 1, $"{action.Descriptor.Id} was sent more than once.");
        }

        await VerifyAsync();
    }

    private IDisposable Fail(UpstreamArea area, Fault fault, Func<UpstreamRequest, bool>? when = null) =>
        _world.Microsoft.Faults.SwitchOn(area, fault, times: null, request => IsWrite(request.Method, request.Path) && when?.Invoke(request) != false);

    private IDisposable Lose(UpstreamArea area, Action sent) => _world.Microsoft.Faults.SwitchOn(area, new Fault.LostAnswer(), times: 1, request =>
    {
        var isWrite = IsWrite(request.Method, request.Path);
        if (isWrite)
        {
            sent();
        }

        return isWrite;
    });

    private static bool IsWrite(RecordedCall call) => call.Area is UpstreamArea.Defender or UpstreamArea.Graph && IsWrite(call.Method, call.Path);

    private static bool IsWrite(string method, string path) => method != "GET" && !path.Contains("runHuntingQuery", StringComparison.Ordinal);

    private static bool IsMachineAction(string path) => path.Contains("/machines/", StringComparison.Ordinal) && !path.EndsWith("/tags", StringComparison.Ordinal);

    /// <summary>For all of them, before anything is made to fail: what some of them act on must be made first.</summary>
    private async Task<List<(IResponseAction Action, string Command)>> CommandsAsync()
    {
        List<(IResponseAction, string)> commands = [];
        foreach (var action in Actions)
        {
            commands.Add((action, await CommandAsync(action)));
        }

        return commands;
    }

    /// <summary>The action's first example, about something that it changes.</summary>
    private async Task<string> CommandAsync(IResponseAction action)
    {
        var example = action.Descriptor.Examples[0];
        var typed = new CommandParser([action.Descriptor.Grammar]).Parse(example).Value.Arguments[action.Descriptor.TargetKind];
        var target = await _targets.OfAsync(action);
        if (action.Descriptor.Id.Value == "device.untag")
        {
            var tag = _world.Services.GetRequiredService<ActionCatalog>().Find(action.Descriptor.UndoneBy!.Value)!;
            await EndsAsync(tag, await AskAsync(tag, $"tag {target} contained because journey"), RequestState.Done);
        }

        return example.Replace(typed, target, StringComparison.Ordinal);
    }

    private async Task<ResponseRequest> AskAsync(IResponseAction action) => await AskAsync(action, await CommandAsync(action));

    /// <summary>Typed by Ann, approved by as many as it takes.</summary>
    private async Task<ResponseRequest> AskAsync(IResponseAction action, string command)
    {
        await _world.SayAsync(Cast.Ann, Soc, command, Stop);
        var asked = await _world.Microsoft.SeeAsync($"the request of: {command}", () => Newest(action), Stop);
        foreach (var approver in new[] { Cast.Bo, Cast.Cy }.Take(asked.ApprovalsNeeded))
        {
            await _world.SayAsync(approver, Soc, $"approve {asked.Code}", Stop);
        }

        return asked;
    }

    private ResponseRequest? Newest(IResponseAction action)
    {
        var lines = _world.AuditAsync(Cast.ContosoId, Stop).GetAwaiter().GetResult();
        var line = lines.FirstOrDefault(each => each.Entry.Fact is { Kind: "request.submitted" } fact && fact.Action == action.Descriptor.Id && IsNew(fact.Request!.Value));
        return line is null ? null : _world.Services.GetRequiredService<RequestBook>().FindAsync(line.Entry.Fact.Request!.Value, Stop).GetAwaiter().GetResult();
    }

    private bool IsNew(RequestId request)
    {
        lock (_lock)
        {
            return _sent.Add(request.Value);
        }
    }

    private Task<ResponseRequest> EndsAsync(IResponseAction action, ResponseRequest asked, RequestState state)
    {
        ResponseRequest? last = null;
        return _world.Microsoft.SeeAsync($"{action.Descriptor.Id} ends as {state}", () =>
        {
            last = _world.Services.GetRequiredService<RequestBook>().FindAsync(asked.Id, Stop).GetAwaiter().GetResult();
            return last?.State == state ? last : null;
        }, Stop, () => $"{last?.State}: {last?.Operations[0].Outcome} {last?.Operations[0].Progress}");
    }

    private async Task VerifyAsync() => Assert.True((await _world.VerifyAuditAsync(Cast.ContosoId, Stop)).IsIntact);
}
