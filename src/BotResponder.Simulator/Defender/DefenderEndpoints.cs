using System.Text.Json.Nodes;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Defender;

/// <summary>Defender for Endpoint under <c>/defender/api</c> and <c>/defender/api/v1.0</c>.</summary>
internal sealed class DefenderEndpoints(ApiGate gate, IReadOnlyDictionary<string, MachineActions> actions, SimulatorOptions options)
{
    private const string Machines = "Machines";
    private const string Actions = "MachineActions";

    private static readonly CallLimit Usual = new(100, 1500);
    private static readonly CallLimit PackageLinks = new(2, 120);
    private readonly DeviceTags _tags = new();

    private static readonly string[] Readers = ["Machine.ReadWrite.All", "Machine.Read.All"];
    private static readonly string[] Cancellers = [.. ActionKind.All.Select(kind => kind.Role).Distinct(StringComparer.Ordinal)];

    public void Map(IEndpointRouteBuilder app)
    {
        foreach (var root in new[] { "/defender/api", "/defender/api/v1.0" })
        {
            app.MapGet($"{root}/machines", gate.Guard(new Operation("ListMachines", Usual, Readers), ListMachines));
            app.MapGet($"{root}/machines/{{id}}", gate.Guard(new Operation("GetMachine", Usual, Readers), GetMachine));
            app.MapPost($"{root}/machines/{{id}}/tags", gate.Guard(new Operation("Tags", Usual, "Machine.ReadWrite.All"), Tag));
            app.MapGet($"{root}/machineactions", gate.Guard(new Operation("ListActions", Usual, Readers), ListActions));
            app.MapGet($"{root}/machineactions/{{id}}", gate.Guard(new Operation("GetAction", Usual, Readers), GetAction));
            app.MapGet($"{root}/machineactions/{{id}}/getPackageUri", gate.Guard(new Operation("PackageUri", PackageLinks, Readers), PackageUri));
            app.MapPost($"{root}/machineactions/{{id}}/cancel", gate.Guard(new Operation("CancelAction", Usual, Cancellers), Cancel));
            foreach (var kind in ActionKind.All)
            {
                app.MapPost($"{root}/machines/{{id}}/{kind.Segment}", gate.Guard(new Operation(kind.Type, Usual, kind.Role), call => Begin(call, kind)));
            }
        }
    }

    private static ApiAnswer NoMachine(string id) =>
        ApiAnswer.Refuse(StatusCodes.Status404NotFound, "ResourceNotFound", $"Machine {id} was not found");

    private static ApiAnswer NoAction(string id) =>
        ApiAnswer.Refuse(StatusCodes.Status404NotFound, "ResourceNotFound", $"Machine action {id} was not found");

    private static Device? ById(ApiCall call) => call.Tenant.Devices.FirstOrDefault(device => device.Id == call.Route("id"));

    private ApiAnswer ListMachines(ApiCall call)
    {
        var answer = DefenderLists.Page(call, Machines, call.Tenant.Devices.Select(_tags.Now), DefenderLists.MachineFields, DefenderJson.Machine);
        var empty = answer.Refused is null && answer.Body!["value"]!.AsArray().Count == 0;
        return empty && (options.EmptyMachineListIsNotFound || call.Tenant.Devices.IsEmpty)
            ? ApiAnswer.Refuse(StatusCodes.Status404NotFound, "NotFound", "No recent machines.")
            : answer;
    }

    /// <summary>A name that several devices have gives the one that was seen last.</summary>
    private ApiAnswer GetMachine(ApiCall call)
    {
        var device = ById(call)
            ?? call.Tenant.Devices.Where(device => device.IsNamed(call.Route("id"))).MaxBy(device => device.LastSeen);
        return device is null ? NoMachine(call.Route("id")) : ApiAnswer.Ok(DefenderJson.Single(Machines, DefenderJson.Machine(_tags.Now(device))));
    }

