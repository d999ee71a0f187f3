using System.Net;
using BotResponder.Core.Actions;
using BotResponder.Core.Results;
using static BotResponder.Tests.Defender.AccountSamples;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender;

/// <summary>What is read back of an account after it was told to change.</summary>
public sealed class AccountReadBackTests : IAsyncLifetime
{
    private PretendMicrosoft _microsoft = null!;

    private IResponseAction Disable => Action("disable");

    public async ValueTask InitializeAsync() => _microsoft = await PretendMicrosoft.StartAsync();

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Theory]
    [InlineData(true, "2026-03-02T13:50:00Z", null, "Active Directory: accepted; a domain controller's sensor has to carry it out. Entra ID: disabled, verified at 14:00 UTC.")]
    [InlineData(true, "2026-03-02T13:40:00Z", OutcomeKind.Unknown, "Active Directory: accepted but not verified. Usual causes: the action account lacks “log on as a service”")]
    [InlineData(false, "2026-03-02T13:40:00Z", OutcomeKind.Done, "Active Directory: disabled, verified at 14:00 UTC. Entra ID: disabled, verified at 14:00 UTC.")]
    public async Task ReadStatus_SyncedAccount_TellsEachStoreApart(bool isEnabledInDirectory, string sentAt, OutcomeKind? kind, string sentence)
    {
        _microsoft.Synced(isEnabledInDirectory, isEnabledInEntra: false);

        var progress = await StatusAsync($"disable {User} {sentAt} ad=accepted:{Correlation} entra=accepted");

        var said = progress is ActionProgress.Ended ended ? ended.Outcome.Sentence : ((ActionProgress.Running)progress).Sentence;
        Assert.Equal(kind, (progress as ActionProgress.Ended)?.Outcome.Kind);
        Assert.StartsWith(sentence, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-03-02T13:41:00Z", "Active Directory: accepted but not verified. A domain controller recorded at 13:41 UTC that whether this account may sign in was changed")]
    [InlineData("2026-03-02T13:38:59Z", "Active Directory: accepted but not verified, and no domain controller is known to have recorded it. Usual causes:")]
    [InlineData(null, "Active Directory: accepted but not verified, and no domain controller is known to have recorded it. Usual causes:")]
    public async Task ReadStatus_NotVerifiedInTime_SaysWhatTheDomainControllersRecorded(string? recordedAt, string sentence)
    {
        _microsoft.Synced(isEnabledInEntra: false).OnHunting(recordedAt is null ? "" : $$"""{"Timestamp":"{{recordedAt}}"}""");

        var outcome = Assert.IsType<ActionProgress.Ended>(await StatusAsync($"disable {User} 2026-03-02T13:40:00Z ad=accepted:{Correlation} entra=accepted")).Outcome;

        Assert.Equal(OutcomeKind.Unknown, outcome.Kind);
        Assert.StartsWith(sentence, outcome.Sentence, StringComparison.Ordinal);
        var hunt = Assert.Single(_microsoft.Requests, request => request.Target.EndsWith("runHuntingQuery", StringComparison.Ordinal));
        Assert.Contains(@"ActionType =~ \u0022Account Disabled changed\u0022 and TargetAccountUpn =~ \u0022ada.berg@contoso.com\u0022", hunt.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-03-02T13:50:00Z", true)]
    [InlineData("2026-03-02T13:40:00Z", false)]
    public async Task ReadStatus_InTimeOrVerified_HuntsForNothing(string sentAt, bool isEnabledInDirectory)
    {
        _microsoft.Synced(isEnabledInDirectory, isEnabledInEntra: false).OnHunting("");

        await StatusAsync($"disable {User} {sentAt} ad=accepted:{Correlation} entra=accepted");

        Assert.DoesNotContain(_microsoft.Requests, request => request.Target.EndsWith("runHuntingQuery", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReadStatus_SyncedAccountWithoutItsActiveDirectory_NamesTheGap()
    {
        _microsoft.On(Get, HttpStatusCode.OK, Samples.User(isEnabled: false, sid: Sid)).On(List, HttpStatusCode.OK, Samples.List());

        var progress = await StatusAsync($"disable {User} 2026-03-02T13:59:00Z entra=accepted");

        Assert.EndsWith("Active Directory: not changed, and the next sync may carry its state to Entra ID.", ((ActionProgress.Ended)progress).Outcome.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("enable " + User + " 2026-03-02T13:59:00Z entra=accepted")]
    [InlineData("disable ../users 2026-03-02T13:59:00Z entra=accepted")]
    [InlineData("disable " + User + " yesterday entra=accepted")]
    [InlineData("disable " + User + " 2026-03-02T13:59:00Z okta=accepted")]
    [InlineData("disable " + User + " 2026-03-02T13:59:00Z")]
    public async Task ReadStatus_ReceiptOfAnotherShape_IsNotFoundAndAsksNobody(string receipt)
    {
        var status = await Disable.ReadStatusAsync(Customer, new(receipt), TestContext.Current.CancellationToken);

        Assert.IsType<Problem.NotFound>(status.Problem);
        Assert.Empty(_microsoft.Requests);
    }

    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public async Task FindOwn_StateOfBothStores_IsAdoptedOnlyWhole(bool isEnabledInDirectory, bool isEnabledInEntra, bool isFound)
    {
        _microsoft.Synced(isEnabledInDirectory, isEnabledInEntra);

        var own = await Disable.FindOwnAsync(Samples.Order(Disable), TestContext.Current.CancellationToken);

        Assert.Equal(isFound, own.Value.Receipt is not null);
    }

    [Theory]
    [InlineData("2026-03-02T13:59:30Z", true)]
    [InlineData("2026-03-02T13:58:59Z", false)]
    public async Task FindOwn_Revocation_IsKnownByItsTime(string sessionsFrom, bool isFound)
    {
        _microsoft.On(Get, HttpStatusCode.OK, Samples.User(sessions: sessionsFrom));

        var own = await Action("revoke").FindOwnAsync(Samples.Order(Action("revoke")), TestContext.Current.CancellationToken);

        Assert.Equal(isFound, own.Value.Receipt is not null);
    }

    [Theory]
    [InlineData("entra=accepted", OutcomeKind.Done)]
    [InlineData("ad=accepted:" + Correlation, OutcomeKind.Unknown)]
    public async Task Reset_NothingToReadBack_IsReportedAsAnswered(string answer, OutcomeKind kind)
    {
        _microsoft.Synced();

        var status = await Action("reset").ReadStatusAsync(Customer, new($"reset {User} 2026-03-02T13:59:00Z {answer}"), TestContext.Current.CancellationToken);
        var own = await Action("reset").FindOwnAsync(Samples.Order(Action("reset")), TestContext.Current.CancellationToken);

        Assert.Equal(kind, Assert.IsType<ActionProgress.Ended>(status.Value).Outcome.Kind);
        Assert.IsType<Problem.Uncertain>(own.Problem);
    }

    private IResponseAction Action(string verb) => _microsoft.Get<ActionCatalog>().FindByVerb(verb)!;

    private async Task<ActionProgress> StatusAsync(string receipt) =>
        (await Disable.ReadStatusAsync(Customer, new(receipt), TestContext.Current.CancellationToken)).Value;
}
