using System.Collections.Immutable;

namespace BotResponder.Simulator.Tenants;

/// <summary>Builds the two tenants from their names.</summary>
internal static class TenantSeeds
{
    /// <summary>Everything that a bot of this kind could be given.</summary>
    private static readonly ImmutableArray<string> BotRoles =
    [
        "Machine.Read.All", "Machine.ReadWrite.All", "Machine.Isolate", "Machine.RestrictExecution", "Machine.StopAndQuarantine", "Machine.Offboard", "Machine.Scan",
        "Machine.CollectForensics", "Ti.ReadWrite.All", "ThreatHunting.Read.All", "User.Read.All", "GroupMember.Read.All", "RoleManagement.Read.Directory",
        "User.EnableDisableAccount.All", "User.RevokeSessions.All", "User-PasswordProfile.ReadWrite.All", "SecurityIdentitiesAccount.Read.All",
        "SecurityIdentitiesUserActions.ReadWrite.All", "IdentityRiskyUser.ReadWrite.All", "SecurityAlert.ReadWrite.All", "SecurityIncident.ReadWrite.All",
        "AuditLogsQuery.Read.All",
    ];

    private static readonly ConsentedApp Bot = new(Cast.BotAppId, Cast.BotName, Cast.BotSecret, BotRoles);
    private static readonly ConsentedApp Reader = new(Cast.ReaderAppId, "Device reader", Cast.ReaderSecret, ["Machine.Read.All"]);

    public static Tenant Contoso(DateTimeOffset start, int extraDevices, int extraAlerts)
    {
        var accounts = AccountSeeds.For(Cast.ContosoId, Cast.ContosoDomain, 320);
        return WithCases(new(Cast.ContosoId, "Contoso", Cast.ContosoDomain)
        {
            Apps = [Bot, Reader],
            Accounts = accounts,
            DirectoryOnlyAccounts = [AccountSeeds.Service("svc-backup", Cast.ContosoDomain)],
            Devices = new DeviceSeeds(Cast.ContosoDomain, "10.20", start, accounts).Build(
                new(Workstations: 400, Servers: 80, Builds: 20, Macs: 20, DomainControllers: 2, extraDevices), ContosoSpecials),
        }, start, alerts: 240, extraAlerts);
    }

    public static Tenant Fabrikam(DateTimeOffset start)
    {
        var accounts = AccountSeeds.For(Cast.FabrikamId, Cast.FabrikamDomain, 40);
        return WithCases(new(Cast.FabrikamId, "Fabrikam", Cast.FabrikamDomain)
        {
            Apps = [Bot],
            Accounts = accounts,
            Devices = new DeviceSeeds(Cast.FabrikamDomain, "10.30", start, accounts).Build(
                new(Workstations: 50, Servers: 12, Builds: 2, Macs: 2, DomainControllers: 1), seeds => []),
        }, start, alerts: 24);
    }

    private static Tenant WithCases(Tenant tenant, DateTimeOffset start, int alerts, int extraAlerts = 0)
    {
        var seeds = new CaseSeeds(tenant.Id, tenant.Domain, start, tenant.Devices, tenant.Accounts);
        var made = seeds.Alerts(alerts, extraAlerts);
        return tenant with { Alerts = made, Incidents = seeds.Incidents(made) };
    }

    /// <summary>A second ws-100, a printer that is not onboarded, and a machine too old for response actions.</summary>
    private static ImmutableArray<Device> ContosoSpecials(DeviceSeeds seeds) =>
    [
        seeds.Workstation("ws-100", "again") with { Tags = ["reinstalled"] },
        seeds.Workstation("printer-01") with { Onboarding = "CanBeOnboarded", Owner = null },
        seeds.Server("legacy-01") with { OsPlatform = "Windows7", Version = null, OsBuild = 7601, IsSupported = false },
    ];
}
