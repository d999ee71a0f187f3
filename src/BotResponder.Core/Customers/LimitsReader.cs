using BotResponder.Core.Groups;

namespace BotResponder.Core.Customers;

/// <summary>Reads what limits and protects a customer out of its settings. What it cannot read stops the start, with a sentence that names the customer.</summary>
internal static class LimitsReader
{
    /// <exception cref="InvalidOperationException">A line says nothing, or what it says cannot be read.</exception>
    public static CustomerScope Scope(CustomerEntry entry) => new([.. entry.Scope.Only.Select(line => Line(entry, line))], [.. entry.Scope.Never.Select(line => Line(entry, line))]);

    /// <inheritdoc cref="Scope"/>
    public static ProtectedAccounts Protected(CustomerEntry entry, CustomerOptions options) => new(
        [.. options.EmergencyAccounts.Concat(entry.EmergencyAccounts).Select(name => name.Trim().Length > 0 ? CustomerDirectory.Lower(name.Trim()) : throw Fault(entry, "names an emergency access account without a name"))],
        [.. entry.VipGroups.Select(group => Guid.TryParseExact(group, "D", out var id)
            ? new GroupId(CustomerDirectory.Lower(entry.TenantId), id.ToString("D"))
            : throw Fault(entry, $"has \"{group}\" under VipGroups. Write the object id of a group"))],
        options.LeastGlobalAdministrators);

    private static ScopeLine Line(CustomerEntry entry, ScopeLineEntry line)
    {
        var read = new ScopeLine
        {
            Actions = [.. line.Actions],
            DeviceGroups = [.. line.DeviceGroups],
            Tags = [.. line.Tags],
            OrganizationalUnits = [.. line.OrganizationalUnits.Select(unit => DirectoryPath.Read(unit)
                ?? throw Fault(entry, $"has the unit \"{unit}\". Write its distinguished name, such as OU=Berlin,DC=contoso,DC=local"))],
            Classes = [.. line.AccountClasses],
        };
        return read.IsAboutDevices || read.IsAboutAccounts
            ? read
            : throw Fault(entry, "has a line in its Scope without DeviceGroups, Tags, OrganizationalUnits or AccountClasses: it would limit nothing");
    }

    private static InvalidOperationException Fault(CustomerEntry entry, string what) => new($"Protection:Customers: {entry.Name} {what}.");
}
