using BotResponder.Simulator.Tenants;

namespace BotResponder.Tests.Simulator;

public sealed class TenantTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Tenants_BuiltTwice_AreTheSame()
    {
        var (first, second) = (new TenantDirectory(Start), new TenantDirectory(Start));

        Assert.Equal(first.Contoso.Devices.Select(Line), second.Contoso.Devices.Select(Line), StringComparer.Ordinal);
        Assert.Equal(first.Fabrikam.Devices.Select(Line), second.Fabrikam.Devices.Select(Line), StringComparer.Ordinal);
        Assert.Equal(first.Contoso.Accounts.Select(account => account with { DirectoryRoles = [] }), second.Contoso.Accounts.Select(account => account with { DirectoryRoles = [] }));
    }

    [Fact]
    public void Tenants_Always_HoldThePromisedCast()
    {
        var tenants = new TenantDirectory(Start);

        Assert.True(tenants.Contoso.Devices.Length >= 500);
        Assert.True(tenants.Fabrikam.Devices.Length >= 60);
        Assert.True(tenants.Contoso.Accounts.Length >= 300);
        Assert.Equal(2, tenants.Contoso.Devices.Count(device => device.IsNamed("ws-100")));
        Assert.NotEqual(tenants.Contoso.Device("ws-042").Id, tenants.Fabrikam.Device("ws-042").Id, StringComparer.Ordinal);
        Assert.All(["dc-01", "dc-02"], name => Assert.Contains("domain-controller", tenants.Contoso.Device(name).Tags, StringComparer.Ordinal));
        Assert.False(tenants.Contoso.Device("legacy-01").IsSupported);
        Assert.Contains(tenants.Contoso.Accounts, account => account.IsGuest);
        Assert.Contains(tenants.Contoso.Accounts, account => account.IsSynced);
        Assert.Contains(tenants.Contoso.Accounts, account => !account.Enabled);
    }

    [Fact]
    public void Tenants_WithExtraDevices_HaveThemInContosoAndChangeNothingElse()
    {
        var (usual, larger) = (new TenantDirectory(Start), new TenantDirectory(Start, extraDevices: 300));

        Assert.Equal(usual.Contoso.Devices.Select(Line), larger.Contoso.Devices.SkipLast(300).Select(Line), StringComparer.Ordinal);
        Assert.Equal(("extra-0001", "extra-0300"), (larger.Contoso.Devices[^300].HostName, larger.Contoso.Devices[^1].HostName));
        Assert.Equal(usual.Fabrikam.Devices.Length, larger.Fabrikam.Devices.Length);
    }

    [Fact]
    public void Tenants_EveryId_IsUsedOnce()
    {
        var tenants = new TenantDirectory(Start, extraDevices: 300);

        var devices = tenants.Contoso.Devices.Concat(tenants.Fabrikam.Devices).Select(device => device.Id).ToList();
        var names = tenants.Contoso.Accounts.Select(account => account.UserPrincipalName).ToList();

        Assert.Equal(devices.Count, devices.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(names.Count, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(devices, id => Assert.Matches("^[0-9a-f]{40}$", id));
    }

    private static string Line(Device device) => $"{device with { Tags = [] }}|{string.Join(',', device.Tags)}";
}
