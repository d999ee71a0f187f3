using System.Net;
using BotResponder.Core.Actions;
using BotResponder.Defender.Actions.StartTroubleshootingMode;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender.Troubleshooting;

/// <summary>What is said while a person is waited for, while the mode is on, and at its end. It is 14:00.</summary>
public sealed class TroubleshootingWatchTests : IAsyncLifetime
{
    private const string Hunting = "POST /v1.0/security/microsoft.graph.security.runHuntingQuery";

    private PretendMicrosoft _microsoft = null!;

    private IResponseAction Action => _microsoft.Get<ActionCatalog>().FindByVerb("troubleshoot")!;

    public async ValueTask InitializeAsync() => _microsoft = await PretendMicrosoft.StartAsync();

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Fact]
    public async Task HandOver_OfAnOrder_SaysThePortalsOwnWordsAndUntilWhen()
    {
        var receipt = (await Action.ExecuteAsync(Samples.Order(Action) with { AskedBy = "Ann Olsen" }, TestContext.Current.CancellationToken)).Value;

        Assert.Contains("More options (…), then Turn on troubleshooting mode, then Submit", receipt.HandedOver, StringComparison.Ordinal);
        Assert.Contains("until 2026-03-02 22:00 UTC", receipt.HandedOver, StringComparison.Ordinal);
        Assert.Equal(new(Device, Now, Now.AddHours(8), "Ann Olsen", "Ann Olsen, Ben Ito"), TroubleshootingTask.Read(receipt));
    }

    [Fact]
    public async Task ReadStatus_NoStartYet_WaitsInTheWordsOfTheReceipt()
    {
        _microsoft.OnHunting("");
        var receipt = await ReceiptAsync(Now.AddMinutes(-10));

        var running = Assert.IsType<ActionProgress.Running>(await ReadAsync(Now.AddMinutes(-10)));

        Assert.Equal((receipt.HandedOver, null), (running.Sentence, running.NextLook));
    }

    [Fact]
    public async Task ReadStatus_AStartFromBeforeTheOrder_IsNotItsStart()
    {
        _microsoft.OnHunting(TroubleshootingRows.Start(Now.AddHours(-6)));

        Assert.IsType<ActionProgress.Running>(await ReadAsync(Now.AddHours(-1)));
    }

    [Theory]
    [InlineData(8 * 60 + 19, false)]
    [InlineData(8 * 60 + 20, true)]
    public async Task ReadStatus_NobodyStartsIt_FailsOnceHuntingWouldShowIt(int minutesAgo, bool hasFailed)
    {
        _microsoft.OnHunting("");

        var progress = await ReadAsync(Now.AddMinutes(-minutesAgo));

        Assert.Equal(hasFailed, progress is ActionProgress.Ended { Outcome: { Kind: OutcomeKind.Failed, Sentence: var sentence } }
            && sentence.StartsWith("Nobody started it", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(-60, "at most 3 h are left", 10)]
    [InlineData(-62, "at most 3 h are left", 10)]
    [InlineData(-85, "at most 3 h are left", 5)]
    [InlineData(-205, "at most 1 h are left", 5)]
    [InlineData(-210, "Reminder: it ends at 2026-03-02 14:30 UTC, in less than 30 min", 10)]
    [InlineData(-237, "Reminder: it ends at 2026-03-02 14:03 UTC", 3)]
    public async Task ReadStatus_On_TellsTheTimeThatIsLeftAndWhenToLookNext(int startedMinutes, string words, int nextLook)
    {
        var start = Now.AddMinutes(startedMinutes);
        _microsoft.OnHunting(TroubleshootingRows.Start(start));

        var running = Assert.IsType<ActionProgress.Running>(await ReadAsync(start.AddMinutes(-9)));

        Assert.Contains(words, running.Sentence, StringComparison.Ordinal);
        Assert.Contains($"on since 2026-03-02 {start:HH:mm} UTC", running.Sentence, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMinutes(nextLook), running.NextLook);
    }

    [Fact]
    public async Task ReadStatus_OnBeforeItWasApproved_SaysSo()
    {
        _microsoft.OnHunting(TroubleshootingRows.Start(Now.AddHours(-2)));

        Assert.Contains("which is before it was approved", Assert.IsType<ActionProgress.Running>(await ReadAsync(Now.AddHours(-1))).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadStatus_JustOver_WaitsForWhatHuntingWillShow()
    {
        _microsoft.OnHunting(TroubleshootingRows.Start(Now.AddMinutes(-245)));

        var running = Assert.IsType<ActionProgress.Running>(await ReadAsync(Now.AddMinutes(-250)));

        Assert.Contains("ended at 2026-03-02 13:55 UTC. The report follows", running.Sentence, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMinutes(10), running.NextLook);
    }

    [Fact]
    public async Task ReadStatus_Over_ReportsWhoWhenAndWhatWasChanged()
    {
        var start = Now.AddMinutes(-270);
        _microsoft.OnHunting(string.Join(',',
            TroubleshootingRows.Start(start),
            TroubleshootingRows.Setting(start.AddMinutes(5), @"Real-Time Protection", "DisableRealtimeMonitoring", "1", before: "0"),
            TroubleshootingRows.Setting(start.AddMinutes(6), @"Exclusions\Paths", @"C:\Temp", "0"),
            TroubleshootingRows.Setting(start.AddMinutes(7), @"Exclusions\Paths", @"C:\Old", "", type: "RegistryValueDeleted", by: ""),
            TroubleshootingRows.Setting(start.AddMinutes(8), @"Signature Updates", "SignatureVersion", "1"),
            TroubleshootingRows.Setting(start.AddMinutes(9), "State", "x", "1", root: @"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows Defender Security Center")));

        var outcome = Assert.IsType<ActionProgress.Ended>(await ReadAsync(start.AddMinutes(-9))).Outcome;

        Assert.Equal(OutcomeKind.Done, outcome.Kind);
        Assert.Equal(
            "Troubleshooting mode was on from 2026-03-02 09:30 UTC to 2026-03-02 13:30 UTC. Asked by Ann Olsen, approved by Ben Ito; Defender names “ATP” as its source. "
            + @"Exclusions added: C:\Temp (Paths), by adm-jo. Settings changed: Real-Time Protection\DisableRealtimeMonitoring = 1, was 0, by adm-jo; Exclusions\Paths\C:\Old removed. "
            + "At its end Defender puts settings back by itself.",
            outcome.Sentence);
    }

    [Fact]
    public async Task ReadStatus_ManyChanges_AreCountedAndFitOnACard()
    {
        var start = Now.AddMinutes(-270);
        var names = Enumerable.Range(0, 9).Select(number => $"{number}{new string('x', 100)}");
        _microsoft.OnHunting(string.Join(',', names
            .SelectMany(name => new[] { TroubleshootingRows.Setting(start.AddMinutes(5), @"Exclusions\Processes", name, "0"), TroubleshootingRows.Setting(start.AddMinutes(6), "Features", name, "5") })
            .Prepend(TroubleshootingRows.Start(start))));

        var outcome = Assert.IsType<ActionProgress.Ended>(await ReadAsync(start.AddMinutes(-9))).Outcome;

        Assert.Equal(2, outcome.Sentence.Split("; and 5 more in the device's timeline").Length - 1);
        Assert.InRange(outcome.Sentence.Length, 1, 1000);
    }

    [Fact]
    public async Task ReadStatus_EndedEarly_ReportsThatEnd()
    {
        var start = Now.AddMinutes(-90);
        _microsoft.OnHunting(string.Join(',', TroubleshootingRows.End(start.AddMinutes(30), start), TroubleshootingRows.Start(start)));

        var outcome = Assert.IsType<ActionProgress.Ended>(await ReadAsync(start.AddMinutes(-9))).Outcome;

        Assert.Contains("to 2026-03-02 13:00 UTC, and ended early. Asked by", outcome.Sentence, StringComparison.Ordinal);
        Assert.Contains("Exclusions added: hunting shows none. Settings changed: hunting shows none.", outcome.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "A Security Administrator must start it now")]
    [InlineData(30, "it looks again by itself.")]
    public async Task ReadStatus_HuntingForbidden_SaysSoAndGoesOn(int hoursAgo, string words)
    {
        _microsoft.On(Hunting, HttpStatusCode.Forbidden, Error("Forbidden", "no"));

        var running = Assert.IsType<ActionProgress.Running>(await ReadAsync(Now.AddHours(-hoursAgo)));

        Assert.StartsWith("Hunting does not answer", running.Sentence, StringComparison.Ordinal);
        Assert.Contains(words, running.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadStatus_HuntingSilentForADayAfterAllShouldBeOver_IsUnknown()
    {
        _microsoft.On(Hunting, HttpStatusCode.Forbidden, Error("Forbidden", "no"));

        Assert.Equal(OutcomeKind.Unknown, Assert.IsType<ActionProgress.Ended>(await ReadAsync(Now.AddHours(-37))).Outcome.Kind);
    }

    [Theory]
    [InlineData(270, false)]
    [InlineData(30 * 60, true)]
    public async Task ReadStatus_ChangesCannotBeRead_WaitsForThemADay(int startedMinutesAgo, bool hasEnded)
    {
        var start = Now.AddMinutes(-startedMinutesAgo);
        _microsoft.On(
            Hunting, Json(HttpStatusCode.OK, $$"""{"schema":[],"results":[{{TroubleshootingRows.Start(start)}}]}"""), Json(HttpStatusCode.Forbidden, Error("Forbidden", "no")));

        var progress = await ReadAsync(start.AddMinutes(-9));

        Assert.Equal(hasEnded, progress is ActionProgress.Ended { Outcome: { Kind: OutcomeKind.Done, Sentence: var sentence } }
            && sentence.Contains("could not be read from hunting", StringComparison.Ordinal));
        Assert.Equal(!hasEnded, progress is ActionProgress.Running { Sentence: var said } && said.Contains("Hunting does not answer what was changed", StringComparison.Ordinal));
    }

    private async Task<ActionReceipt> ReceiptAsync(DateTimeOffset handedOver)
    {
        var order = Samples.Order(Action) with { SentAt = handedOver, AskedBy = "Ann Olsen", ApprovedBy = "Ben Ito" };
        return (await Action.ExecuteAsync(order, TestContext.Current.CancellationToken)).Value;
    }

    private async Task<ActionProgress> ReadAsync(DateTimeOffset handedOver) =>
        (await Action.ReadStatusAsync(Customer, await ReceiptAsync(handedOver), TestContext.Current.CancellationToken)).Value;
}
