using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using BotResponder.Defender.Devices;
using BotResponder.Defender.Limits;
using Microsoft.Extensions.Logging;

namespace BotResponder.Defender;

/// <summary>Links to investigation packages that were collected, by the bot or in the Defender portal.</summary>
public sealed class InvestigationPackages
{
    private readonly DeviceFinder _devices;
    private readonly DefenderApi _api;
    private readonly ILogger<InvestigationPackages> _log;

    internal InvestigationPackages(DeviceFinder devices, DefenderApi api, ILogger<InvestigationPackages> log) =>
        (_devices, _api, _log) = (devices, api, log);

    /// <summary>Asks Defender for a link to the newest package of a device. Microsoft allows 2 links a minute and 120 an hour in a tenant.</summary>
    /// <param name="device">Host name or Defender device id.</param>
    /// <returns>A link that works for about a minute and opens for whoever holds it; or why there is none.</returns>
    public async Task<Result<InvestigationPackage>> FindAsync(CustomerId customer, string device, CancellationToken cancellationToken)
    {
        var found = await _devices.FindAsync(customer, action: null, device, cancellationToken);
        if (!found.TryGetValue(out var machine, out var problem))
        {
            return problem;
        }

        var name = PlainLine.Of(machine.ComputerDnsName, 200);
        var filter = ODataFilter.Equal(ODataField.MachineId, machine.Id!).And(ODataFilter.Equal(ODataField.Type, MachineActionKind.CollectPackage.Type));
        var listed = await _api.ListMachineActionsAsync(customer, filter, Urgency.Interactive, cancellationToken);
        if (!listed.TryGetValue(out var actions, out problem))
        {
            return problem;
        }

        var newest = actions.FirstOrDefault(action => action.Status == "Succeeded");
        if (!MachineActionId.TryParse(newest?.Id, out var id))
        {
            return new Problem.NotFound(actions.Any(action => action.IsRunning)
                ? $"The package of {name} is still being collected. Ask again when it is done."
                : $"There is no package of {name}. Type collect package from {name} because, and why.");
        }

        return await LinkAsync(customer, id, name, newest!.UpdatedAt, cancellationToken);
    }

    private async Task<Result<InvestigationPackage>> LinkAsync(
        CustomerId customer, MachineActionId action, string device, DateTimeOffset? collectedAt, CancellationToken cancellationToken)
    {
        var asked = await _api.GetPackageLinkAsync(customer, action, cancellationToken);
        if (!asked.TryGetValue(out var link, out var problem))
        {
            return problem is Problem.NotFound ? new Problem.NotFound($"Defender has the package of {device} no longer. Collect it again.") : problem;
        }

        _log.PackageLinkGiven(action.Value, customer);
        return new InvestigationPackage(device, collectedAt, link);
    }
}

/// <param name="Device">Its name. Other people's text.</param>
/// <param name="CollectedAt">Null when Defender does not say.</param>
/// <param name="Link">Works for about a minute. Whoever holds it gets the package: never stored, never logged.</param>
public sealed record InvestigationPackage(string Device, DateTimeOffset? CollectedAt, Uri Link);
