using System.Globalization;
using BotResponder.Core.Actions;
using BotResponder.Defender.Api;

namespace BotResponder.Defender.Devices;

/// <summary>What Defender's status of a machine action means.</summary>
internal static class DeviceProgress
{
    public static ActionProgress Of(MachineAction action, MachineActionKind kind) => action.Status switch
    {
        "Succeeded" => Ended(OutcomeKind.Done, kind.Done),
        "Failed" => Ended(OutcomeKind.Failed, $"Defender tried and did not succeed{Error(action)}. Look at the device in the Defender portal."),
        "TimeOut" => Ended(OutcomeKind.Failed, "The device did not answer in the time that Defender waits. Check that it is online and ask again."),
        "Cancelled" => Ended(OutcomeKind.Cancelled, $"Cancelled in Defender by {By(action)}."),
        "Pending" => new ActionProgress.Running("Defender has accepted it and waits for the device."),
        "InProgress" => new ActionProgress.Running("The device is working on it."),
        _ => new ActionProgress.Running($"Defender says “{PlainLine.Of(action.Status, 40)}”."),
    };

    private static ActionProgress.Ended Ended(OutcomeKind kind, string sentence) => new(new(kind, sentence));

    private static string Error(MachineAction action) =>
        action.ErrorHResult is { } code and not 0 ? string.Create(CultureInfo.InvariantCulture, $" (error 0x{unchecked((uint)code):X8})") : "";

    private static string By(MachineAction action) =>
        PlainLine.Of(action.CancellationRequestor, 60) is { Length: > 0 } name ? name : "somebody it does not name";
}
