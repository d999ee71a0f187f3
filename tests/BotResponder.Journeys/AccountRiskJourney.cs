using BotResponder.Journeys.World;
using BotResponder.Simulator;
using BotResponder.Simulator.Faults;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys;

/// <summary>The risk of an account from the chat to Entra ID Protection and back: done, taken back, refused, failed, changed meanwhile, never shown.</summary>
public sealed class AccountRiskJourney
{
    [Fact]
    public async Task Compromised_Account_EndsHighVerifiedAndIsTakenBackByUndo()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await WorldAsync(stop);
        var account = Account(world, "none");
        var card = await AskAsync(world, $"compromised {account.UserPrincipalName}", account, stop, "Waiting for 1 approver", "Risk in Entra ID", "becomes high");

        await world.TapAsync(Cast.Bo, Soc(world), card, "approve", stop);
        await world.SeesAsync(Cast.Ann, Soc(world), stop, NameOf(account), "Entra ID: confirmed as compromised, verified at");
        Assert.Equal(("high", "confirmedCompromised"), Risk(world, account));
        await world.SayAsync(Cast.Ann, Soc(world), $"undo {Chat.CodeOn(card)} because wrong account", stop);
        var undo = await world.SeesAsync(Cast.Bo, Soc(world), stop, NameOf(account), "high, confirmed compromised", "Waiting for 1 approver");
        await world.TapAsync(Cast.Bo, Soc(world), undo, "approve", stop);

