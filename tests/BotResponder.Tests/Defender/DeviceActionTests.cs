using System.Net;
using BotResponder.Core.Actions;
using BotResponder.Core.Results;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender;

public sealed class DeviceActionTests : IAsyncLifetime
{
    private const string Comment = Samples.Request + " R-4F7K2 ransomware \\u0022on\\u0022 WS-042 | approved by Ann Olsen, Ben Ito";
    private const string Other = "9f0c2d1e-5b1a-4c1e-9f43-0d6c1c6b2f11";

    private PretendMicrosoft _microsoft = null!;

    private IResponseAction Isolate => _microsoft.Get<ActionCatalog>().FindByVerb("isolate")!;

    private IResponseAction Release => _microsoft.Get<ActionCatalog>().FindByVerb("unisolate")!;

    public async ValueTask InitializeAsync() => _microsoft = await PretendMicrosoft.StartAsync();

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Theory]
    [InlineData(false, "Full")]
    [InlineData(true, "Selective")]
    public async Task Isolate_Accepted_SendsExactlyThis(bool isSelective, string type)
    {
        _microsoft.On(Samples.Wire(Isolate).Route, HttpStatusCode.Created, Samples.MachineAction("Isolate", Samples.Request));

        var receipt = await Isolate.ExecuteAsync(Samples.Order(Isolate, isSelective: isSelective), TestContext.Current.CancellationToken);

        Assert.Equal(ActionGuid, receipt.Value.Id);
        var sent = Assert.Single(_microsoft.Requests);
        Assert.Equal($"/api/machines/{Device}/isolate", sent.Target);
        Assert.Equal($$"""{"Comment":"{{Comment}}","IsolationType":"{{type}}"}""", sent.Body);
        Assert.StartsWith("Bearer e30.", sent.Authorization, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Release_Accepted_SendsExactlyThis()
    {
        _microsoft.On(Samples.Wire(Release).Route, HttpStatusCode.Created, Samples.MachineAction("Unisolate", Samples.Request));

        await Release.ExecuteAsync(Samples.Order(Release), TestContext.Current.CancellationToken);

        Assert.Equal($$"""{"Comment":"{{Comment}}"}""", Assert.Single(_microsoft.Requests).Body);
    }

    [Fact]
    public async Task Execute_LongReasonAndApprovers_KeepsTheIdAndStaysWithin1000Characters()
    {
        _microsoft.On(Samples.Wire(Release).Route, HttpStatusCode.Created, Samples.MachineAction("Unisolate", Samples.Request));
        var order = Samples.Order(Release) with { Reason = new string('r', 500), ApprovedBy = new string('a', 900) };

        await Release.ExecuteAsync(order, TestContext.Current.CancellationToken);

        var comment = System.Text.Json.JsonDocument.Parse(Assert.Single(_microsoft.Requests).Body).RootElement.GetProperty("Comment").GetString()!;
        Assert.Equal(1000, comment.Length);
        Assert.StartsWith(Samples.Request + " R-4F7K2 r", comment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_SomebodyElsesIsRunning_IsRefusedByName()
    {
        AlreadyActive(Samples.MachineAction("Isolate", "by hand", requestor: "olsen@contoso.com"));

        var receipt = await Isolate.ExecuteAsync(Samples.Order(Isolate), TestContext.Current.CancellationToken);

        Assert.Equal(
            "Defender is already running “Isolate device”, asked by olsen@contoso.com. Wait for it, then ask again.",
            Assert.IsType<Problem.Refused>(receipt.Problem).Sentence);
        Assert.Single(_microsoft.Writes);
    }

    [Fact]
    public async Task Execute_AnsweredWithSomebodyElsesPendingAction_IsRefusedByName()
    {
        var theirs = Samples.MachineAction("Unisolate", "by hand", requestor: "olsen@contoso.com");
        _microsoft.On(Samples.Wire(Release).Route, HttpStatusCode.Created, theirs).On("GET /api/machineactions", HttpStatusCode.OK, Samples.List(theirs));

        var receipt = await Release.ExecuteAsync(Samples.Order(Release), TestContext.Current.CancellationToken);

        Assert.Contains("asked by olsen@contoso.com", Assert.IsType<Problem.Refused>(receipt.Problem).Sentence, StringComparison.Ordinal);
        Assert.Single(_microsoft.Writes);
    }

    [Fact]
    public async Task Execute_AnsweredWithOurOwnPendingAction_IsAdopted()
    {
        _microsoft.On(Samples.Wire(Release).Route, HttpStatusCode.Created, Samples.MachineAction("Unisolate", Samples.Request + " R-4F7K2 x", "InProgress"));

        Assert.Equal(ActionGuid, (await Release.ExecuteAsync(Samples.Order(Release), TestContext.Current.CancellationToken)).Value.Id);
    }

    [Theory]
    [InlineData("Unisolate", Samples.Request + " R-4F7K2 x")]
    [InlineData("Isolate", Samples.Request + "2 R-4F7K2 x")]
    [InlineData("Isolate", "see " + Samples.Request)]
    public async Task Execute_RunningActionOfAnotherKindOrRequest_IsNeverAdopted(string type, string comment)
    {
        AlreadyActive(Samples.MachineAction(type, comment));

        var receipt = await Isolate.ExecuteAsync(Samples.Order(Isolate), TestContext.Current.CancellationToken);

        Assert.IsType<Problem.Refused>(receipt.Problem);
    }

    [Fact]
    public async Task Execute_AlreadyActiveButListFails_IsUncertain()
    {
        AlreadyActive();
        _microsoft.On("GET /api/machineactions", Json(HttpStatusCode.TooManyRequests, "", retryAfter: 60));

        var receipt = await Isolate.ExecuteAsync(Samples.Order(Isolate), TestContext.Current.CancellationToken);

        Assert.IsType<Problem.Uncertain>(receipt.Problem);
    }

    [Fact]
    public async Task Execute_AlreadyActiveButNothingListed_IsUncertain()
    {
        AlreadyActive();

        var receipt = await Isolate.ExecuteAsync(Samples.Order(Isolate), TestContext.Current.CancellationToken);

        Assert.IsType<Problem.Uncertain>(receipt.Problem);
    }

    [Fact]
    public async Task FindOwn_SeveralOfOurs_TakesTheNewest()
    {
        _microsoft.On("GET /api/machineactions", HttpStatusCode.OK, Samples.List(
            Samples.MachineAction("Isolate", Samples.Request + " a", id: Other, created: "2026-03-01T00:00:00Z"),
            Samples.MachineAction("Isolate", Samples.Request + " b"),
            Samples.MachineAction("Isolate", "another", id: Other, created: "2026-03-03T00:00:00Z")));

        var own = await Isolate.FindOwnAsync(Samples.Order(Isolate), TestContext.Current.CancellationToken);

        Assert.Equal(ActionGuid, own.Value.Receipt!.Id);
        Assert.Equal($"(machineId eq '{Device}') and (type eq 'Isolate')", Assert.Single(_microsoft.Requests).Filter);
    }

    [Fact]
    public async Task FindOwn_OnTheSecondPage_IsFound()
    {
        var first = """{"value":[""" + Samples.MachineAction("Isolate", "another", id: Other) + """],"@odata.nextLink":"https://elsewhere.invalid/next"}""";
        _microsoft.On(
            "GET /api/machineactions", Json(HttpStatusCode.OK, first), Json(HttpStatusCode.OK, Samples.List(Samples.MachineAction("Isolate", Samples.Request))));

        var own = await Isolate.FindOwnAsync(Samples.Order(Isolate), TestContext.Current.CancellationToken);

        Assert.Equal(ActionGuid, own.Value.Receipt!.Id);
        Assert.EndsWith("&$top=1000&$skip=1", _microsoft.Requests.Last().Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindOwn_None_SaysCertainlyNone()
    {
        _microsoft.On("GET /api/machineactions", HttpStatusCode.OK, Samples.List(Samples.MachineAction("Isolate", "another")));

        var own = await Isolate.FindOwnAsync(Samples.Order(Isolate), TestContext.Current.CancellationToken);

        Assert.Null(own.Value.Receipt);
    }

    [Fact]
    public async Task FindOwn_ListFails_IsAProblemAndNotNone()
    {
        _microsoft.On("GET /api/machineactions", Json(HttpStatusCode.TooManyRequests, "", retryAfter: 60));

        var own = await Isolate.FindOwnAsync(Samples.Order(Isolate), TestContext.Current.CancellationToken);

        Assert.IsType<Problem.Throttled>(own.Problem);
    }

    [Theory]
    [InlineData("Succeeded", OutcomeKind.Done, "Defender says that it is done.")]
    [InlineData("Failed", OutcomeKind.Failed, "Defender tried and did not succeed (error 0x80070005). Look at the device in the Defender portal.")]
    [InlineData("TimeOut", OutcomeKind.Failed, "The device did not answer in the time that Defender waits. Check that it is online and ask again.")]
    [InlineData("Cancelled", OutcomeKind.Cancelled, "Cancelled in Defender by olsen@contoso.com.")]
    public async Task ReadStatus_FinalStatus_Ends(string status, OutcomeKind kind, string sentence)
    {
        const string extra = ""","errorHResult":-2147024891,"cancellationRequestor":"olsen@contoso.com" """;
        _microsoft.On($"GET /api/machineactions/{ActionGuid}", HttpStatusCode.OK, Samples.MachineAction("Isolate", "x", status, extra: extra));

        var progress = await Isolate.ReadStatusAsync(Customer, new(ActionGuid), TestContext.Current.CancellationToken);

        Assert.Equal(new ActionOutcome(kind, sentence), Assert.IsType<ActionProgress.Ended>(progress.Value).Outcome);
    }

    [Theory]
    [InlineData("Pending")]
    [InlineData("InProgress")]
    [InlineData("SomethingNew")]
    public async Task ReadStatus_OtherStatus_Runs(string status)
    {
        _microsoft.On($"GET /api/machineactions/{ActionGuid}", HttpStatusCode.OK, Samples.MachineAction("Isolate", "x", status));

        var progress = await Isolate.ReadStatusAsync(Customer, new(ActionGuid), TestContext.Current.CancellationToken);

        Assert.IsType<ActionProgress.Running>(progress.Value);
    }

    [Fact]
    public async Task ReadStatus_ActionOfAnotherKind_IsNotOurs()
    {
        _microsoft.On($"GET /api/machineactions/{ActionGuid}", HttpStatusCode.OK, Samples.MachineAction("Offboard", "x", "Succeeded"));

        var progress = await Isolate.ReadStatusAsync(Customer, new(ActionGuid), TestContext.Current.CancellationToken);

        Assert.IsType<Problem.Refused>(progress.Problem);
    }

    private void AlreadyActive(params string[] actions) => _microsoft
        .On(Samples.Wire(Isolate).Route, HttpStatusCode.BadRequest, Error("ActiveRequestAlreadyExists", "Action is already in progress"))
        .On("GET /api/machineactions", HttpStatusCode.OK, Samples.List(actions));
}
