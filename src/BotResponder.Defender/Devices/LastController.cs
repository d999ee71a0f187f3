using System.Collections.Immutable;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using BotResponder.Defender.Limits;
using Microsoft.Extensions.Options;

namespace BotResponder.Defender.Devices;

/// <summary>Keeps the last domain controller of a domain on the network, whoever approves.</summary>
/// <remarks>
/// Decided by what Defender can tell: another one of the domain is onboarded, active, seen lately and not isolated. Where Defender's list cannot be read, or is
/// longer than ten pages, it decides nothing, and domain controllers need more approvers as always.
/// </remarks>
internal sealed class LastController(DefenderApi api, IsolationReader isolation, IOptions<DefenderOptions> options, TimeProvider time)
{
    private const int MostPages = 10;

    private static readonly TimeSpan SeenWithin = TimeSpan.FromDays(2);

    /// <param name="together">What one request is about: of two controllers that are cut off together neither holds the domain up.</param>
    /// <returns>The devices that must stay, each with why.</returns>
    public async Task<ImmutableDictionary<DeviceId, Problem>> RefuseAsync(
        CustomerId customer, ImmutableArray<Machine> together, Urgency urgency, CancellationToken cancellationToken)
    {
        var controllers = together.Where(IsController).ToImmutableArray();
        if (controllers.IsEmpty || !(await api.ListAllMachinesAsync(customer, MostPages, urgency, cancellationToken)).TryGetValue(out var listed, out _) || listed is not { } all)
        {
            return ImmutableDictionary<DeviceId, Problem>.Empty;
        }

        var cut = together.Select(DevicePreview.Id).ToHashSet();
        var domains = controllers.Select(Domain).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var others = all.Where(machine => IsController(machine) && IsUp(machine) && domains.Contains(Domain(machine)) && !cut.Contains(DevicePreview.Id(machine))).ToArray();
        var states = others.Length == 0 ? null : await isolation.ReadAsync(customer, [.. others.Select(DevicePreview.Id)], cancellationToken);
        var standing = others.Where(machine => states?[DevicePreview.Id(machine)] is not ({ IsIsolated: true } or { Running: not null })).Select(Domain).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return controllers.Where(machine => !standing.Contains(Domain(machine))).DistinctBy(DevicePreview.Id).ToImmutableDictionary(DevicePreview.Id, Refuse);
    }

    private static Problem Refuse(Machine machine) => new Problem.Refused(
        $"{PlainLine.Of(machine.ComputerDnsName, 200)} is the last domain controller of {(Domain(machine) is { Length: > 0 } domain ? PlainLine.Of(domain, 200) : "its domain")} that Defender can reach: nobody could sign in there. "
        + "Nobody does this by the bot, whoever approves. Bring another domain controller up first, or have the directory's administrators act in the Defender portal.");

    private bool IsController(Machine machine) => CriticalDevice.Of(machine, options.Value.CriticalTags).IsDomainController;

    private bool IsUp(Machine machine) => machine is { HealthStatus: "Active", OnboardingStatus: null or "Onboarded" } && machine.LastSeen is { } seen && time.GetUtcNow() - seen <= SeenWithin;

    private static string Domain(Machine machine) => machine.ComputerDnsName?.Split('.', 2) is [_, var domain] ? domain : "";
}