    private ApiAnswer Tag(ApiCall call) =>
        ById(call) is not { } device ? NoMachine(call.Route("id"))
        : _tags.Change(call, device) is { } refused ? refused
        : ApiAnswer.Ok(DefenderJson.Single(Machines, DefenderJson.Machine(_tags.Now(device))));

    private ApiAnswer ListActions(ApiCall call)
    {
        var mine = Mine(call);
        var items = mine.All().Select(action => (Action: action, Progress: mine.Progress(action)));
        return DefenderLists.Page(call, Actions, items, DefenderLists.ActionFields, item => DefenderJson.Action(item.Action, item.Progress));
    }

    private ApiAnswer GetAction(ApiCall call) =>
        Mine(call).Find(call.Route("id")) is { } action ? ApiAnswer.Ok(Entity(call, action)) : NoAction(call.Route("id"));

    private ApiAnswer Begin(ApiCall call, ActionKind kind)
    {
        if (ById(call) is not { } device)
        {
            return NoMachine(call.Route("id"));
        }

        if (ActionBody.Read(call, kind, out var refused) is not { } body)
        {
            return refused!;
        }

        if (!device.IsSupported || (kind.IsWindowsOnly && device.OsPlatform is "macOS" or "Linux"))
        {
            return ApiAnswer.Refuse(400, "OsPlatformNotSupported", $"{kind.Type} is not supported on {device.OsPlatform}.");
        }

        if (body.Scope == "UnManagedDevice" && device.Onboarding == "Onboarded")
        {
            return ApiAnswer.Refuse(400, "InvalidInput", "The device is managed; it can be isolated, not contained.");
        }

        if (Mine(call).Begin(kind, device, body, Requestor(call), out var running) is { } action)
        {
            return kind == ActionKind.Offboard && options.OffboardAnswersOk ? ApiAnswer.Ok(Entity(call, action)) : ApiAnswer.Created(Entity(call, action));
        }

        return running is not null && kind.MayAnswerPending && options.RepeatedActionAnswersPending
            ? ApiAnswer.Created(Entity(call, running))
            : ApiAnswer.Refuse(400, "ActiveRequestAlreadyExists", "Action is already in progress");
    }

    /// <summary>A link in quotes, a new one each time; none before the package is there.</summary>
    private ApiAnswer PackageUri(ApiCall call) =>
        Mine(call).Find(call.Route("id")) is { } action && action.Kind == ActionKind.CollectPackage && Mine(call).Progress(action).Status == "Succeeded"
            ? ApiAnswer.Ok(DefenderJson.Text($"\"https://userrequests-us.securitycenter.windows.com:443/safedownload/WDATP_Investigation_Package.zip?token={Guid.NewGuid():N}\""))
            : NoAction(call.Route("id"));

    private ApiAnswer Cancel(ApiCall call)
    {
        if (ActionBody.Read(call, null, out var refused) is not { } body)
        {
            return refused!;
        }

        if (Mine(call).Find(call.Route("id")) is { } wanted && !call.Roles.Contains(wanted.Kind.Role, StringComparer.Ordinal))
        {
            return ApiGate.Forbidden(wanted.Kind.Role);
        }

        var action = Mine(call).Cancel(call.Route("id"), body.Comment, Requestor(call), out var done);
        return action is null ? NoAction(call.Route("id"))
            : done ? ApiAnswer.Ok(Entity(call, action))
            : ApiAnswer.Refuse(400, "InvalidInput", "The action has already ended and cannot be cancelled.");
    }

    private static string Requestor(ApiCall call) => call.Tenant.Apps.First(app => app.ClientId == call.AppId).Name;

    private JsonObject Entity(ApiCall call, MachineAction action) =>
        DefenderJson.Single(Actions, DefenderJson.Action(action, Mine(call).Progress(action)));

    private MachineActions Mine(ApiCall call) => actions[call.Tenant.Id];
}
