using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using BotResponder.Defender.Limits;
using Microsoft.Extensions.Options;

namespace BotResponder.Defender.Devices;

/// <summary>Finds a device and says what there is to know about it before anything is done to it. Reads only.</summary>
internal sealed class DevicePreview(DeviceFinder finder, IsolationReader isolation, LastController controllers, IOptions<DefenderOptions> options, TimeProvider time)
{
    public const string TargetKind = "device";

    /// <summary>The warning of a device that is not onboarded.</summary>
    public const string NotOnboarded = "The device is not onboarded to Defender: Defender may refuse.";

    /// <summary>The warning of a device that may be off: right for what Defender itself tries again.</summary>
    public const string MayBeOffline = "The device may be offline: Defender keeps trying for 3 days, then the action must be asked for again.";

    /// <summary>A device that has not reported for so long is likely off: full reports come about daily.</summary>
    private static readonly TimeSpan OfflineAfter = TimeSpan.FromDays(2);

    private static readonly IsolationState NotReadAgain = IsolationState.Unknown("not read again");

    /// <param name="known">
    /// The frozen target, which is looked up by its id; null the first time. When it is read again only the device itself is: what else there is to
    /// say was shown already, and nothing that is pinned comes from elsewhere.
    /// </param>
    /// <returns>The device with its facts and the warnings that any action on it has; consequences are the action's to add.</returns>
    public async Task<Result<FoundDevice>> FindAsync(CustomerId customer, ActionId action, string device, ActionTarget? known, CancellationToken cancellationToken) =>
        known is null
            ? (await FindManyAsync(customer, action, [device], cancellationToken))[0]
            : (await finder.FindAsync(customer, action, Id(known), Urgency.Background, cancellationToken)).TryGetValue(out var machine, out var problem)
                ? Describe(customer, machine, NotReadAgain)
                : problem;

    /// <summary>The first time, for many devices of one request: the lists are read once for all of them.</summary>
    /// <returns>One answer for each, in the same order.</returns>
    public async Task<ImmutableArray<Result<FoundDevice>>> FindManyAsync(
        CustomerId customer, ActionId action, ImmutableArray<string> devices, CancellationToken cancellationToken)
    {
        var found = await finder.FindManyAsync(customer, action, devices, cancellationToken);
        var ids = found.Where(each => each.Problem is null).Select(each => Id(each.Value)).ToHashSet();
        var states = await isolation.ReadAsync(customer, ids, cancellationToken);
        return [.. found.Select<Result<Machine>, Result<FoundDevice>>(each =>
            each.TryGetValue(out var machine, out var problem) ? Describe(customer, machine, states[Id(machine)]) : problem)];
    }

    /// <inheritdoc cref="LastController.RefuseAsync"/>
    public async Task<Func<Result<FoundDevice>, Problem?>> RefuseLastAsync(CustomerId customer, ImmutableArray<FoundDevice> together, Urgency urgency, CancellationToken cancellationToken)
    {
        var refused = await controllers.RefuseAsync(customer, [.. together.Select(each => each.Machine)], urgency, cancellationToken);
        return found => found.TryGetValue(out var device, out _) && refused.TryGetValue(Id(device.Machine), out var problem) ? problem : null;
    }

    /// <summary>The device alone, for somebody who only looks.</summary>
    public Task<Result<Machine>> LookAsync(CustomerId customer, string device, CancellationToken cancellationToken) =>
        finder.FindAsync(customer, action: null, device, cancellationToken);

    public FoundDevice Describe(CustomerId customer, Machine machine, IsolationState state)
    {
        var id = Id(machine);
        var critical = CriticalDevice.Of(machine, options.Value.CriticalTags);
        return new(machine, state, new ActionPreview
        {
            Target = new(TargetKind, id.Value, Name(machine)),
            Facts = Facts(machine, id, state, critical),
            Consequences = [],
            Warnings = Warnings(machine, state, critical),
            IsCritical = critical.IsCritical,
            PortalLink = PortalLinks.Device(options.Value.PortalUrl, customer, id),
        });
    }

    private static DeviceId Id(ActionTarget known) => known.Kind == TargetKind && DeviceId.TryParse(known.Id, out var id)
        ? id
        : throw new ArgumentException("The frozen target is no device.", nameof(known));

    /// <summary>No device without a right id comes out of the API's lists.</summary>
    public static DeviceId Id(Machine machine) => DeviceId.TryParse(machine.Id, out var id) ? id : throw new InvalidOperationException("A device without an id.");

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
            IsOffline(machine) ? MayBeOffline : null,
            machine.OnboardingStatus is null or "Onboarded" ? null : NotOnboarded,
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

internal sealed record FoundDevice(Machine Machine, IsolationState Isolation, ActionPreview Preview)
{
    /// <summary>The preview with what an action does to the device.</summary>
    /// <param name="warning">What is unusual about it for this action; null for nothing.</param>
    public ActionPreview With(string? warning, params ImmutableArray<string> consequences) => Preview with
    {
        Consequences = consequences,
        Warnings = warning is null ? Preview.Warnings : Preview.Warnings.Add(warning),
    };
}
