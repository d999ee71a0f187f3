using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using BotResponder.Defender.Devices;
using BotResponder.Defender.Limits;
using Microsoft.Extensions.Options;

namespace BotResponder.Defender.Actions.StopAction;

/// <summary>Finds a machine action that still runs, and the device that it is about. Reads only.</summary>
internal sealed class StopPreview(DefenderApi api, DeviceFinder devices, IOptions<DefenderOptions> options, TimeProvider time)
{
    public const string TargetKind = "action";

    public async Task<Result<ActionPreview>> FindAsync(CustomerId customer, ActionId asked, string typed, Urgency urgency, CancellationToken cancellationToken)
    {
        if (!MachineActionId.TryParse(typed, out var id))
        {
            return NotFound(typed);
        }

        var found = await api.GetMachineActionAsync(customer, id, urgency, cancellationToken);
        if (!found.TryGetValue(out var action, out var problem))
        {
            return problem is Problem.NotFound ? NotFound(typed) : problem;
        }

        if (!DeviceId.TryParse(action.MachineId, out var device))
        {
            return ApiProblems.Unreadable("Defender", isWrite: false);
        }

        // Whose device is not there, whatever runs on it is not there.
        var machine = await devices.FindAsync(customer, asked, device, urgency, cancellationToken);
        return !machine.TryGetValue(out var on, out problem) ? problem is Problem.NotFound ? NotFound(typed) : problem
            : action.IsRunning ? Describe(customer, id, action, device, on)
            : new Problem.Refused($"“{MachineActionKind.TitleOf(action.Type)}” has ended already, and Defender says “{PlainLine.Of(action.Status, 40)}”: there is nothing to stop.");
    }

    private ActionPreview Describe(CustomerId customer, MachineActionId id, MachineAction action, DeviceId device, Machine machine)
    {
        var (title, name) = (MachineActionKind.TitleOf(action.Type), PlainLine.Of(machine.ComputerDnsName, 200));
        var critical = CriticalDevice.Of(machine, options.Value.CriticalTags);
        return new()
        {
            Target = new(TargetKind, id.Value, $"{title} on {name}"),
            Facts =
            [
                new("Action", title, IsPinned: true),
                new("Action id", id.Value, IsPinned: true),
                new("Device", name),
                new("Device id", device.Value, IsPinned: true),
                new("Status", PlainLine.Of(action.Status, 40)),
                new("Asked by", Known(action.Requestor, 60)),
                new("Comment", Known(action.RequestorComment, 200)),
                new("Asked", action.CreatedAt is { } at ? Age.WithInstant(at, time.GetUtcNow()) : "unknown"),
            ],
            Consequences = ["What the device has not done yet it does not do any more. What it has done stays as it is."],
            Warnings = critical.IsCritical ? ["The device is critical: what is stopped may be what protects it."] : [],
            IsCritical = critical.IsCritical,
            PortalLink = PortalLinks.Device(options.Value.PortalUrl, customer, device),
        };
    }

    private static Problem.NotFound NotFound(string typed) =>
        new($"There is no machine action with the id {PlainLine.Of(typed, 80)} here. Look in Defender's action center, or type stop and the code of a request.");

    private static string Known(string? text, int limit) => PlainLine.Of(text, limit) is { Length: > 0 } line ? line : "unknown";
}
