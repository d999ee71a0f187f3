using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Requests;

namespace BotResponder.Tests.Defender;

/// <summary>What Defender answers, and what people type, in one place for all Defender tests.</summary>
internal static class Samples
{
    public const string Request = "k7m2.abcdefghijklmnopqrstuvwxyz";

    /// <summary>The type of what Defender keeps no machine action of.</summary>
    public const string NoMachineAction = "";

    public static string Machine(
        string id = PretendMicrosoft.Device, string name = "ws-042.contoso.com", string os = "Windows11", long build = 22631,
        string health = "Active", string group = "Workstations", string tags = "", string lastSeen = "2026-03-02T12:47:48.3622932Z") =>
        $$"""
        {"id":"{{id}}","computerDnsName":"{{name}}","lastSeen":"{{lastSeen}}","osPlatform":"{{os}}","version":"23H2","osBuild":{{build}},
         "healthStatus":"{{health}}","onboardingStatus":"Onboarded","rbacGroupName":"{{group}}","riskScore":"Medium","exposureLevel":"Low",
         "machineTags":[{{tags}}],"agentVersion":"10.8760","ipAddresses":[]}
        """;

    public static string MachineAction(
        string type, string comment, string status = "Pending", string id = PretendMicrosoft.ActionGuid, string created = "2026-03-02T13:39:46.7738206Z",
        string device = PretendMicrosoft.Device, string requestor = "BotResponder", string extra = "") =>
        $$"""
        {"id":"{{id}}","type":"{{type}}","requestor":"{{requestor}}","requestorComment":"{{comment}}","status":"{{status}}","machineId":"{{device}}",
         "creationDateTimeUtc":"{{created}}","lastUpdateDateTimeUtc":"{{created}}","scope":"Full","commands":[]{{extra}}}
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

    public static ActionOrder Order(IResponseAction action, string device = PretendMicrosoft.Device, bool isSelective = false) =>
        Order(action, Command(action, "ws-042", isSelective), device);

    public static ActionOrder Order(IResponseAction action, CommandArguments command, string device = PretendMicrosoft.Device) => new(
        PretendMicrosoft.Customer,
        new RequestId(Request),
        new ShortCode("R-4F7K2"),
        new ActionTarget("device", device, "ws-042.contoso.com"),
        action.Bind(command).Value,
        "ransomware \"on\"\nWS-042",
        "Ann Olsen, Ben Ito");

    /// <summary>What the wire calls it, and where it is posted: as Microsoft's reference has it, and not as the bot declares it.</summary>
    public static (string Type, string Route) Wire(IResponseAction action)
    {
        var (type, operation) = action.Descriptor.Id.Value switch
        {
            "device.isolate" => ("Isolate", "isolate"),
            "device.release" => ("Unisolate", "unisolate"),
            "device.restrict" => ("RestrictCodeExecution", "restrictCodeExecution"),
            "device.unrestrict" => ("UnrestrictCodeExecution", "unrestrictCodeExecution"),
            "device.scan" => ("RunAntiVirusScan", "runAntiVirusScan"),
            "device.collect-package" => ("CollectInvestigationPackage", "collectInvestigationPackage"),
            "device.quarantine-file" => ("StopAndQuarantineFile", "StopAndQuarantineFile"),
            "device.offboard" => ("Offboard", "offboard"),
            "device.tag" or "device.untag" => (NoMachineAction, "tags"),
            var id => throw new ArgumentOutOfRangeException(nameof(action), id, "Say here what the wire calls it."),
        };
        return (type, $"POST /api/machines/{PretendMicrosoft.Device}/{operation}");
    }
}