        await world.SeesAsync(Cast.Ann, Soc(world), stop, NameOf(account), "Entra ID: cleared of risk, verified at");
        Assert.Equal(("none", "dismissed"), Risk(world, account));
    }

    [Fact]
    public async Task DismissRisk_ThatWasDetected_ShowsItAndEndsWithNone()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await WorldAsync(stop);
        var account = Account(world, "medium");
        var card = await AskAsync(world, $"dismiss-risk {account.UserPrincipalName}", account, stop, "medium, at risk", "Waiting for 1 approver");

        await world.TapAsync(Cast.Bo, Soc(world), card, "approve", stop);

        await world.SeesAsync(Cast.Ann, Soc(world), stop, NameOf(account), "Entra ID: cleared of risk, verified at");
        Assert.Equal(("none", "dismissed"), Risk(world, account));
    }

    [Fact]
    public async Task Compromised_TenantWithoutTheLicence_IsRefusedBeforeAnybodyIsAsked()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await WorldAsync(stop, options => options with { HasIdentityProtection = false });

        await world.SayAsync(Cast.Ann, Soc(world), $"compromised {Account(world, "none").UserPrincipalName} because journey", stop);

        await world.SeesAsync(Cast.Ann, Soc(world), stop, "Microsoft Entra ID P2 licence");
        Assert.DoesNotContain(world.Microsoft.Calls, call => call.Method == "POST" && call.Path.Contains("riskyUsers", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Compromised_ConsentThatIsMissing_IsRefusedAndChangesNothing()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await WorldAsync(stop);
        var account = Account(world, "none");
        var card = await AskAsync(world, $"compromised {account.UserPrincipalName}", account, stop, "Waiting for 1 approver");
        using var armed = world.Microsoft.Faults.SwitchOn(UpstreamArea.Graph, new Fault.Refuse(403, "Forbidden"), times: null, IsWrite);

        await world.TapAsync(Cast.Bo, Soc(world), card, "approve", stop);

        await world.SeesAsync(Cast.Ann, Soc(world), stop, NameOf(account), "Refused", "must consent");
        Assert.Equal(("none", "none"), Risk(world, account));
    }

    [Fact]
    public async Task Compromised_MicrosoftThatKeepsFailing_IsFailedAndChangesNothing()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await WorldAsync(stop, settings: new() { ["Dispatch:MostTries"] = "3" });
        var account = Account(world, "none");
        var card = await AskAsync(world, $"compromised {account.UserPrincipalName}", account, stop, "Waiting for 1 approver");
        using var armed = world.Microsoft.Faults.SwitchOn(UpstreamArea.Graph, new Fault.ServerError(), times: null, IsWrite);

        await world.TapAsync(Cast.Bo, Soc(world), card, "approve", stop);

        await world.SeesAsync(Cast.Ann, Soc(world), stop, NameOf(account), "Failed at", "The call never arrived");
        Assert.Equal(("none", "none"), Risk(world, account));
    }

    [Fact]
    public async Task DismissRisk_ThatRoseSinceItWasApproved_IsRefusedBeforeAnyCall()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await WorldAsync(stop);
        var account = Account(world, "medium");
        var dismiss = await AskAsync(world, $"dismiss-risk {account.UserPrincipalName}", account, stop, "medium, at risk", "becomes none", "Waiting for 1 approver");
        var confirm = await AskAsync(world, $"compromised {account.UserPrincipalName}", account, stop, "becomes high", "Waiting for 1 approver");
        await world.TapAsync(Cast.Bo, Soc(world), confirm, "approve", stop);
        await world.SeesAsync(Cast.Ann, Soc(world), stop, NameOf(account), "Entra ID: confirmed as compromised, verified at");

        await world.TapAsync(Cast.Bo, Soc(world), dismiss, "approve", stop);

        await world.SeesAsync(Cast.Ann, Soc(world), message => message.Id == dismiss.Id, stop, "Refused at", "something changed since it was approved");
        Assert.Equal(("high", "confirmedCompromised"), Risk(world, account));
    }

    [Fact]
    public async Task DismissRisk_AnswerThatIsLost_IsLookedUpAndNotSentTwice()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await WorldAsync(stop);
        var account = Account(world, "medium");
        var card = await AskAsync(world, $"dismiss-risk {account.UserPrincipalName}", account, stop, "Waiting for 1 approver");
        using var armed = world.Microsoft.Faults.SwitchOn(UpstreamArea.Graph, new Fault.LostAnswer(), times: 1, IsWrite);

        await world.TapAsync(Cast.Bo, Soc(world), card, "approve", stop);

        await world.SeesAsync(Cast.Ann, Soc(world), stop, NameOf(account), "Entra ID: cleared of risk, verified at");
        Assert.Single(world.Microsoft.Calls, call => call.Path.EndsWith("riskyUsers/dismiss", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Compromised_ShownLater_RunsUntilThenAndNeverShownIsNeverDone()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await WorldAsync(stop, options => options with { RiskDelay = TimeSpan.FromHours(1) });
        var account = Account(world, "none");
        var card = await AskAsync(world, $"compromised {account.UserPrincipalName}", account, stop, "Waiting for 1 approver");

        await world.TapAsync(Cast.Bo, Soc(world), card, "approve", stop);
        await world.SeesAsync(Cast.Ann, Soc(world), stop, NameOf(account), "Entra ID: accepted; not visible yet");
        world.Clock.Advance(TimeSpan.FromMinutes(16));

        await world.SeesAsync(Cast.Ann, Soc(world), stop, NameOf(account), "Entra ID: accepted but not verified");
        Assert.Equal(("none", "none"), Risk(world, account));
    }

    private static Task<JourneyWorld> WorldAsync(CancellationToken stop, Func<SimulatorOptions, SimulatorOptions>? options = null, Dictionary<string, string?>? settings = null)
    {
        var usual = new SimulatorOptions { RiskDelay = TimeSpan.FromMilliseconds(50), RateLimits = false };
        return JourneyWorld.StartAsync(stop, settings, options: options?.Invoke(usual) ?? usual);
    }

    private static bool IsWrite(UpstreamRequest request) => request.Method == "POST" && request.Path.Contains("riskyUsers", StringComparison.Ordinal);

    private static TeamsConversation Soc(JourneyWorld world) => world.Microsoft.Teams.ContosoSoc;

    /// <summary>Nobody who takes part is acted on.</summary>
    private static Account Account(JourneyWorld world, string risk) => world.Microsoft.Tenants.Contoso.Accounts.First(account =>
        account is { IsSynced: false, IsGuest: false, Enabled: true, DirectoryRoles: [] } && account.DetectedRisk == risk
        && Cast.Everybody.All(person => person.ObjectId != account.Id));

    private static (string Level, string State) Risk(JourneyWorld world, Account account) => (world.Microsoft.RiskOf(account).Level, world.Microsoft.RiskOf(account).State);

    private static string NameOf(Account account) => account.UserPrincipalName.Split('@')[0];

    private static async Task<MessageView> AskAsync(JourneyWorld world, string command, Account account, CancellationToken stop, params string[] words)
    {
        await world.SayAsync(Cast.Ann, Soc(world), $"{command} because journey", stop);
        return await world.SeesAsync(Cast.Bo, Soc(world), stop, [NameOf(account), .. words]);
    }
}
