using System.Net;
using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Results;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender.Alerts;

/// <summary>What Graph is told about alerts and incidents byte for byte, and what each of its answers means.</summary>
public sealed class CaseActionTests : IAsyncLifetime
{
    private const string Comment =
        """{"@odata.type":"microsoft.graph.security.alertComment","comment":"k7m2.abcdefghijklmnopqrstuvwxyz R-4F7K2 ransomware \u0022on\u0022 WS-042 | approved by Ann Olsen, Ben Ito"}""";

    private PretendMicrosoft _microsoft = null!;

    public async ValueTask InitializeAsync() => _microsoft = await PretendMicrosoft.StartAsync();

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Theory]
    [InlineData("resolve", """{"status":"resolved","classification":"truePositive","determination":"malware"}""", "resolve ID truePositive/malware")]
    [InlineData("reopen", """{"status":"inProgress","classification":"unknown","determination":"unknown"}""", "reopen ID -")]
    [InlineData("assign", """{"assignedTo":"ann.olsen@contoso.com"}""", "assign ID ann.olsen@contoso.com")]
    [InlineData("unassign", """{"assignedTo":null}""", "unassign ID -")]
    public async Task Execute_Alert_SendsTheChangeThenTheReason(string verb, string body, string receipt)
    {
        _microsoft.On($"PATCH {CaseSamples.Alert}", HttpStatusCode.OK, CaseSamples.Case()).TakesComments();

        var accepted = await ExecuteAsync(Action(verb));

        Assert.Equal($"{receipt.Replace("ID", CaseSamples.AlertId, StringComparison.Ordinal)} {Samples.Request} 2026-03-02T14:00:00Z", accepted.Value.Id);
        Assert.Equal([$"PATCH {CaseSamples.Alert} {body}", $"POST {CaseSamples.Alert}/comments {Comment}"], Sent());
    }

    [Theory]
    [InlineData("close", """{"status":"resolved","classification":"truePositive","determination":"multiStagedAttack"}""")]
    [InlineData("assign-incident", """{"assignedTo":"ann.olsen@contoso.com"}""")]
    [InlineData("unassign-incident", """{"assignedTo":null}""")]
    [InlineData("unclose", """{"status":"active","classification":"unknown","determination":"unknown"}""")]
    public async Task Execute_Incident_SendsTheChangeThenTheReason(string verb, string body)
    {
        _microsoft.On($"PATCH {CaseSamples.Incident}", HttpStatusCode.OK, CaseSamples.Case(CaseSamples.IncidentId)).TakesComments(CaseSamples.Incident);

        Assert.Null((await ExecuteAsync(Action(verb))).Problem);
        Assert.Equal([$"PATCH {CaseSamples.Incident} {body}", $"POST {CaseSamples.Incident}/comments {Comment}"], Sent());
    }

    [Theory]
    [InlineData("comment", CaseSamples.Alert, CaseSamples.AlertId)]
    [InlineData("comment-incident", CaseSamples.Incident, CaseSamples.IncidentId)]
    public async Task Execute_Comment_SendsNothingElse(string verb, string path, string id)
    {
        _microsoft.TakesComments(path);

        var receipt = await ExecuteAsync(Action(verb));

        Assert.Equal($"comment {id} - {Samples.Request} 2026-03-02T14:00:00Z", receipt.Value.Id);
        Assert.Equal([$"POST {path}/comments {Comment}"], Sent());
    }

    [Fact]
    public async Task Execute_CommentThatTheAnswerDoesNotShow_IsUncertain()
    {
        _microsoft.On($"POST {CaseSamples.Alert}/comments", HttpStatusCode.OK, """{"value":[{"comment":"k7m2.abcdefghijklmnopqrstuvwxyzz another request"},null]}""");

        Assert.IsType<Problem.Uncertain>((await ExecuteAsync(Action("comment"))).Problem);
    }

    [Fact]
    public async Task Execute_ReasonThatStandsThereAlready_IsNotSentTwice()
    {
        _microsoft.On($"PATCH {CaseSamples.Alert}", HttpStatusCode.OK, CaseSamples.Case(comment: CaseSamples.OurComment));

        Assert.Null((await ExecuteAsync(Action("resolve"))).Problem);
        Assert.Single(_microsoft.Writes);
    }

    [Fact]
    public async Task Execute_ReasonThatIsRefused_IsAcceptedAllTheSameAndSaidInTheOutcome()
    {
        _microsoft.On($"PATCH {CaseSamples.Alert}", HttpStatusCode.OK, CaseSamples.Case()).On($"POST {CaseSamples.Alert}/comments", HttpStatusCode.Forbidden, Error("Forbidden", "no"))
            .On($"GET {CaseSamples.Alert}", HttpStatusCode.OK, Resolved());

        var receipt = await ExecuteAsync(Action("resolve"));

        var outcome = await OutcomeAsync(receipt.Value.Id);
        Assert.Equal(OutcomeKind.Done, outcome.Kind);
        Assert.EndsWith("The reason could not be added to its comments in Defender: it stands in the audit trail here.", outcome.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_AnswerAboutAnotherAlert_IsUncertainAndNotCommented()
    {
        _microsoft.On($"PATCH {CaseSamples.Alert}", HttpStatusCode.OK, CaseSamples.Case("da1"));

        Assert.IsType<Problem.Uncertain>((await ExecuteAsync(Action("resolve"))).Problem);
        Assert.Single(_microsoft.Writes);
    }

    [Fact]
    public async Task ReadStatus_StateAndReasonHold_IsDoneAndSaysBoth()
    {
        _microsoft.On($"GET {CaseSamples.Alert}", HttpStatusCode.OK, Resolved(CaseSamples.OurComment));

        var outcome = await OutcomeAsync(Receipt("2026-03-02T13:59:00Z"));

        Assert.Equal(
            new(OutcomeKind.Done, "The alert is resolved as true-positive/malware, verified at 14:00 UTC. Its comments in Defender say who asked and why."), outcome);
    }

    [Theory]
    [InlineData("2026-03-02T13:55:01Z", false)]
    [InlineData("2026-03-02T13:55:00Z", true)]
    public async Task ReadStatus_StateDoesNotHold_IsRunningAndThenNotVerified(string sentAt, bool isEnded)
    {
        _microsoft.On($"GET {CaseSamples.Alert}", HttpStatusCode.OK, CaseSamples.Case(status: "resolved", classification: "truePositive", determination: "phishing"));

        var status = (await Action("resolve").ReadStatusAsync(Customer, new(Receipt(sentAt)), TestContext.Current.CancellationToken)).Value;

        Assert.Equal(isEnded ? OutcomeKind.Unknown : null, (status as ActionProgress.Ended)?.Outcome.Kind);
    }

    [Theory]
    [InlineData("reopen da1 - k7m2.a 2026-03-02T13:55:00Z extra")]
    [InlineData("hide da1 - k7m2.a 2026-03-02T13:55:00Z")]
    [InlineData("resolve ../x truePositive/malware k7m2.a 2026-03-02T13:55:00Z")]
    [InlineData("resolve da1 truePositive/notMalicious k7m2.a 2026-03-02T13:55:00Z")]
    [InlineData("resolve da1 truePositive/malware k7m2.a yesterday")]
    public async Task ReadStatus_ReceiptThatNoVersionWrote_IsNotFoundAndCallsNobody(string receipt)
    {
        Assert.IsType<Problem.NotFound>((await Action("resolve").ReadStatusAsync(Customer, new(receipt), TestContext.Current.CancellationToken)).Problem);
        Assert.Empty(_microsoft.Requests);
    }

    [Theory]
    [InlineData("resolve", "resolved", "truePositive", "malware", true)]
    [InlineData("resolve", "resolved", "truePositive", "other", false)]
    [InlineData("resolve", "inProgress", "truePositive", "malware", false)]
    [InlineData("reopen", "inProgress", "unknown", "unknown", true)]
    [InlineData("reopen", "inProgress", "truePositive", "malware", false)]
    [InlineData("reopen", "unknownFutureValue", "unknown", "unknown", false)]
    public async Task FindOwn_ByTheState_IsAdoptedOnlyWhenItHolds(string verb, string status, string classification, string determination, bool isFound)
    {
        _microsoft.On($"GET {CaseSamples.Alert}", HttpStatusCode.OK, CaseSamples.Case(status: status, classification: classification, determination: determination));

        Assert.Equal(isFound, (await FindOwnAsync(verb)).Value.Receipt is not null);
    }

    [Theory]
    [InlineData(CaseSamples.OurComment, true)]
    [InlineData("k7m2.abcdefghijklmnopqrstuvwxy another", false)]
    [InlineData(null, false)]
    public async Task FindOwn_Comment_IsKnownByTheRequest(string? comment, bool isFound)
    {
        _microsoft.On($"GET {CaseSamples.Alert}", HttpStatusCode.OK, CaseSamples.Case(comment: comment));

        Assert.Equal(isFound, (await FindOwnAsync("comment")).Value.Receipt is not null);
    }

    [Theory]
    [InlineData("assign da1 to nobody because x")]
    [InlineData("assign da1 to \"a b@c\" because x")]
    [InlineData("assign da1 to a@b@c because x")]
    [InlineData("assign-incident 2001 to \"a b@c\" because x")]
    [InlineData("resolve da1 as true-positive because x")]
    [InlineData("resolve da1 as true-positive/not-malicious because x")]
    public void Bind_ValueOfAnotherShape_IsMalformed(string command)
    {
        var action = Action(command.Split(' ')[0]);

        var parsed = new CommandParser([action.Descriptor.Grammar]).Parse(command).Value;

        Assert.IsType<Problem.Malformed>(action.Bind(parsed.Arguments).Problem);
    }

    private static string Resolved(string? comment = null) =>
        CaseSamples.Case(status: "resolved", classification: "truePositive", determination: "malware", comment: comment);

    private static string Receipt(string sentAt) => $"resolve {CaseSamples.AlertId} truePositive/malware {Samples.Request} {sentAt}";

    private IEnumerable<string> Sent() => _microsoft.Writes.Select(write => $"{write.Method} {write.Target} {write.Body}");

    private IResponseAction Action(string verb) => _microsoft.Get<ActionCatalog>().FindByVerb(verb)!;

    private static Task<Result<ActionReceipt>> ExecuteAsync(IResponseAction action) => action.ExecuteAsync(Samples.Order(action), TestContext.Current.CancellationToken);

    private Task<Result<AdoptedReceipt>> FindOwnAsync(string verb) => Action(verb).FindOwnAsync(Samples.Order(Action(verb)), TestContext.Current.CancellationToken);

    private async Task<ActionOutcome> OutcomeAsync(string receipt) => Assert.IsType<ActionProgress.Ended>(
        (await Action("resolve").ReadStatusAsync(Customer, new(receipt), TestContext.Current.CancellationToken)).Value).Outcome;
}
