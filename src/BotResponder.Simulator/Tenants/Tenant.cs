using System.Collections.Immutable;

namespace BotResponder.Simulator.Tenants;

/// <summary>A pretend Microsoft 365 tenant: what is in it never changes while the simulator runs.</summary>
public sealed record Tenant(string Id, string Name, string Domain)
{
    public required ImmutableArray<Device> Devices { get; init; }

    public required ImmutableArray<Account> Accounts { get; init; }

    /// <summary>Accounts of Active Directory that are not synced: Entra ID does not know them.</summary>
    public ImmutableArray<Account> DirectoryOnlyAccounts { get; init; } = [];

    public ImmutableArray<Alert> Alerts { get; init; } = [];

    public ImmutableArray<Incident> Incidents { get; init; } = [];

    /// <summary>Apps that an administrator of this tenant has consented to.</summary>
    public required ImmutableArray<ConsentedApp> Apps { get; init; }

    /// <summary>The first device with this host name or full name, in any case.</summary>
    /// <exception cref="InvalidOperationException">No such device.</exception>
    public Device Device(string name) => Devices.First(device => device.IsNamed(name));
}

/// <param name="Roles">Application permissions, whatever the resource.</param>
public sealed record ConsentedApp(string ClientId, string Name, string Secret, ImmutableArray<string> Roles);

/// <param name="IsSynced">Comes from an on-premises directory.</param>
/// <param name="IsGuest">userType Guest.</param>
/// <param name="DirectoryRoles">Entra roles, empty for most.</param>
public sealed record Account(
    string Id, string DisplayName, string UserPrincipalName, string JobTitle, bool Enabled, bool IsSynced, bool IsGuest,
    ImmutableArray<string> DirectoryRoles)
{
    /// <summary>The SID in Active Directory, as hunting shows it of logged-on users; null for an account that is not there.</summary>
    public string? Sid => IsSynced ? $"S-1-5-21-1004336348-1177238915-682003330-{Seed.Pick($"sid/{UserPrincipalName}", 90_000) + 1000}" : null;

    /// <summary>Where it stands in Active Directory: in Berlin or in Oslo; null for an account that is not there.</summary>
    public string? DistinguishedName => IsSynced
        ? $"CN={DisplayName},OU={(Seed.Pick($"unit/{UserPrincipalName}", 2) == 0 ? "Berlin" : "Oslo")},OU=Staff,{string.Join(',', UserPrincipalName.Split('@')[1].Split('.').Select(part => $"DC={part}"))}"
        : null;

    /// <summary>riskLevel that Entra ID Protection has detected by itself when the simulator starts: low or medium for some, else none.</summary>
    public string DetectedRisk => IsGuest || !DirectoryRoles.IsEmpty ? "none" : Seed.Pick($"risk/{UserPrincipalName}", 12) switch { 0 => "medium", 1 => "low", _ => "none" };

    /// <summary>The logon name in Active Directory; null for an account that is not there.</summary>
    public string? SamAccountName => IsSynced ? UserPrincipalName.Split('@')[0] : null;
}

/// <summary>The tenants of one simulator.</summary>
public sealed class TenantDirectory
{
    internal TenantDirectory(DateTimeOffset start, int extraDevices = 0, int extraAlerts = 0)
    {
        Contoso = TenantSeeds.Contoso(start, extraDevices, extraAlerts);
        Fabrikam = TenantSeeds.Fabrikam(start);
    }

    public Tenant Contoso { get; }

    public Tenant Fabrikam { get; }

    /// <param name="idOrDomain">Tenant id or domain name, in any case.</param>
    public Tenant? Find(string idOrDomain) => new[] { Contoso, Fabrikam }.FirstOrDefault(tenant =>
        tenant.Id.Equals(idOrDomain, StringComparison.OrdinalIgnoreCase)
        || tenant.Domain.Equals(idOrDomain, StringComparison.OrdinalIgnoreCase));
}
