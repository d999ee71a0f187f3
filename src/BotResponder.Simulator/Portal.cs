using BotResponder.Simulator.Defender;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator;

/// <summary>What people do in Microsoft's portals, past every bot.</summary>
public sealed class Portal
{
    private readonly SimulatorParts _parts;

    internal Portal(SimulatorParts parts) => _parts = parts;

    /// <summary>Somebody releases a device from isolation on its page. It takes as long as when the API asks for it.</summary>
    /// <returns>False when a release is running already.</returns>
    public bool Release(Device device, string by) => Begin(ActionKind.Release, device, by);

    /// <summary>Somebody removes the restriction of apps from a device.</summary>
    /// <returns>False when a removal is running already.</returns>
    public bool Unrestrict(Device device, string by) => Begin(ActionKind.Unrestrict, device, by);

    /// <summary>An administrator enables or disables an account where it is mastered: in Active Directory for a synced one.</summary>
    public void SetEnabled(Account account, bool enabled)
    {
        _parts.Accounts.SetEnabled(account, enabled, inDirectory: account.IsSynced);
        _parts.Changed();
    }

    /// <summary>An analyst dismisses an account's risk in Entra ID Protection.</summary>
    public void DismissRisk(Account account)
    {
        _parts.Risks.Dismiss(account);
        _parts.Changed();
    }

    /// <summary>An analyst opens an alert or an incident again; its verdict stays.</summary>
    public void Reopen(SecurityCase item)
    {
        _parts.Cases.Change(item, state => state with { Status = item is Alert ? "inProgress" : "active" });
        _parts.Changed();
    }

    /// <summary>Somebody deletes the indicators of a value from the list in the settings.</summary>
    /// <returns>False when there is none.</returns>
    public bool LiftIndicator(Tenant tenant, string value)
    {
        var found = _parts.Indicators.Of(tenant.Id).Where(each => each.Body.Value.Equals(value, StringComparison.OrdinalIgnoreCase)).ToArray();
        Array.ForEach(found, each => _parts.Indicators.Delete(tenant.Id, each.Id));
        _parts.Changed();
        return found.Length > 0;
    }

    private bool Begin(ActionKind kind, Device device, string by)
    {
        var tenant = new[] { _parts.Tenants.Contoso, _parts.Tenants.Fabrikam }.First(each => each.Devices.Contains(device));
        var begun = _parts.Actions[tenant.Id].Begin(kind, device, new ActionBody("in the portal", null), by, out _) is not null;
        _parts.Changed();
        return begun;
    }
}
