using BotResponder.Simulator.Faults;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Defender;

/// <summary>Something that Defender was told to do to a device. Its status is not stored but follows from the clock.</summary>
internal sealed record MachineAction(string Id, ActionKind Kind, Device Device, string Comment, string Requestor, DateTimeOffset CreatedAt)
{
    /// <summary>Full, Selective, Quick; null where there is none.</summary>
    public string? Scope { get; init; }

    /// <summary>The file that it is about; null where there is none.</summary>
    public string? Sha1 { get; init; }

    public ActionEnding EndsAs { get; init; } = ActionEnding.Succeeded;

    /// <summary>Written down because a cancel or a device going off line has fixed it.</summary>
    public ActionProgress? Settled { get; init; }

    public string? CancellationComment { get; init; }

    public string? CancellationRequestor { get; init; }
}

/// <param name="Status">Pending, InProgress, Succeeded, Failed, TimeOut or Cancelled.</param>
/// <param name="Since">When it became so.</param>
internal sealed record ActionProgress(string Status, DateTimeOffset Since)
{
    public bool IsFinal => Status is not ("Pending" or "InProgress");
}

/// <summary>Where an action stands at an instant.</summary>
internal static class ActionClock
{
    /// <summary>How long Defender waits for a device that is off line (inferred from "up to 3 days").</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    public static ActionProgress At(MachineAction action, DeviceLink link, SimulatorOptions options, DateTimeOffset now)
    {
        if (action.Settled is { } settled)
        {
            return settled;
        }

        var waited = link.OnlineSince > action.CreatedAt ? link.OnlineSince : action.CreatedAt;
        var begins = waited + options.ActionStartDelay;
        var ends = begins + options.ActionRunTime;
        var reachable = link.OfflineSince is { } since && since < now ? since : now;
        var givenUp = action.CreatedAt + Patience;
        if (reachable >= ends)
        {
            return new(action.EndsAs.ToString(), ends);
        }

        if (now >= givenUp)
        {
            return new("TimeOut", givenUp);
        }

        return reachable >= begins ? new("InProgress", begins) : new("Pending", action.CreatedAt);
    }
}
