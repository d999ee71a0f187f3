using System.Net;
using System.Text.Json.Nodes;
using BotResponder.Host.People;

namespace BotResponder.Tests.Attacks;

/// <summary>Attacks 9 and 11: whoever is not who she seems has no rights, is told nothing, and stands in the trail.</summary>
public sealed class PeopleAttacks(AttackedBot bot) : IClassFixture<AttackedBot>
{
    private const string Command = "isolate ws-042 because ransomware";
    private static readonly string Neutral = Outsiders.Sentence.Plain;
    private const string Elsewhere = "00000000-9999-4000-8000-000000000009";

    /// <summary>What the member call says about her; null: she is no member.</summary>
    public static TheoryData<string, string?, string?> Strangers => new()
    {
        { "guest", null, """{"userPrincipalName":"mal_evil.io#EXT#@contoso.onmicrosoft.com","userRole":"user"}""" },
        { "guest", null, """{"userPrincipalName":"mal_evil.io#ext#@contoso.onmicrosoft.com"}""" },
        { "guest", null, """{"userPrincipalName":"mal@contoso.com","userRole":"guest"}""" },
        { "guest", AttackedBot.Contoso, """{"userPrincipalName":"mal@contoso.com","userRole":"Guest","tenantId":"C0A70C0A-1111-4C0A-8C0A-C0A70C0A0001"}""" },
        { "foreign", null, $$"""{"tenantId":"{{Elsewhere}}","userRole":"user"}""" },
        { "foreign", null, $$"""{"tenantId":"{{AttackedBot.Provider}}","userRole":"user"}""" },
        { "foreign", AttackedBot.Provider, $$"""{"tenantId":"{{AttackedBot.Contoso}}","userRole":"user"}""" },
        { "foreign", AttackedBot.Provider, """{"userRole":"user"}""" },
        { "not-a-member", null, null },
        { "contradiction", null, """{"objectId":"aaaaaaaa-0000-4000-8000-000000000001"}""" },
        { "contradiction", null, """{"objectId":null}""" },
    };

    public static TheoryData<string?> NoIdentities => [null!, "", " ", "Ann Olsen", "ann.olsen@contoso.com", AttackedBot.Contoso, $"{AttackedBot.Contoso}/{AttackedBot.Ann}", $" {AttackedBot.Ann}", $"{AttackedBot.Ann}\0"];

    [Theory]
    [Trait("Attack", "11")]
    [MemberData(nameof(Strangers))]
    public async Task Attack11_GuestOrForeignMember_IsRefusedAndStandsInTheTrail(string reason, string? fromTenant, string? member)
    {
        var person = $"{Guid.NewGuid()}";
        Knows(person, member);
        var message = bot.Message(person, Command);
        message["from"]!["tenantId"] = fromTenant;

        var answer = await bot.AskAsync(message);

        Assert.Contains(Neutral, answer, StringComparison.Ordinal);
        var line = Assert.Single(await bot.AuditAsync(), line => line.Actor.Id.ObjectId == person);
        Assert.Equal(("person.refused", "not-allowed", $"Spoke to the bot and was not heard: {reason}"), (line.Kind, line.Problem, line.Sentence));
        Assert.DoesNotContain(bot.Store.Commits.SelectMany(commit => commit), write => write.Key.Partition.StartsWith("people|", StringComparison.Ordinal) && write.Key.Row.Contains(person, StringComparison.Ordinal));
        Assert.False(bot.HasCalledDefender);
        await bot.AnswersAsync();
    }

