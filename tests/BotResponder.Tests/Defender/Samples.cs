using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Requests;
using BotResponder.Tests.Defender.Alerts;

namespace BotResponder.Tests.Defender;

/// <summary>What Defender answers, and what people type, in one place for all Defender tests.</summary>
internal static class Samples
{
    public const string Request = "k7m2.abcdefghijklmnopqrstuvwxyz";

    public const string Address = "203.0.113.7";

    /// <summary>The type of what Defender keeps no machine action of.</summary>
    public const string NoMachineAction = "";

    /// <summary>The route of what Microsoft has no API for: a person does it.</summary>
    public const string NoCall = "";

    public static string Machine(
        string id = PretendMicrosoft.Device, string name = "ws-042.contoso.com", string os = "Windows11", long build = 22631,
        string health = "Active", string group = "Workstations", string tags = "", string lastSeen = "2026-03-02T12:47:48.3622932Z",
        string onboarding = "Onboarded") =>
        $$"""
        {"id":"{{id}}","computerDnsName":"{{name}}","lastSeen":"{{lastSeen}}","osPlatform":"{{os}}","version":"23H2","osBuild":{{build}},
         "healthStatus":"{{health}}","onboardingStatus":"{{onboarding}}","rbacGroupName":"{{group}}","riskScore":"Medium","exposureLevel":"Low",
         "machineTags":[{{tags}}],"agentVersion":"10.8760","ipAddresses":[]}
        """;

    public static string MachineAction(
        string type, string comment, string status = "Pending", string id = PretendMicrosoft.ActionGuid, string created = "2026-03-02T13:39:46.7738206Z",
        string device = PretendMicrosoft.Device, string requestor = "BotResponder", string extra = "") =>
        $$"""
        {"id":"{{id}}","type":"{{type}}","requestor":"{{requestor}}","requestorComment":"{{comment}}","status":"{{status}}","machineId":"{{device}}",
         "creationDateTimeUtc":"{{created}}","lastUpdateDateTimeUtc":"{{created}}","scope":"Full","commands":[]{{extra}}}
        """;

    public static string Indicator(
        string value = Address, string type = "IpAddress", string action = "Block", string id = "995", string description = "typed by hand") =>
        $$"""
        {"id":"{{id}}","indicatorValue":"{{value}}","indicatorType":"{{type}}","action":"{{action}}","title":"t","description":"{{description}}",
         "createdBy":"somebody","creationTimeDateTimeUtc":"2026-03-01T00:00:00.0000000Z","expirationTime":null,"rbacGroupNames":[]}
        """;

    public static string List(params string[] rows) => $$"""{"@odata.context":"c","value":[{{string.Join(',', rows)}}]}""";

    /// <summary>The action's first example, for this target.</summary>
    public static CommandArguments Command(IResponseAction action, string target, bool isSelective = false)
    {
        var command = new CommandParser([action.Descriptor.Grammar]).Parse(action.Descriptor.Examples[0]).Value.Arguments with { Reason = "ransomware" };
        return command with
        {
            Values = command.Values.SetItem(action.Descriptor.TargetKind, target),
            Flags = isSelective ? command.Flags.Add("selective") : command.Flags,
        };
    }

    /// <summary>What actions of this kind act on in these tests.</summary>
    public static ActionTarget Target(IResponseAction action) => action.Descriptor.TargetKind switch
    {
        "device" => new("device", PretendMicrosoft.Device, "ws-042.contoso.com"),
        "action" => new("action", PretendMicrosoft.ActionGuid, "Isolate device on ws-042.contoso.com"),
        "indicator" => new("indicator", Address, Address),
        "account" => new("account", PretendMicrosoft.User, "ada.berg@contoso.com"),
        "alert" => new("alert", CaseSamples.AlertId, CaseSamples.Title),
        "incident" => new("incident", CaseSamples.IncidentId, CaseSamples.Title),
        var kind => throw new ArgumentOutOfRangeException(nameof(action), kind, "No sample of this kind of target."),
    };

    /// <summary>What somebody types for it: the id of what has no name of its own.</summary>
    public static string Typed(IResponseAction action) => Target(action) is { Kind: "action" or "alert" or "incident", Id: var id } ? id : Target(action).Name;

    /// <summary>The longest text that is taken for a target of this kind, and one character more.</summary>
    public static (string Fits, string Long) Longest(IResponseAction action) => action.Descriptor.TargetKind == "indicator"
        ? ($"https://evil.example/{new string('a', 979)}", $"https://evil.example/{new string('a', 980)}")
        : (new string('a', 255), new string('a', 256));

