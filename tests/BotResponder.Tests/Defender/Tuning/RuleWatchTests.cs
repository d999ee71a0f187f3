using System.Net;
using BotResponder.Core.Actions;
using BotResponder.Core.People;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender.Tuning;

/// <summary>What is handed to a person, and what is said until the audit log shows it. It is 14:00.</summary>
public sealed class RuleWatchTests : IAsyncLifetime
{
    private const string Queries = "/v1.0/security/auditLog/queries";
    private const string Id = "168ec429-084b-a489-90d8-504a87846305";
    private const string Name = "BotResponder R-4F7K2";

    private static readonly Person Bo = new(new("tenant", "bo"), "Bo Lind");

    private PretendMicrosoft _microsoft = null!;

    private IResponseAction Action => _microsoft.Get<ActionCatalog>().FindByVerb("hide")!;

    public async ValueTask InitializeAsync()
    {
        _microsoft = await PretendMicrosoft.StartAsync();
        _microsoft.On($"POST {Queries}", HttpStatusCode.Created, $$"""{"id":"{{Id}}","status":"notStarted"}""").On($"GET {Queries}/{Id}", HttpStatusCode.OK, """{"status":"succeeded"}""");
    }

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Fact]
    public async Task HandOver_OfAnOrder_SaysWhereAndWhatAndUnderWhichName()
    {
        var receipt = await ReceiptAsync(Now);

        Assert.StartsWith($"Make the rule now in the Defender portal (Settings, Microsoft Defender XDR, Alert tuning). Name: {Name}. Alerts: this type. Condition: file.sha1 is {TuningSamples.Sha1} and device is ws-042. Action: Hide alert.", receipt.HandedOver, StringComparison.Ordinal);
        Assert.EndsWith("I wait until 2026-03-02 22:00 UTC.", receipt.HandedOver, StringComparison.Ordinal);
        Assert.Equal((true, $"https://security.microsoft.com/?tid={Customer.Tenant}"), (receipt.AwaitsWord, receipt.Page?.AbsoluteUri));
    }

    [Fact]
    public async Task ReadStatus_NobodyHasSaidSo_WaitsAndAsksNobody()
    {
        var receipt = await ReceiptAsync(Now.AddHours(-1));

        var running = Assert.IsType<ActionProgress.Running>(await ReadAsync(receipt));

        Assert.Equal(receipt.HandedOver, running.Sentence);
        Assert.Empty(_microsoft.Requests);
    }

    [Fact]
    public async Task ReadStatus_Said_SearchesOnceAndThenReads()
    {
        Shows(Record("CreateSuppressionRule", Name, "cy@contoso.com"));
        _microsoft.On($"GET {Queries}/{Id}", Json(HttpStatusCode.OK, """{"status":"running"}"""), Json(HttpStatusCode.OK, """{"status":"succeeded"}"""));
        var receipt = await SaidAsync(minutesAgo: 3);

        var begun = Assert.IsType<ActionProgress.Running>(await ReadAsync(receipt));
        Assert.IsType<ActionProgress.Running>(await ReadAsync(receipt));
        var ended = Assert.IsType<ActionProgress.Ended>(await ReadAsync(receipt)).Outcome;

        Assert.StartsWith("Bo Lind said at 2026-03-02 13:57 UTC that the rule is made. I look for a rule named", begun.Sentence, StringComparison.Ordinal);
        Assert.Equal(OutcomeKind.Done, ended.Kind);
        Assert.StartsWith($"Verified in the audit log: cy@contoso.com did “CreateSuppressionRule” on a rule named {Name} at 2026-03-02 13:58 UTC.", ended.Sentence, StringComparison.Ordinal);
        var search = Assert.Single(_microsoft.Requests, request => request.Method == "POST");
        Assert.Equal($$"""{"displayName":"{{Name}}","filterStartDateTime":"2026-03-02T12:55:00Z","filterEndDateTime":"2026-03-02T14:05:00Z","recordTypeFilters":["MS365DSuppressionRule"]}""", search.Body);
        Assert.Equal(Queries, search.Target);
    }

    [Theory]
    [InlineData("DeleteSuppressionRule", Name, "The last that was done to it is “DeleteSuppressionRule”")]
    [InlineData("CreateSuppressionRule", "BotResponder R-0TH3R", "It shows another rule: “CreateSuppressionRule” by cy@contoso.com")]
    [InlineData(null, null, "the audit log shows no rule named")]
    public async Task ReadStatus_NotThereInTime_IsNotVerified(string? operation, string? name, string words)
    {
        Shows(operation is null ? "" : Record(operation, name!, "cy@contoso.com"));

        var early = await LookAsync(await SaidAsync(minutesAgo: 23 * 60));
        var late = await LookAsync(await SaidAsync(minutesAgo: 24 * 60));

        Assert.Equal(TimeSpan.FromMinutes(15), Assert.IsType<ActionProgress.Running>(early).NextLook);
        var outcome = Assert.IsType<ActionProgress.Ended>(late).Outcome;
        Assert.Equal(OutcomeKind.Unknown, outcome.Kind);
        Assert.StartsWith("Not verified: Bo Lind said at", outcome.Sentence, StringComparison.Ordinal);
        Assert.Contains(words, outcome.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadStatus_NobodySaidSoInTime_LooksOnceMoreAndFails()
    {
        Shows("");
        var receipt = await ReceiptAsync(Now.AddHours(-9));

        var outcome = Assert.IsType<ActionProgress.Ended>(await LookAsync(receipt)).Outcome;

        Assert.Equal(OutcomeKind.Failed, outcome.Kind);
        Assert.StartsWith($"Nobody said that the rule is made, and the audit log showed none named {Name}", outcome.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadStatus_MadeWithoutAWord_IsFoundAllTheSame()
    {
        Shows(Record("CreateSuppressionRule", Name, "cy@contoso.com"));

        Assert.Equal(OutcomeKind.Done, Assert.IsType<ActionProgress.Ended>(await LookAsync(await ReceiptAsync(Now.AddHours(-9)))).Outcome.Kind);
    }

    [Theory]
    [InlineData(24 * 60, false)]
    [InlineData(25 * 60, true)]
    public async Task ReadStatus_LogCannotBeRead_IsSaidOnceItIsTooLate(int minutesAgo, bool hasEnded)
    {
        _microsoft.On($"POST {Queries}", HttpStatusCode.Forbidden, Error("Forbidden", "no"));

        var progress = await ReadAsync(await SaidAsync(minutesAgo));

        Assert.Equal(hasEnded, progress is ActionProgress.Ended { Outcome: { Kind: OutcomeKind.Unknown, Sentence: var sentence } }
            && sentence.StartsWith("Not verified: the audit log cannot be read, and Bo Lind said at", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("cancelled")]
    [InlineData("unknownFutureValue")]
    public async Task ReadStatus_TheSearchEndsOtherwise_IsBegunAnew(string status)
    {
        _microsoft.On($"GET {Queries}/{Id}", HttpStatusCode.OK, $$"""{"status":"{{status}}"}""");
        var receipt = await SaidAsync(minutesAgo: 3);

        foreach (var _ in Enumerable.Range(0, 3))
        {
            Assert.IsType<ActionProgress.Running>(await ReadAsync(receipt));
        }

        Assert.Equal(2, _microsoft.Requests.Count(request => request.Method == "POST"));
    }

    [Theory]
    [InlineData("../../users/x")]
    [InlineData("a/b")]
    [InlineData("")]
    [Trait("Attack", "34")]
    public async Task ReadStatus_AnIdThatIsNone_IsNeverAsked(string id)
    {
        _microsoft.On($"POST {Queries}", HttpStatusCode.Created, $$"""{"id":"{{id}}","status":"notStarted"}""");
        var receipt = await SaidAsync(minutesAgo: 3);

        await LookAsync(receipt);

        Assert.All(_microsoft.Requests, request => Assert.Equal(Queries, request.Target));
    }

    private static string Record(string operation, string name, string by) =>
        $$$"""{"createdDateTime":"2026-03-02T13:58:00Z","auditLogRecordType":"MS365DSuppressionRule","operation":"{{{operation}}}","userPrincipalName":"{{{by}}}","auditData":{"Rules":[{"RuleName":"{{{name}}}"}]}}""";

    private void Shows(string records) => _microsoft.On($"GET {Queries}/{Id}/records", HttpStatusCode.OK, Samples.List(records.Length == 0 ? [] : [records]));

    private async Task<ActionReceipt> ReceiptAsync(DateTimeOffset at)
    {
        var command = Samples.Command(Action, Samples.Typed(Action));
        var order = Samples.Order(Action, command with { Values = command.Values.SetItem("condition", $"file.sha1 is {TuningSamples.Sha1} and device is ws-042") }) with { SentAt = at };
        return (await Action.ExecuteAsync(order, TestContext.Current.CancellationToken)).Value;
    }

    private async Task<ActionReceipt> SaidAsync(int minutesAgo) =>
        await ReceiptAsync(minutesAgo > 60 ? Now.AddMinutes(-minutesAgo - 10) : Now.AddHours(-1)) with { HandedBack = new(Bo, Now.AddMinutes(-minutesAgo)) };

    private async Task<ActionProgress> ReadAsync(ActionReceipt receipt) => (await Action.ReadStatusAsync(Customer, receipt, TestContext.Current.CancellationToken)).Value;

    /// <summary>Begins the search and reads it.</summary>
    private async Task<ActionProgress> LookAsync(ActionReceipt receipt)
    {
        await ReadAsync(receipt);
        return await ReadAsync(receipt);
    }
}
