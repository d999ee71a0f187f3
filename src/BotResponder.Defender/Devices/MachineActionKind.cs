using System.Collections.Immutable;
using BotResponder.Defender.Api;

namespace BotResponder.Defender.Devices;

/// <summary>What Defender can do to a device, in its own words.</summary>
/// <param name="Type">The machine action's type on the wire.</param>
/// <param name="Operation">The last part of the path that starts it. Cases are Microsoft's.</param>
/// <param name="Title">As the Defender portal names it.</param>
internal sealed record MachineActionKind(string Type, string Operation, string Title)
{
    public static MachineActionKind Isolate { get; } = new("Isolate", "isolate", "Isolate device");

    public static MachineActionKind Release { get; } = new("Unisolate", "unisolate", "Release device from isolation");

    public static MachineActionKind Restrict { get; } = new("RestrictCodeExecution", "restrictCodeExecution", "Restrict app execution");

    public static MachineActionKind Unrestrict { get; } = new("UnrestrictCodeExecution", "unrestrictCodeExecution", "Remove app restriction");

    public static MachineActionKind Scan { get; } = new("RunAntiVirusScan", "runAntiVirusScan", "Run antivirus scan");

    public static MachineActionKind CollectPackage { get; } =
        new("CollectInvestigationPackage", "collectInvestigationPackage", "Collect investigation package")
        {
            Done = "The package is ready. Type “package” and the device's name to get a link, which works for about a minute, in your personal chat.",
        };

    public static MachineActionKind QuarantineFile { get; } = new("StopAndQuarantineFile", "StopAndQuarantineFile", "Stop and quarantine file");

    public static MachineActionKind Offboard { get; } = new("Offboard", "offboard", "Offboard device");

    /// <summary>Defender knows it as an isolation; only the body tells the two apart.</summary>
    public static MachineActionKind Contain { get; } = new("Isolate", "isolate", "Contain device");

    /// <summary>How it is known of each of them that it was done.</summary>
    public const string VerifiedBy = "The machine action is read until Defender says how it ended.";

    private static readonly ImmutableArray<MachineActionKind> All =
        [Isolate, Release, Restrict, Unrestrict, Scan, CollectPackage, QuarantineFile, Offboard];

    /// <summary>For chat, when Defender says that it succeeded.</summary>
    public string Done { get; private init; } = "Defender says that it is done.";

    /// <summary>Everything that changes whether these devices are isolated.</summary>
    /// <param name="devices">At least one, at most <see cref="ODataFilter.MostValues"/>.</param>
    public static ODataFilter IsolationOf(IEnumerable<DeviceId> devices) => EitherOf(Isolate, Release, devices);

    /// <summary>Actions of one of two kinds on these devices.</summary>
    /// <param name="devices">As above.</param>
    public static ODataFilter EitherOf(MachineActionKind one, MachineActionKind other, IEnumerable<DeviceId> devices) =>
        ODataFilter.AnyOf(ODataField.MachineId, devices.Select(device => device.Value))
            .And(ODataFilter.Equal(ODataField.Type, one.Type).Or(ODataFilter.Equal(ODataField.Type, other.Type)));

    /// <summary>The title of a type; the type itself, as one plain line, when this version of the bot does not know it.</summary>
    public static string TitleOf(string? type) =>
        All.FirstOrDefault(kind => kind.Type == type)?.Title
        ?? (PlainLine.Of(type, 60) is { Length: > 0 } other ? other : "an action");
}
