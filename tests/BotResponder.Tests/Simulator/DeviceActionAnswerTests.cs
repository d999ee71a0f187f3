using System.Net;
using BotResponder.Simulator;

namespace BotResponder.Tests.Simulator;

/// <summary>The answers of the actions on devices that Microsoft documents apart from those of isolation.</summary>
public sealed class DeviceActionAnswerTests : IAsyncLifetime
{
    private const string Sha1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
    private const string OnlyComment = """{"Comment":"INC-1"}""";
    private const string Quarantine = $$"""{"Comment":"INC-1","Sha1":"{{Sha1}}"}""";

    private SimulatorBench _bench = null!;
    private string _token = "";

    public ValueTask InitializeAsync() => StartAsync(options => options);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData("restrictCodeExecution", OnlyComment, "RestrictCodeExecution", null)]
    [InlineData("unrestrictCodeExecution", OnlyComment, "UnrestrictCodeExecution", null)]
    [InlineData("runAntiVirusScan", """{"Comment":"INC-1","ScanType":"Quick"}""", "RunAntiVirusScan", "Quick")]
    [InlineData("runAntiVirusScan", """{"Comment":"INC-1","ScanType":"Full"}""", "RunAntiVirusScan", "Full")]
    [InlineData("collectInvestigationPackage", OnlyComment, "CollectInvestigationPackage", null)]
    [InlineData("StopAndQuarantineFile", Quarantine, "StopAndQuarantineFile", null)]
    [InlineData("offboard", OnlyComment, "Offboard", null)]
    public async Task Begin_DocumentedBody_IsAcceptedAndASecondIsNot(string operation, string body, string type, string? scope)
    {
        var begun = await PostAsync("ws-042", operation, body);
        var again = await PostAsync("ws-042", operation, body);

        Assert.Equal((HttpStatusCode.Created, type, scope), (begun.Status, (string?)begun.Json["type"], (string?)begun.Json["scope"]));
        Assert.Equal((HttpStatusCode.BadRequest, "ActiveRequestAlreadyExists"), (again.Status, again.Code));
    }

    [Theory]
    [InlineData("runAntiVirusScan", OnlyComment, "MissingRequiredParameter")]
    [InlineData("runAntiVirusScan", """{"Comment":"c","ScanType":"quick"}""", "InvalidInput")]
    [InlineData("runAntiVirusScan", """{"Comment":"c","scanType":"Quick"}""", "InvalidRequestBody")]
    [InlineData("restrictCodeExecution", """{"comment":"c"}""", "InvalidRequestBody")]
    [InlineData("offboard", "{}", "MissingRequiredParameter")]
    [InlineData("StopAndQuarantineFile", OnlyComment, "MissingRequiredParameter")]
    [InlineData("StopAndQuarantineFile", $$"""{"Comment":"c","sha1":"{{Sha1}}"}""", "InvalidRequestBody")]
    [InlineData("StopAndQuarantineFile", """{"Comment":"c","Sha1":"da39a3"}""", "InvalidHashValue")]
    [InlineData("StopAndQuarantineFile", $$"""{"Comment":"c","Sha1":"{{Sha1}}","Sha256":"x"}""", "InvalidRequestBody")]
    [InlineData("collectInvestigationPackage", $$"""{"Comment":"c","Sha1":"{{Sha1}}"}""", "InvalidRequestBody")]
    public async Task Begin_BodyOfAnotherShape_Is400(string operation, string body, string code)
    {
        var answer = await PostAsync("ws-042", operation, body);

        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.Status, answer.Code));
        Assert.Empty(_bench.Simulator.ActionsOf(_bench.Simulator.Tenants.Contoso));
    }

    [Theory]
    [InlineData("restrictCodeExecution", OnlyComment, false)]
    [InlineData("collectInvestigationPackage", OnlyComment, false)]
    [InlineData("StopAndQuarantineFile", Quarantine, false)]
    [InlineData("offboard", OnlyComment, false)]
    [InlineData("runAntiVirusScan", """{"Comment":"INC-1","ScanType":"Quick"}""", true)]
    public async Task Begin_OnAMac_IsWhatMicrosoftSupports(string operation, string body, bool isSupported)
    {
        var answer = await PostAsync("mac-01", operation, body);

        Assert.Equal(isSupported ? HttpStatusCode.Created : HttpStatusCode.BadRequest, answer.Status);
        Assert.True(isSupported || answer.Code == "OsPlatformNotSupported");
    }

    [Fact]
    public async Task Quarantine_TwoFilesOfOneDevice_AreTwoActionsThatNameTheirFile()
    {
        var other = new string('b', 40);

        var first = await PostAsync("ws-042", "StopAndQuarantineFile", Quarantine);
        var second = await PostAsync("ws-042", "StopAndQuarantineFile", $$"""{"Comment":"INC-1","Sha1":"{{other}}"}""");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.Status, second.Status));
        Assert.Equal($$"""{"fileIdentifier":"{{other}}","fileIdentifierType":"Sha1"}""", second.Json["relatedFileInfo"]!.ToJsonString());
    }

    [Theory]
    [InlineData("unisolate", OnlyComment)]
    [InlineData("restrictCodeExecution", OnlyComment)]
    [InlineData("runAntiVirusScan", """{"Comment":"INC-1","ScanType":"Quick"}""")]
    public async Task Begin_RepeatedWhereThePendingIsAnswered_IsTheSameAction(string operation, string body)
    {
        await DisposeAsync();
        await StartAsync(options => options with { RepeatedActionAnswersPending = true });

        var first = await PostAsync("ws-042", operation, body);
        var second = await PostAsync("ws-042", operation, body);

        Assert.Equal((HttpStatusCode.Created, (string?)first.Json["id"]), (second.Status, (string?)second.Json["id"]));
    }

    [Fact]
    public async Task Offboard_WhereItIsAsTheDocumentationSays_Answers200()
    {
        await DisposeAsync();
        await StartAsync(options => options with { OffboardAnswersOk = true });

        Assert.Equal(HttpStatusCode.OK, (await PostAsync("ws-042", "offboard", OnlyComment)).Status);
    }

    [Fact]
    public async Task PackageUri_WhenThePackageIsThere_IsANewLinkInQuotesTwiceAMinute()
    {
        var id = (string)(await PostAsync("ws-042", "collectInvestigationPackage", OnlyComment)).Json["id"]!;
        var early = await LinkAsync(id);
        _bench.Time.Advance(TimeSpan.FromMinutes(1));

        var first = await LinkAsync(id);
        var second = await LinkAsync(id);
        var third = await LinkAsync(id);

        Assert.Equal(HttpStatusCode.NotFound, early.Status);
        Assert.StartsWith("\"https://userrequests-us.securitycenter.windows.com:443/safedownload/", (string?)first.Json["value"], StringComparison.Ordinal);
        Assert.EndsWith("\"", (string?)first.Json["value"], StringComparison.Ordinal);
        Assert.NotEqual((string?)first.Json["value"], (string?)second.Json["value"]);
        Assert.Equal((HttpStatusCode.TooManyRequests, 60), (third.Status, third.RetryAfter));
    }

    [Fact]
    public async Task PackageUri_OfAnActionThatCollectsNothing_Is404()
    {
        var id = (string)(await PostAsync("ws-042", "offboard", OnlyComment)).Json["id"]!;
        _bench.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(HttpStatusCode.NotFound, (await LinkAsync(id)).Status);
    }

    private async ValueTask StartAsync(Func<SimulatorOptions, SimulatorOptions> options)
    {
        _bench = await SimulatorBench.StartAsync(options);
        _token = await _bench.TokenAsync(SimulatorBench.DefenderScope);
    }

    private Task<Answer> PostAsync(string name, string operation, string body) =>
        _bench.PostAsync($"/defender/api/machines/{_bench.Device(name).Id}/{operation}", _token, body);

    private Task<Answer> LinkAsync(string action) => _bench.GetAsync($"/defender/api/machineactions/{action}/getPackageUri", _token);
}