    public static ActionOrder Order(IResponseAction action, string? target = null, bool isSelective = false) =>
        Order(action, Command(action, Typed(action), isSelective), target);

    public static ActionOrder Order(IResponseAction action, CommandArguments command, string? target = null) => new(
        PretendMicrosoft.Customer,
        new RequestId(Request),
        new ShortCode("R-4F7K2"),
        Target(action) with { Id = target ?? Target(action).Id },
        action.Bind(command).Value,
        "ransomware \"on\"\nWS-042",
        "Ann Olsen, Ben Ito")
    { SentAt = PretendMicrosoft.Now };

    public static string User(
        string id = PretendMicrosoft.User, string name = "ada.berg@contoso.com", bool isEnabled = true, string? sid = null,
        string sessions = "2026-01-01T00:00:00Z", string type = "Member") =>
        $$"""
        {"id":"{{id}}","displayName":"Ada Berg","userPrincipalName":"{{name}}","jobTitle":"Nurse","accountEnabled":{{(isEnabled ? "true" : "false")}},
         "userType":"{{type}}","onPremisesSyncEnabled":{{(sid is null ? "null" : "true")}},
         "onPremisesSecurityIdentifier":{{(sid is null ? "null" : $"\"{sid}\"")}},"onPremisesDomainName":"corp.contoso.local",
         "signInSessionsValidFromDateTime":"{{sessions}}"}
        """;

    /// <summary>A person does it, and the bot only watches.</summary>
    public static bool IsGuided(IResponseAction action) => Wire(action).Route == NoCall;

    /// <summary>What the wire calls it, and where it is posted: as Microsoft's reference has it, and not as the bot declares it.</summary>
    public static (string Type, string Route) Wire(IResponseAction action)
    {
        const string device = $"/api/machines/{PretendMicrosoft.Device}";
        const string user = $"/v1.0/users/{PretendMicrosoft.User}";
        return action.Descriptor.Id.Value switch
        {
            "device.isolate" => ("Isolate", $"POST {device}/isolate"),
            "device.contain" => ("Isolate", $"POST {device}/isolate"),
            "device.release" => ("Unisolate", $"POST {device}/unisolate"),
            "device.restrict" => ("RestrictCodeExecution", $"POST {device}/restrictCodeExecution"),
            "device.unrestrict" => ("UnrestrictCodeExecution", $"POST {device}/unrestrictCodeExecution"),
            "device.scan" => ("RunAntiVirusScan", $"POST {device}/runAntiVirusScan"),
            "device.collect-package" => ("CollectInvestigationPackage", $"POST {device}/collectInvestigationPackage"),
            "device.quarantine-file" => ("StopAndQuarantineFile", $"POST {device}/StopAndQuarantineFile"),
            "device.offboard" => ("Offboard", $"POST {device}/offboard"),
            "action.stop" => (NoMachineAction, $"POST /api/machineactions/{PretendMicrosoft.ActionGuid}/cancel"),
            "indicator.set" => (NoMachineAction, "POST /api/indicators"),
            "indicator.lift" => (NoMachineAction, "DELETE /api/indicators/995"),
            "device.tag" or "device.untag" => (NoMachineAction, $"POST {device}/tags"),
            "account.disable" or "account.enable" or "account.reset" => (NoMachineAction, $"PATCH {user}"),
            "device.troubleshoot" or "alert.hide" or "alert.tune" => (NoMachineAction, NoCall),
            "alert.resolve" or "alert.reopen" or "alert.assign" or "alert.unassign" => (NoMachineAction, $"PATCH {CaseSamples.Alert}"),
            "alert.comment" => (NoMachineAction, $"POST {CaseSamples.Alert}/comments"),
            "incident.comment" => (NoMachineAction, $"POST {CaseSamples.Incident}/comments"),
            "incident.resolve" or "incident.reopen" or "incident.assign" or "incident.unassign" => (NoMachineAction, $"PATCH {CaseSamples.Incident}"),
            "account.compromised" => (NoMachineAction, "POST /v1.0/identityProtection/riskyUsers/confirmCompromised"),
            "account.dismiss-risk" => (NoMachineAction, "POST /v1.0/identityProtection/riskyUsers/dismiss"),
            "account.revoke" => (NoMachineAction, $"POST {user}/revokeSignInSessions"),
            var id => throw new ArgumentOutOfRangeException(nameof(action), id, "Say here what the wire calls it."),
        };
    }
}
