using BotResponder.Journeys.World;
using BotResponder.Simulator;
using BotResponder.Simulator.Tenants;
using BotResponder.Simulator.Teams;

namespace BotResponder.Journeys;

/// <summary>An account from the chat to both directories and back: done, refused by Microsoft, accepted and never carried out.</summary>
public sealed class AccountJourney
{
    [Fact]
    public async Task Disable_SyncedAccount_EndsInBothStoresAndIsReportedApart()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await WorldAsync(options => options, stop);
        var account = Accounts(world).First(each => each is { IsSynced: true, Enabled: true, DirectoryRoles: [] });
        var card = await AskAsync(world, $"disable {account.UserPrincipalName}", account, stop, "Active Directory and Entra ID", "Waiting for 1 approver");

        await world.TapAsync(Cast.Bo, Soc(world), card, "approve", stop);

        await world.SeesAsync(Cast.Ann, Soc(world), stop, NameOf(account), "Active Directory: disabled, verified at", "Entra ID: disabled, verified at");
        var state = world.Microsoft.StateOf(account);
        Assert.Equal((false, false), (state.EnabledInEntra, state.EnabledInDirectory));
    }

    [Fact]
    public async Task Disable_Administrator_NeedsTwoApproversAndIsRefusedWithoutADirectoryRole()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await WorldAsync(options => options, stop);
        var admin = Accounts(world).First(each => each.DirectoryRoles is ["Helpdesk Administrator"]);
        var card = await AskAsync(world, $"block {admin.UserPrincipalName}", admin, stop, admin.DirectoryRoles[0], "Waiting for 2 approvers");

        await world.TapAsync(Cast.Bo, Soc(world), card, "approve", stop);
        var half = await world.SeesAsync(Cast.Cy, Soc(world), stop, NameOf(admin), "Waiting for 1");
        await world.TapAsync(Cast.Cy, Soc(world), half, "approve", stop);

        await world.SeesAsync(Cast.Ann, Soc(world), stop, NameOf(admin), "Privileged Authentication Administrator");
        Assert.True(world.Microsoft.StateOf(admin).EnabledInEntra);
    }

    [Fact]
    public async Task Disable_SensorsThatCannotAct_IsNeverCalledDone()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await WorldAsync(options => options with { SensorsAct = false }, stop);
        var account = Accounts(world).First(each => each is { IsSynced: true, Enabled: true, DirectoryRoles: [] });
        var card = await AskAsync(world, $"disable {account.UserPrincipalName}", account, stop, "Waiting for 1 approver");

        await world.TapAsync(Cast.Bo, Soc(world), card, "approve", stop);
        await world.SeesAsync(Cast.Ann, Soc(world), stop, NameOf(account), "a domain controller's sensor has to carry it out");
        world.Clock.Advance(TimeSpan.FromMinutes(16));

        await world.SeesAsync(Cast.Ann, Soc(world), stop, NameOf(account), "accepted but not verified, and no domain controller is known to have recorded it", "log on as a service");
        var state = world.Microsoft.StateOf(account);
        Assert.Equal((false, true), (state.EnabledInEntra, state.EnabledInDirectory));
    }

    [Fact]
    [Trait("Attack", "30")]
    public async Task Disable_TheLastApproverWhoCouldTakeItBack_IsRefused()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await WorldAsync(options => options, stop);
        var accounts = world.Microsoft.Tenants.Contoso.Accounts;
        var (cy, bo) = (accounts.First(each => each.Id == Cast.Cy.ObjectId), accounts.First(each => each.Id == Cast.Bo.ObjectId));
        var card = await AskAsync(world, $"disable {cy.UserPrincipalName}", cy, stop, "Waiting for 1 approver");
        await world.TapAsync(Cast.Bo, Soc(world), card, "approve", stop);
        await world.SeesAsync(Cast.Ann, Soc(world), stop, NameOf(cy), "disabled, verified at");

        await world.SayAsync(Cast.Ann, Soc(world), $"disable {bo.UserPrincipalName} because journey", stop);
        await world.SeesAsync(Cast.Ann, Soc(world), stop, "too few approvers who can act");

        Assert.True(world.Microsoft.StateOf(bo).EnabledInEntra);
        Assert.False(world.Microsoft.StateOf(cy).EnabledInEntra);
    }

    [Theory]
    [InlineData("revoke", "Entra ID: signed out, verified at")]
    [InlineData("reset", "made to set a new password at the next sign-in")]
    public async Task OtherActions_CloudAccount_AreDone(string verb, string outcome)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await WorldAsync(options => options, stop);
        var account = Accounts(world).First(each => each is { IsSynced: false, IsGuest: false, Enabled: true, DirectoryRoles: [] });
        var card = await AskAsync(world, $"{verb} {account.UserPrincipalName}", account, stop, "Waiting for 1 approver");

        await world.TapAsync(Cast.Bo, Soc(world), card, "approve", stop);

        await world.SeesAsync(Cast.Ann, Soc(world), stop, NameOf(account), outcome);
        var state = world.Microsoft.StateOf(account);
        Assert.Equal(verb == "revoke", state.SessionsValidFrom is not null);
        Assert.Equal(verb == "reset", state.MustChangePassword);
    }

    private static Task<JourneyWorld> WorldAsync(Func<SimulatorOptions, SimulatorOptions> options, CancellationToken stop) =>
        JourneyWorld.StartAsync(stop, options: options(new() { SensorDelay = TimeSpan.FromMilliseconds(50), RateLimits = false }));

    private static TeamsConversation Soc(JourneyWorld world) => world.Microsoft.Teams.ContosoSoc;

    /// <summary>Nobody who takes part is acted on.</summary>
    private static IEnumerable<Account> Accounts(JourneyWorld world) =>
        world.Microsoft.Tenants.Contoso.Accounts.Where(account => Cast.Everybody.All(person => person.ObjectId != account.Id));

    private static string NameOf(Account account) => account.UserPrincipalName.Split('@')[0];

    private static async Task<MessageView> AskAsync(JourneyWorld world, string command, Account account, CancellationToken stop, params string[] words)
    {
        await world.SayAsync(Cast.Ann, Soc(world), $"{command} because journey", stop);
        return await world.SeesAsync(Cast.Bo, Soc(world), stop, [NameOf(account), .. words]);
    }
}
