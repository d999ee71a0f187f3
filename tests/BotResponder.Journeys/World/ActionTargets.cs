using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Defender;
using BotResponder.Simulator;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace BotResponder.Journeys.World;

/// <summary>For each response action something in the pretend Microsoft that it changes, and that no other action of the same journey is about.</summary>
public sealed class ActionTargets(JourneyWorld world)
{
    private static readonly CustomerId Contoso = new(Cast.ContosoId);

    private IEnumerable<IResponseAction> Actions => world.Services.GetRequiredService<ActionCatalog>().All.Where(action => action.GetType().Assembly == typeof(DefenderDoors).Assembly);

    public async Task<string> OfAsync(IResponseAction action)
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

    /// <summary>What the pretend Microsoft holds of a target, as far as some action changes it.</summary>
    public string StateOf(ActionTarget target) => target.Kind switch
    {
        "device" => string.Join(", ", Begun.Where(begun => begun.Device.Id == target.Id).Select(begun => $"{begun.Type} {begun.Id}")) + $" and {Taken($"/machines/{target.Id}/tags")} tags",
        "action" => Begun.Single(begun => begun.Id == target.Id).Status,
        "account" when world.Microsoft.Tenants.Contoso.Accounts.Single(account => account.Id == target.Id) is var account => $"{world.Microsoft.StateOf(account)} {world.Microsoft.RiskOf(account)}",
        "alert" => world.Microsoft.StateOf(world.Microsoft.Tenants.Contoso.Alerts.Single(alert => alert.Id == target.Id)).ToString(),
        "incident" => world.Microsoft.StateOf(world.Microsoft.Tenants.Contoso.Incidents.Single(incident => incident.Id == target.Id)).ToString(),
        "indicator" => $"{Taken("/indicators")} indicators",
        var kind => throw new InvalidOperationException($"There is no pretend {kind}."),
    };

    public static bool IsWrite(RecordedCall call) => call.Area is UpstreamArea.Defender or UpstreamArea.Graph && IsWrite(call.Method, call.Path);

    /// <summary>Questions that are posted change nothing.</summary>
    public static bool IsWrite(string method, string path) =>
        method != "GET" && !path.Contains("runHuntingQuery", StringComparison.Ordinal) && !path.Contains("auditLog", StringComparison.OrdinalIgnoreCase);

    /// <summary>How often a change was taken; of one whose answer got lost there is no status.</summary>
    private int Taken(string path) => world.Microsoft.Calls.Count(call => IsWrite(call) && call.Status < 300 && call.Path.Contains(path, StringComparison.Ordinal));

    private IEnumerable<DeviceAction> Begun => world.Microsoft.ActionsOf(world.Microsoft.Tenants.Contoso);

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
        var accounts = world.Microsoft.Tenants.Contoso.Accounts.Where(account =>
            Cast.Everybody.All(person => person.ObjectId != account.Id) && account is { IsSynced: false, IsGuest: false, DirectoryRoles: [] } && account.Enabled == (action.Descriptor.Id.Value != "account.enable")
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

    private Alert AlertOf(string action, int number) => world.Microsoft.Tenants.Contoso.Alerts.Where(alert => (action, alert.Start) switch
    {
        ("alert.reopen", { Status: "resolved" }) or ("alert.unassign", { Status: "inProgress", AssignedTo: not null }) => true,
        ("alert.reopen" or "alert.unassign", _) => false,
        ("alert.hide", { Status: "new" }) => alert.Source == "microsoftDefenderForEndpoint",
        (_, { Status: "new" }) => true,
        _ => false,
    }).ElementAt(number);

    private Incident IncidentOf(string action, int number)
    {
        var fit = world.Microsoft.Tenants.Contoso.Incidents.Where(incident => incident.Start.Status == (action == "incident.reopen" ? "resolved" : "active")
            && incident.Start.AssignedTo is not null == (action == "incident.unassign")).ToArray();
        return fit[number % fit.Length];
    }

    private static ActionParameters Parameters(IResponseAction action, string command) =>
        action.Bind(new CommandParser([action.Descriptor.Grammar]).Parse(command).Value.Arguments).Value;
}
