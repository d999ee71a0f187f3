using BotResponder.Simulator.Defender;
using BotResponder.Simulator.Identity;
using BotResponder.Simulator.Tenants;
using BotResponder.Simulator.Troubleshooting;

namespace BotResponder.Simulator.Graph;

/// <summary>The tables that can be hunted in.</summary>
internal sealed class HuntingTables(IReadOnlyDictionary<string, MachineActions> actions, TroubleshootingStates troubleshooting, AccountStates accounts)
{
    /// <param name="span">Rows outside are not there.</param>
    /// <returns>Null when there is no such table.</returns>
    public KqlTable? Find(string name, Tenant tenant, (DateTimeOffset From, DateTimeOffset To) span)
    {
        var table = name switch
        {
            "AlertEvidence" => AlertEvidenceTable.Of(tenant),
            "DeviceInfo" => DeviceInfoTable.Of(tenant, actions[tenant.Id]),
            "DeviceEvents" => TroubleshootingTables.Events(tenant, troubleshooting),
            "DeviceRegistryEvents" => TroubleshootingTables.Registry(tenant, troubleshooting),
            "DeviceTvmInfoGathering" => TroubleshootingTables.Antivirus(tenant),
            "IdentityDirectoryEvents" => DirectoryEventsTable.Of(tenant, accounts, span),
            _ => null,
        };
        return table is null ? null : table with { Rows = [.. table.Rows.Where(row => row["Timestamp"] is DateTimeOffset at && at >= span.From && at <= span.To)] };
    }
}
