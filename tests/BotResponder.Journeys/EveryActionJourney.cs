using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender;
using BotResponder.Journeys.World;
using BotResponder.Simulator.Faults;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace BotResponder.Journeys;

/// <summary>What is demanded of every response action against the pretend Microsoft. A new action adds no line here.</summary>
public sealed class EveryActionJourney : IAsyncLifetime
{
    private static readonly CustomerId Contoso = new(Cast.ContosoId);
    private JourneyWorld _world = null!;

    /// <summary>Those behind which there is an API: what the bot does to its own requests is tried with them.</summary>
    private IEnumerable<IResponseAction> Actions => _world.Services.GetRequiredService<ActionCatalog>().All.Where(action => action.GetType().Assembly == typeof(DefenderDoors).Assembly);

    public async ValueTask InitializeAsync() => _world = await JourneyWorld.StartAsync(
        TestContext.Current.CancellationToken,
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["Defender:AttemptTimeout"] = "00:00:01", ["Defender:CallTimeout"] = "00:00:01" },
        new() { ActionStartDelay = TimeSpan.FromHours(1), RiskDelay = TimeSpan.Zero, RateLimits = false });

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Examples_OfEachAction_PreviewAndWriteNothing()
    {
        foreach (var action in Actions)
        {
            foreach (var example in action.Descriptor.Examples)
            {
                var preview = await action.PreviewAsync(Contoso, Parameters(action, example), null, TestContext.Current.CancellationToken);

                Assert.True(preview.Problem is null or Problem.NotFound or Problem.Ambiguous, $"{example}: {preview.Problem}");
            }
        }

        Assert.Empty(Writes());
    }

    [Fact]
    public async Task Execute_TwiceForOneRequest_MakesOneAction()
    {
        foreach (var action in Actions)
        {
            var order = await OrderAsync(action);

            var first = await action.ExecuteAsync(order, TestContext.Current.CancellationToken);
            var second = await action.ExecuteAsync(order, TestContext.Current.CancellationToken);
            var found = await action.FindOwnAsync(order, TestContext.Current.CancellationToken);

            Assert.Equal(first.Value, second.Value);
            if (LeavesNoTrace(action))
            {
                Assert.IsType<Problem.Uncertain>(found.Problem);
                continue;
            }

            Assert.Equal(first.Value, found.Value.Receipt);
        }

        // What is stopped was begun for it.
        Assert.Equal(Actions.Count(LeavesAMachineAction) + Actions.Count(action => action.Descriptor.TargetKind == "action"), _world.Microsoft.ActionsOf(_world.Microsoft.Tenants.Contoso).Length);
    }

    [Theory]
    [InlineData("throttled", typeof(Problem.Throttled))]
    [InlineData("unknown", typeof(Problem.NotFound))]
    [InlineData("forbidden", typeof(Problem.Refused))]
    [InlineData("unsupported", typeof(Problem.Refused))]
    [InlineData("already active, nothing listed", typeof(Problem.Uncertain))]
    [InlineData("server error", typeof(Problem.Uncertain))]
    [InlineData("hang", typeof(Problem.Uncertain))]
    [InlineData("lost answer", typeof(Problem.Uncertain))]
    [InlineData("ran but timed out", typeof(Problem.Uncertain))]
    [Trait("Attack", "37")]
    public async Task Execute_WhileTheCallFails_SaysExactlyWhatMayBeDoneNext(string kind, Type problem)
    {
        // What leaves no machine action is never told that one is active.
        var actions = Actions.Where(action => !IsGuided(action)).Where(action => kind != "already active, nothing listed" || LeavesAMachineAction(action)).ToArray();
        var orders = new Dictionary<IResponseAction, ActionOrder>();
        foreach (var action in actions)
        {
            orders[action] = await OrderAsync(action);
        }

        foreach (var (action, order) in orders)
        {
            var area = action.Descriptor.TargetKind is "account" or "alert" or "incident" ? UpstreamArea.Graph : UpstreamArea.Defender;
            using var armed = _world.Microsoft.Faults.SwitchOn(area, FaultOf(kind), times: 1, request => request.Method != "GET");

            var answer = await action.ExecuteAsync(order, TestContext.Current.CancellationToken);

            Assert.IsType(problem, answer.Problem);
            var found = await action.FindOwnAsync(order, TestContext.Current.CancellationToken);
            if (LeavesNoTrace(action))
            {
                Assert.IsType<Problem.Uncertain>(found.Problem);
                continue;
            }

            var ran = kind is "lost answer" or "ran but timed out";
            Assert.Equal(ran, found.Value.Receipt is not null);
        }
    }

    /// <summary>Microsoft shows nothing of it: the only honest answer is that it cannot be looked up, never "certainly none".</summary>
    private static bool LeavesNoTrace(IResponseAction action) => action.Descriptor.Id.Value == "account.reset";

    /// <summary>A person does it: there is no call that could fail.</summary>
    private static bool IsGuided(IResponseAction action) => action.Descriptor.Id.Value is "device.troubleshoot" or "alert.hide" or "alert.tune";

    private static Fault FaultOf(string kind) => kind switch
    {
        "throttled" => new Fault.Throttle(TimeSpan.FromSeconds(7)),
        "unknown" => new Fault.Refuse(404, "ResourceNotFound"),
        "forbidden" => new Fault.Refuse(403, "Forbidden"),
        "unsupported" => new Fault.Refuse(400, "OsPlatformNotSupported"),
        "already active, nothing listed" => new Fault.Refuse(400, "ActiveRequestAlreadyExists"),
        "server error" => new Fault.ServerError(),
        "hang" => new Fault.Hang(),
        "lost answer" => new Fault.LostAnswer(),
        "ran but timed out" => new Fault.RanButTimedOut(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static ActionParameters Parameters(IResponseAction action, string command) =>
        action.Bind(new CommandParser([action.Descriptor.Grammar]).Parse(command).Value.Arguments).Value;

    private static bool LeavesAMachineAction(IResponseAction action) =>
        action.Descriptor.TargetKind == "device" && action.Descriptor.Id.Value is not ("device.tag" or "device.untag") && !IsGuided(action);

    /// <summary>Each action gets a target of its own, so that none stands in another's way, and one that it changes.</summary>
    private async Task<ActionOrder> OrderAsync(IResponseAction action)
    {
        var kind = action.Descriptor.TargetKind;
        var example = new CommandParser([action.Descriptor.Grammar]).Parse(action.Descriptor.Examples[0]).Value.Arguments;
        var parameters = action.Bind(example with { Values = example.Values.SetItem(kind, await TargetOfAsync(action)) }).Value;
        var preview = await action.PreviewAsync(Contoso, parameters, null, TestContext.Current.CancellationToken);
        var order = new ActionOrder(
            Contoso, new("customer.0123456789abcdefghjkmnpqrs"), new("R-01234"), preview.Value.Target, parameters, "journey", "Bo Lind")
        { SentAt = _world.Clock.GetUtcNow() };
        if (action.Descriptor.Id.Value == "device.untag")
        {
            // Without the tag there would be nothing that this action could change.
            var tag = Actions.Single(other => other.Descriptor.Id == action.Descriptor.UndoneBy);
            Assert.Null((await tag.ExecuteAsync(order, TestContext.Current.CancellationToken)).Problem);
        }

        return order;
    }

    private async Task<string> TargetOfAsync(IResponseAction action)
    {
        switch (action.Descriptor.Id.Value)
        {
            case "action.stop":
                return await BegunAsync();
            case "indicator.lift":
                // Without the indicator there would be nothing to lift.
                var set = Actions.Single(other => other.Descriptor.UndoneBy == action.Descriptor.Id);
                var parameters = Parameters(set, "indicator block 203.0.113.70 because journey");
                Assert.Null((await set.ExecuteAsync(new(Contoso, new("customer.of-another"), new("R-0TH3R"), new("indicator", "203.0.113.70", "203.0.113.70"), parameters, "journey", ""), TestContext.Current.CancellationToken)).Problem);
                return "203.0.113.70";
            default:
                return TargetOf(action);
        }
    }

    /// <summary>A machine action that waits for its device.</summary>
    private async Task<string> BegunAsync()
    {
        var isolate = Actions.Single(other => other.Descriptor.Id.Value == "device.isolate");
        var parameters = Parameters(isolate, "isolate ws-190 because journey");
        var preview = await isolate.PreviewAsync(Contoso, parameters, null, TestContext.Current.CancellationToken);
        var begun = await isolate.ExecuteAsync(
            new(Contoso, new("customer.of-another"), new("R-0TH3R"), preview.Value.Target, parameters, "journey", ""), TestContext.Current.CancellationToken);
        return begun.Value.Id;
    }

    private string TargetOf(IResponseAction action)
    {
        var number = Actions.ToList().IndexOf(action);
        var accounts = _world.Microsoft.Tenants.Contoso.Accounts.Where(account =>
            account is { IsSynced: false, IsGuest: false, DirectoryRoles: [] } && account.Enabled == (action.Descriptor.Id.Value != "account.enable")
            && (account.DetectedRisk != "none") == (action.Descriptor.Id.Value == "account.dismiss-risk"));
        return action.Descriptor.TargetKind switch
        {
            "device" when action.Descriptor.Id.Value == "device.contain" => "printer-01",
            "device" => $"ws-{200 + number}",
            "indicator" => "203.0.113.7",
            "account" => accounts.ElementAt(number).UserPrincipalName,
            "alert" => AlertOf(action.Descriptor.Id.Value, number).Id,
            "incident" => IncidentOf(action.Descriptor.Id.Value, number).Id,
            var kind => throw new InvalidOperationException($"There is no pretend {kind}."),
        };
    }

    private Alert AlertOf(string action, int number) => _world.Microsoft.Tenants.Contoso.Alerts.Where(alert => (action, alert.Start) switch
    {
        ("alert.reopen", { Status: "resolved" }) or ("alert.unassign", { Status: "inProgress", AssignedTo: not null }) => true,
        ("alert.reopen" or "alert.unassign", _) => false,
        ("alert.hide", { Status: "new" }) => alert.Source == "microsoftDefenderForEndpoint",
        (_, { Status: "new" }) => true,
        _ => false,
    }).ElementAt(number);

    private Incident IncidentOf(string action, int number)
    {
        var fit = _world.Microsoft.Tenants.Contoso.Incidents.Where(incident => incident.Start.Status == (action == "incident.reopen" ? "resolved" : "active")
            && incident.Start.AssignedTo is not null == (action == "incident.unassign")).ToArray();
        return fit[number % fit.Length];
    }

    private IEnumerable<RecordedCall> Writes() => _world.Microsoft.Calls.Where(call =>
        call.Area is UpstreamArea.Defender or UpstreamArea.Graph && call.Method != "GET" && !call.Path.Contains("runHuntingQuery", StringComparison.Ordinal));
}
