using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using Microsoft.Extensions.Options;

namespace BotResponder.Defender.Devices;

/// <summary>Finds a device and says what there is to know about it before anything is done to its isolation. Reads only.</summary>
internal sealed class DevicePreview(DeviceFinder finder, IsolationReader isolation, IOptions<DefenderOptions> options, TimeProvider time)
{
    public const string TargetKind = "device";

    /// <summary>A device that has not reported for so long is likely off: full reports come about daily.</summary>
    private static readonly TimeSpan OfflineAfter = TimeSpan.FromDays(2);

    /// <param name="known">The frozen target, which is looked up by its id; null the first time.</param>
    /// <returns>The device with its facts and the warnings that any action on it has; consequences are the action's to add.</returns>
    public async Task<Result<FoundDevice>> FindAsync(CustomerId customer, string device, ActionTarget? known, CancellationToken cancellationToken)
    {
        var found = await FindMachineAsync(customer, device, known, cancellationToken);
        if (!found.TryGetValue(out var machine, out var problem))
        {
            return problem;
        }

        if (!DeviceId.TryParse(machine.Id, out var id))
        {
            return ApiProblems.Unreadable("Defender", isWrite: false);
        }

        var state = await isolation.ReadAsync(customer, id, cancellationToken);
        var critical = CriticalDevice.Of(machine, options.Value.CriticalTags);
        return new FoundDevice(machine, state, new ActionPreview
        {
            Target = new(TargetKind, id.Value, Name(machine)),
            Facts = Facts(machine, id, state, critical),
            Consequences = [],
            Warnings = Warnings(machine, state, critical),
            IsCritical = critical.IsCritical,
            PortalLink = PortalLinks.Device(options.Value.PortalUrl, customer, id),
        });
    }

    private Task<Result<Machine>> FindMachineAsync(CustomerId customer, string device, ActionTarget? known, CancellationToken cancellationToken) =>
        known is null ? finder.FindAsync(customer, device, cancellationToken)
        : known.Kind == TargetKind && DeviceId.TryParse(known.Id, out var id) ? finder.FindAsync(customer, id, cancellationToken)
        : throw new ArgumentException("The frozen target is no device.", nameof(known));

    private ImmutableArray<ActionFact> Facts(Machine machine, DeviceId id, IsolationState state, CriticalDevice critical)
    {
        ActionFact?[] facts =
        [
            new("Device", Name(machine), IsPinned: true),
            new("Device id", id.Value, IsPinned: true),
            new("Operating system", Known($"{machine.OsPlatform} {machine.Version}")),
            new("Health", Known(machine.HealthStatus)),
            new("Last seen", machine.LastSeen is { } seen ? Age.WithInstant(seen, time.GetUtcNow()) : "unknown"),
            new("Group", Known(machine.RbacGroupName, "none"), IsPinned: true),
            new("Tags", machine.Tags.IsEmpty ? "none" : PlainLine.Of(string.Join(", ", machine.Tags), 200)),
            state.LoggedOnUsers.Length > 0 ? new("Logged-on users", state.LoggedOnUsers) : null,
            new("Exposure and risk", $"exposure {Known(machine.ExposureLevel)}, risk {Known(machine.RiskScore)}"),
            new("Isolation now", IsolationNow(state)),
            new("Domain controller", critical.IsDomainController ? "yes" : "no", IsPinned: true),
            critical.Tags.IsEmpty ? null : new("Critical tags", PlainLine.Of(string.Join(", ", critical.Tags), 200), IsPinned: true),
        ];
        return [.. facts.OfType<ActionFact>()];
    }

    private ImmutableArray<string> Warnings(Machine machine, IsolationState state, CriticalDevice critical)
    {
        string?[] warnings =
        [
            critical.IsDomainController ? "This is a domain controller: sign-ins and name resolution in its domain depend on it." : null,
            !critical.IsDomainController && critical.IsCritical ? "This device is tagged as critical." : null,
            IsOffline(machine) ? "The device may be offline: Defender keeps trying for 3 days, then the action must be asked for again." : null,
            machine.OnboardingStatus is null or "Onboarded" ? null : "The device is not onboarded to Defender: Defender may refuse.",
            state.Running is { } running ? $"Defender is already running “{running.Title}” on it{By(running.Requestor)}." : null,
        ];
        return [.. warnings.OfType<string>()];
    }

    private bool IsOffline(Machine machine) =>
        machine.HealthStatus is not (null or "Active" or "Unknown")
        || (machine.LastSeen is { } seen && time.GetUtcNow() - seen > OfflineAfter);

    private static string IsolationNow(IsolationState state) =>
        $"{(state.IsIsolated switch { true => "isolated", false => "not isolated", null => "unknown" })} ({state.Source})";

    private static string By(string requestor) => requestor.Length > 0 ? $", asked by {requestor}" : "";

    private static string Name(Machine machine) => Known(machine.ComputerDnsName, "(no name)");

    private static string Known(string? text, string otherwise = "unknown") => PlainLine.Of(text, 200) is { Length: > 0 } line ? line : otherwise;
}

internal sealed record FoundDevice(Machine Machine, IsolationState Isolation, ActionPreview Preview);
