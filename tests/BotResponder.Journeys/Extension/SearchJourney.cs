using System.Text.Json.Nodes;
using BotResponder.Journeys.World;
using BotResponder.Simulator.Faults;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys.Extension;

/// <summary>Searching from the compose box.</summary>
public sealed class SearchJourney(WorldFixture fixture) : IClassFixture<WorldFixture>
{
    private readonly JourneyWorld _world = fixture.World;

    [Fact]
    public async Task Search_BeginningOfADevice_ShowsCardsWithPreviews()
    {
        var answer = await SearchAsync(Cast.Ann, _world.Microsoft.Teams.ContosoSoc, "devices", "WS-04");

        Assert.Equal("result", (string?)answer["type"]);
        var attachments = answer["attachments"]!.AsArray();
        Assert.Contains(attachments, each => (string?)each!["preview"]!["content"]!["title"] == "ws-042.contoso.com");
        Assert.All(attachments, each =>
        {
            Assert.Equal("application/vnd.microsoft.card.adaptive", (string?)each!["contentType"]);
            Assert.Equal("application/vnd.microsoft.card.thumbnail", (string?)each["preview"]!["contentType"]);
            Assert.StartsWith("ws-04", (string?)each["preview"]!["content"]!["title"], StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Action.Execute", each.ToJsonString(), StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("ann.o")]
    [InlineData("Ann Ol")]
    public async Task Search_BeginningOfAnAccount_ShowsItBySignInOrDisplayName(string words)
    {
        var answer = await SearchAsync(Cast.Ann, _world.Microsoft.Teams.ContosoSoc, "accounts", words);

        Assert.Equal("result", (string?)answer["type"]);
        var found = Assert.Single(answer["attachments"]!.AsArray(), each => (string?)each!["preview"]!["content"]!["title"] == Cast.Ann.UserPrincipalName)!.ToJsonString();
        Assert.Contains(Cast.Ann.ObjectId, found, StringComparison.Ordinal);
        Assert.DoesNotContain("Action.Execute", found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_Alerts_ByTitleDeviceAndIdTheNewestFirst()
    {
        var alert = _world.Microsoft.Tenants.Contoso.Alerts.First(each => each is { Start.Status: "new" } && each.Evidence.OfType<Evidence.OfDevice>().Any());
        var resolved = _world.Microsoft.Tenants.Contoso.Alerts.First(each => each.Start.Status == "resolved");

        foreach (var words in new[] { alert.Id, $"{alert.Title.Split(' ')[0]} {alert.Evidence.OfType<Evidence.OfDevice>().First().Device.DnsName}", resolved.Id })
        {
            var found = (await SearchAsync(Cast.Ann, _world.Microsoft.Teams.ContosoSoc, "alerts", words))["attachments"]!.AsArray();
            var (id, title) = words == resolved.Id ? (resolved.Id, resolved.Title) : (alert.Id, alert.Title);
            Assert.Contains(found, each => each!.ToJsonString().Contains(id, StringComparison.Ordinal) && (string?)each["preview"]!["content"]!["title"] == title);
            Assert.DoesNotContain("Action.Execute", found.ToJsonString(), StringComparison.Ordinal);
        }

        var all = (await SearchAsync(Cast.Ann, _world.Microsoft.Teams.ContosoSoc, "alerts", null))["attachments"]!.AsArray();
        Assert.Equal(25, all.Count);
        Assert.Contains(alert.Id, all[0]!.ToJsonString(), StringComparison.Ordinal);
    }

    /// <summary>Ann works for both customers: of the one whose directory hangs nothing is shown, and the other's is not held up.</summary>
    [Fact]
    public async Task Search_OneCustomersDirectoryHangs_AnswersWithTheOthers()
    {
        var chat = _world.Microsoft.Teams.OpenPersonalChat(Cast.Ann);
        var both = Domains(await SearchAsync(Cast.Ann, chat, "accounts", "vera"));
        var calls = 0;
        using var hang = _world.Microsoft.Faults.SwitchOn(
            UpstreamArea.Graph, new Fault.Hang(), times: null, request => request.Path.Contains("/users?", StringComparison.Ordinal) && Interlocked.Increment(ref calls) == 1);

        var one = Domains(await SearchAsync(Cast.Ann, chat, "accounts", "vera"));

        Assert.Equal(["contoso", "fabrikam"], both);
        Assert.Single(one);
    }

    [Theory]
    [InlineData("devices", null, "Type the beginning")]
    [InlineData("accounts", null, "Type the beginning of the account")]
    [InlineData("accounts", "nothing-like-this", "No account's name begins with nothing-like-this")]
    [InlineData("alerts", "nothing-like-this", "No open alert of the last 30 days is about nothing-like-this")]
    [InlineData("devices", "nothing-like-this", "No device's name begins with nothing-like-this")]
    [InlineData("requests", "nothing-like-this", "No open request is about nothing-like-this")]
    public async Task Search_NothingThere_IsASentence(string command, string? words, string sentence)
    {
        var answer = await SearchAsync(Cast.Ann, _world.Microsoft.Teams.ContosoSoc, command, words);

        Assert.Equal("message", (string?)answer["type"]);
        Assert.Contains(sentence, (string?)answer["text"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ws-042' or startswith(computerDnsName,'")]
    [InlineData("' or '1' eq '1")]
    [InlineData("ws-042&$filter=id ne '")]
    [Trait("Attack", "33")]
    public async Task Search_WordsThatReadLikeAFilter_AreLookedForAsWords(string words)
    {
        var answer = await SearchAsync(Cast.Ann, _world.Microsoft.Teams.ContosoSoc, "devices", words);

        Assert.Equal("message", (string?)answer["type"]);
        Assert.StartsWith("No device's name begins with", (string?)answer["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_OpenRequests_ByCodeTargetAndPerson()
    {
        var stop = TestContext.Current.CancellationToken;
        var soc = _world.Microsoft.Teams.ContosoSoc;
        await _world.SayAsync(Cast.Ann, soc, "isolate ws-120 because to be found", stop);
        var code = Chat.CodeOn(await _world.SeesAsync(Cast.Ann, soc, stop, "ws-120.contoso.com", "Waiting for"));

        foreach (var words in new[] { code.ToLowerInvariant(), "ws-120", null })
        {
            var answer = await SearchAsync(Cast.Bo, soc, "requests", words);
            Assert.Contains(answer["attachments"]!.AsArray(), each => ((string?)each!["preview"]!["content"]!["title"])!.StartsWith(code, StringComparison.Ordinal));
        }
    }

    /// <summary>Teams waits five seconds.</summary>
    [Fact]
    public async Task Search_WhileDefenderHangs_IsASentenceInTime()
    {
        using var hang = _world.Microsoft.Faults.SwitchOn(UpstreamArea.Defender, new Fault.Hang(), times: null);

        var answer = await SearchAsync(Cast.Ann, _world.Microsoft.Teams.ContosoSoc, "devices", "ws-05");

        Assert.Equal("message", (string?)answer["type"]);
        Assert.Contains("takes too long", (string?)answer["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_DefenderRefuses_IsItsSentence()
    {
        using var refusal = _world.Microsoft.Faults.SwitchOn(UpstreamArea.Defender, new Fault.Refuse(403, "Forbidden"), times: null);

        var answer = await SearchAsync(Cast.Ann, _world.Microsoft.Teams.ContosoSoc, "devices", "ws-06");

        Assert.Equal("message", (string?)answer["type"]);
        Assert.Contains("Defender", (string?)answer["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_CommandOfAnotherManifest_IsNotImplemented()
    {
        var answer = await _world.Client().SearchAsync(Cast.Ann, _world.Microsoft.Teams.ContosoSoc, "weather", "words", "x", TestContext.Current.CancellationToken);

        Assert.Equal(501, answer.Status);
    }

    private async Task<JsonNode> SearchAsync(CastMember person, TeamsConversation conversation, string command, string? words) =>
        Extension(await _world.Client().SearchAsync(person, conversation, command, "words", words, TestContext.Current.CancellationToken));

    private static IEnumerable<string> Domains(JsonNode answer) => answer["attachments"]!.AsArray()
        .Select(each => ((string)each!["preview"]!["content"]!["title"]!).Split('@')[1].Split('.')[0]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static JsonNode Extension(BotAnswer answer) => JsonNode.Parse(answer.Body)!["composeExtension"]!;
}
