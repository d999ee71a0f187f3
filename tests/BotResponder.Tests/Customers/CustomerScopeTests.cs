using BotResponder.Core.Customers;

namespace BotResponder.Tests.Customers;

public sealed class CustomerScopeTests
{
    private static readonly DeviceTraits Workstation = new("Workstations", ["emea", "lab"]);
    private static readonly AccountTraits Ada = new(IsFromDirectory: true, DirectoryPath.Read("CN=Ada,OU=Berlin,OU=Staff,DC=contoso,DC=com"), IsAdmin: false, IsGuest: false, IsService: false);

    [Fact]
    public void Holds_NothingSaid_IsEverything()
    {
        Assert.True(CustomerScope.Everything.Holds("device.isolate", new DeviceTraits(null, null)));
        Assert.True(CustomerScope.Everything.Holds(null, new AccountTraits(true, null, null, null, null)));
        Assert.False(CustomerScope.Everything.IsLimited);
    }

    [Theory]
    [InlineData("Workstations", "", "device.isolate", true)]
    [InlineData("workstations", "EMEA", "device.isolate", true)]
    [InlineData("Servers", "", "device.isolate", false)]
    [InlineData("Workstations", "apac", "device.isolate", false)]
    public void Only_GroupsAndTags_MustBothFit(string group, string tag, string action, bool isIn)
    {
        var scope = new CustomerScope([new() { DeviceGroups = [group], Tags = tag.Length == 0 ? [] : [tag] }], []);

        Assert.Equal(isIn, scope.Holds(action, Workstation));
        Assert.Equal(isIn, scope.Holds(null, Workstation));
    }

    [Fact]
    public void Only_SeveralLines_OneIsEnough()
    {
        var scope = new CustomerScope([new() { DeviceGroups = ["Servers"] }, new() { Tags = ["lab"] }], []);

        Assert.True(scope.Holds("device.scan", Workstation));
    }

    [Fact]
    public void Only_LineOfOneAction_LimitsThatOneAndIsSeenByWhoLooks()
    {
        var scope = new CustomerScope([new() { Actions = ["device.isolate"], DeviceGroups = ["Servers"] }], []);

        Assert.False(scope.Holds("device.isolate", Workstation));
        Assert.True(scope.Holds("device.scan", Workstation));
        Assert.True(scope.Holds(null, Workstation));
        Assert.True(scope.Holds("account.disable", Ada));
    }

    [Fact]
    public void Only_LineOfAllDeviceActions_HidesWhatIsOutsideAlsoFromWhatReachesItOtherwise()
    {
        var scope = new CustomerScope([new() { Actions = ["device.*"], DeviceGroups = ["Servers"] }], []);

        Assert.False(scope.Holds(null, Workstation));
        Assert.False(scope.Holds("action.stop", Workstation));
        Assert.True(scope.Holds("action.stop", new DeviceTraits("Servers", [])));
    }

    [Fact]
    public void Never_WhateverElseFits_Wins()
    {
        var scope = new CustomerScope([new() { DeviceGroups = ["Workstations"] }], [new() { Tags = ["lab"] }]);

        Assert.False(scope.Holds("device.isolate", Workstation));
        Assert.True(scope.Holds("device.isolate", new DeviceTraits("Workstations", [])));
    }

    [Fact]
    public void Holds_FactNotRead_IsNeverSurelyInside()
    {
        CustomerScope only = new([new() { DeviceGroups = ["Workstations"] }], []), never = new([], [new() { Tags = ["lab"] }]);

        Assert.Null(only.Holds("device.isolate", new DeviceTraits(null, [])));
        Assert.Null(never.Holds("device.isolate", new DeviceTraits("Workstations", null)));
        Assert.False(new CustomerScope([new() { DeviceGroups = ["Servers"], Tags = ["x"] }], []).Holds("device.isolate", new DeviceTraits(null, [])));
    }

    [Theory]
    [InlineData("OU=Berlin,OU=Staff,DC=contoso,DC=com", true)]
    [InlineData("ou=staff, dc=CONTOSO, dc=com", true)]
    [InlineData("OU=Oslo,OU=Staff,DC=contoso,DC=com", false)]
    [InlineData("OU=erlin,OU=Staff,DC=contoso,DC=com", false)]
    public void Units_AccountBelow_IsInside(string unit, bool isIn)
    {
        var scope = new CustomerScope([new() { OrganizationalUnits = [DirectoryPath.Read(unit)!] }], []);

        Assert.Equal(isIn, scope.Holds("account.disable", Ada));
        Assert.Equal(isIn, scope.Holds(null, Ada));
        Assert.Null(scope.Holds("account.disable", Ada with { Path = null }));
        Assert.False(scope.Holds("account.disable", Ada with { IsFromDirectory = false, Path = null }));
        Assert.True(scope.Holds("device.isolate", Workstation));
    }

    [Theory]
    [InlineData(AccountClass.Admin)]
    [InlineData(AccountClass.Guest)]
    [InlineData(AccountClass.Service)]
    public void Classes_ExcludedAndUnknown_AreOutside(AccountClass kind)
    {
        var scope = new CustomerScope([], [new() { Classes = [kind] }]);

        Assert.True(scope.Holds("account.disable", Ada));
        Assert.False(scope.Holds("account.disable", Ada with { IsAdmin = true, IsGuest = true, IsService = true }));
        Assert.Null(scope.Holds("account.disable", Ada with { IsAdmin = null, IsGuest = null, IsService = null }));
    }

    [Fact]
    public void Classes_SyncedAndCloud_AreTheTwoHalves()
    {
        Assert.True(new CustomerScope([new() { Classes = [AccountClass.Synced] }], []).Holds("account.disable", Ada));
        Assert.False(new CustomerScope([new() { Classes = [AccountClass.Cloud] }], []).Holds("account.disable", Ada));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Berlin")]
    [InlineData("OU=Berlin,")]
    [InlineData("OU=Berlin\\")]
    [InlineData("=x")]
    public void DirectoryPath_TextThatIsNone_IsNone(string text) => Assert.Null(DirectoryPath.Read(text));

    [Fact]
    public void DirectoryPath_EscapedComma_IsPartOfTheName()
    {
        var ada = DirectoryPath.Read(@"CN=Berg\, Ada,OU=Staff,DC=contoso,DC=com")!;

        Assert.True(ada.IsIn(DirectoryPath.Read("OU=Staff,DC=contoso,DC=com")!));
        Assert.False(ada.IsIn(DirectoryPath.Read(@"Ada=x,OU=Staff,DC=contoso,DC=com")!));
    }
}