    [Theory]
    [Trait("Attack", "11")]
    [MemberData(nameof(Strangers))]
    public async Task Attack11_GuestOrForeignMemberTaps_ReachesNoButton(string reason, string? fromTenant, string? member)
    {
        var person = $"{Guid.NewGuid()}";
        Knows(person, member);
        var tap = Tap(person);
        tap["from"]!["tenantId"] = fromTenant;

        var (status, body) = await bot.PostAsync(tap);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(Neutral, body, StringComparison.Ordinal);
        Assert.Contains(await bot.AuditAsync(), line => line.Actor.Id.ObjectId == person && line.Sentence.EndsWith(reason, StringComparison.Ordinal));
        Assert.Contains("\"type\":\"application/vnd.microsoft.error\"", (await bot.PostAsync(Tap(AttackedBot.Ann))).Body, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Attack", "11")]
    [InlineData(AttackedBot.NamedGuest, null, """{"userPrincipalName":"mal_evil.io#EXT#@contoso.onmicrosoft.com","userRole":"guest"}""")]
    [InlineData(AttackedBot.NamedForeigner, AttackedBot.Provider, """{"tenantId":"fab21fab-2222-4fab-8fab-fab21fab0002"}""")]
    [InlineData(AttackedBot.NamedForeigner, null, """{"tenantId":"FAB21FAB-2222-4FAB-8FAB-FAB21FAB0002"}""")]
    public async Task Attack11_OutsiderWhomTheSettingsName_IsHeard(string person, string? fromTenant, string member)
    {
        Knows(person, member);
        var message = bot.Message(person, "whoami");
        message["from"]!["tenantId"] = fromTenant;

        Assert.Contains("Responder", await bot.AskAsync(message), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    [Trait("Attack", "11")]
    public async Task Attack11_ColleagueWithoutARole_IsHeardAndMayDoNothing()
    {
        var person = $"{Guid.NewGuid()}";
        Knows(person, $$"""{"tenantId":"{{AttackedBot.Contoso}}","userRole":"user","userPrincipalName":"eve@contoso.com"}""");

        var answer = await bot.AskAsync(bot.Message(person, Command));

        Assert.Contains("You may not ask for response actions here", answer, StringComparison.Ordinal);
        Assert.Equal("request.refused", Assert.Single(await bot.AuditAsync(), line => line.Actor.Id.ObjectId == person).Kind);
        Assert.False(bot.HasCalledDefender);
    }

    [Fact]
    [Trait("Attack", "11")]
    public async Task Attack11_TeamsDoesNotSayWhoItIs_MessageWaitsAndTapIsNotCounted()
    {
        var person = $"{Guid.NewGuid()}";
        Knows(person, """{"userRole":"user"}""");
        bot.Teams.MemberStatus = 500;
        var before = bot.Teams.Said.Count;
        var tap = await bot.PostAsync(Tap(person));
        Assert.Equal(HttpStatusCode.Accepted, (await bot.PostAsync(bot.Message(person, "whoami"))).Status);
        await AttackedBot.UntilAsync(() => bot.Teams.Calls.Count(call => call.Method == "GET" && call.Target.EndsWith(person, StringComparison.Ordinal)) >= 2);
        Assert.Equal(before, bot.Teams.Said.Count);

        bot.Teams.MemberStatus = null;
        await AttackedBot.UntilAsync(() => bot.Teams.Said.Count > before);

        Assert.Contains("speaker-unknown", tap.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(Neutral, bot.Teams.Said[before].Body, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Attack", "9")]
    [MemberData(nameof(NoIdentities))]
    public async Task Attack09_NoObjectId_NoRights(string? objectId)
    {
        var message = bot.Message(objectId, Command);
        message["from"]!["id"] = $"29:{Guid.NewGuid()}";
        var before = (await bot.AuditAsync()).Count(line => line.Actor.Id.ObjectId == AttackedBot.Ann);

        var answer = await bot.AskAsync(message);

        Assert.Contains(Neutral, answer, StringComparison.Ordinal);
        Assert.Equal(before, (await bot.AuditAsync()).Count(line => line.Actor.Id.ObjectId == AttackedBot.Ann));
        Assert.False(bot.HasCalledDefender);
        await bot.AnswersAsync();
    }

    /// <summary>Ann's name and sign-in name on Eve's account.</summary>
    [Fact]
    [Trait("Attack", "9")]
    public async Task Attack09_RenamedToTheResponder_ChangesNothing()
    {
        var eve = $"{Guid.NewGuid()}";
        Knows(eve, """{"name":"Ann Olsen","userPrincipalName":"ann.olsen@contoso.com","email":"ann.olsen@contoso.com","userRole":"user"}""");

        var answer = await bot.AskAsync(bot.Message(eve, Command));

        Assert.Contains("You may not ask for response actions here", answer, StringComparison.Ordinal);
        Assert.Equal(eve, Assert.Single(await bot.AuditAsync(), line => line.Actor.Id.ObjectId == eve).Actor.Id.ObjectId);
        Assert.False(bot.HasCalledDefender);
    }

    [Fact]
    [Trait("Attack", "9")]
    public async Task Attack09_RenamedResponderInAnotherCase_IsStillTheResponder()
    {
        var message = bot.Message(AttackedBot.Ann, "whoami");
        message["from"]!["aadObjectId"] = AttackedBot.Ann.ToUpperInvariant();
        message["from"]!["name"] = "Nobody";

        Assert.Contains("Responder", await bot.AskAsync(message), StringComparison.OrdinalIgnoreCase);
    }

    private void Knows(string person, string? member)
    {
        if (member is null)
        {
            return;
        }

        var json = JsonNode.Parse(member)!.AsObject();
        json["id"] = $"29:{person}";
        json.TryAdd("objectId", person);
        bot.Teams.Members[$"29:{person}"] = json;
    }

    private JsonObject Tap(string person)
    {
        var tap = bot.Message(person, "");
        tap["type"] = "invoke";
        tap["name"] = "adaptiveCard/action";
        tap["value"] = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "approve", ["data"] = new JsonObject { ["request"] = "any" } } };
        return tap;
    }
}
