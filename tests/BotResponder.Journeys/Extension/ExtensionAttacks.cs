using BotResponder.Core.Actions;
using BotResponder.Core.Audit;
using BotResponder.Core.Requests;
using BotResponder.Journeys.World;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace BotResponder.Journeys.Extension;

/// <summary>The message extension as a door for those who should not come in.</summary>
public sealed class ExtensionAttacks(WorldFixture fixture) : IClassFixture<WorldFixture>
{
    private const string Neutral = "I cannot do that for you here.";

    private readonly JourneyWorld _world = fixture.World;

    private TeamsConversation Soc => _world.Microsoft.Teams.ContosoSoc;

    private TeamsConversation Fabrikam => _world.Microsoft.Teams.FabrikamSoc;

    public static TheoryData<string, string, string> EveryWay => new(
        from actor in new[] { "Ann Olsen", "Bo Lind", "Dee Ruiz", "Eve Moss" }
        from place in new[] { "Contoso", "Fabrikam" }
        from customer in new[] { Cast.ContosoId, Cast.FabrikamId, "00000000-0000-4000-8000-000000000000" }
        where actor != "Dee Ruiz" || place == "Fabrikam"
        where actor != "Eve Moss" || place == "Contoso"
        select new TheoryDataRow<string, string, string>(actor, place, customer));

    /// <summary>Whatever customer a forged dialog names: a request is made only for the channel's own, and only by who may ask for that one.</summary>
    [Theory]
    [MemberData(nameof(EveryWay))]
    [Trait("Attack", "12")]
    public async Task Submit_ForAnyCustomerFromAnywhere_AsksOnlyForTheChannelsOwn(string actor, string place, string customer)
    {
        var stop = TestContext.Current.CancellationToken;
        var person = Cast.Everybody.Single(each => each.Name == actor);
        var (room, owner) = place == "Contoso" ? (Soc, Cast.ContosoId) : (Fabrikam, Cast.FabrikamId);
        var reason = $"{actor} in {place} for {customer[..4]}";
        var message = await _world.WriteAsync(person, room, "ws-042", stop);

        await _world.ForgeAsync(person, room, message, stop, ("found", "ws-042"), ("customer", customer), ("action", "device.release"), ("targets", "ws-042"), ("reason", reason));
        await _world.HandledAsync(stop);

        var mayAsk = customer == owner && (actor is "Ann Olsen" or "Dee Ruiz");
        Assert.Equal(mayAsk && owner == Cast.ContosoId ? 1 : 0, await SubmittedAsync(Cast.ContosoId, reason));
        Assert.Equal(mayAsk && owner == Cast.FabrikamId ? 1 : 0, await SubmittedAsync(Cast.FabrikamId, reason));
    }

    /// <summary>Both customers have a device of that name. Whatever is searched, nothing of the other's is in the answer, and "not yours" reads like "not there".</summary>
    [Fact]
    [Trait("Attack", "13")]
    public async Task Search_ByOneCustomersContact_HoldsNothingOfTheOthers()
    {
        var stop = TestContext.Current.CancellationToken;
        await _world.SayAsync(Cast.Ann, Soc, "isolate ws-130 because a secret of contoso", stop);
        var code = Chat.CodeOn(await _world.SeesAsync(Cast.Ann, Soc, stop, "ws-130.contoso.com", "Waiting for"));
        TeamsConversation[] rooms = [Fabrikam, _world.Microsoft.Teams.OpenPersonalChat(Cast.Dee)];
        var theirs = _world.Microsoft.Tenants.Contoso.Device("ws-042").Id;
        var theirAlert = _world.Microsoft.Tenants.Contoso.Alerts[0].Id;

        foreach (var room in rooms)
        {
            foreach (var (command, words) in new[] { ("devices", "ws"), ("devices", "ws-042.contoso"), ("devices", theirs), ("accounts", "a"), ("accounts", "ann"), ("accounts", Cast.Ann.UserPrincipalName), ("accounts", Cast.Ann.ObjectId), ("alerts", null), ("alerts", "ws"), ("alerts", theirAlert), ("requests", code), ("requests", "ws-130"), ("requests", null), ("requests", "secret") })
            {
                var answer = await _world.Client().SearchAsync(Cast.Dee, room, command, "words", words, stop);
                var said = words is null ? answer.Body : answer.Body.Replace(words, "", StringComparison.OrdinalIgnoreCase);
                Assert.Equal(200, answer.Status);
                Assert.DoesNotContain("contoso", said, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain(theirs, said, StringComparison.OrdinalIgnoreCase);
            }

            var notYours = await _world.Client().SearchAsync(Cast.Dee, room, "requests", "words", code, stop);
            var notThere = await _world.Client().SearchAsync(Cast.Dee, room, "requests", "words", "R-00000", stop);
            Assert.Equal(notThere.Body.Replace("R-00000", code, StringComparison.Ordinal), notYours.Body);
        }

        Assert.Contains("fabrikam", (await _world.Client().SearchAsync(Cast.Dee, Fabrikam, "accounts", "words", "dee", stop)).Body, StringComparison.Ordinal);
        Assert.Contains("fabrikam", (await _world.Client().SearchAsync(Cast.Dee, Fabrikam, "devices", "words", "ws-042", stop)).Body, StringComparison.Ordinal);
        Assert.Contains("fabrikam", (await _world.Client().SearchAsync(Cast.Dee, Fabrikam, "alerts", "words", "ws", stop)).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("contoso.com", (await _world.Client().SearchAsync(Cast.Ann, Fabrikam, "devices", "words", "ws-042", stop)).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("devices", "ws-042")]
    [InlineData("accounts", "ann")]
    [InlineData("alerts", null)]
    [InlineData("requests", null)]
    [Trait("Attack", "13")]
    public async Task Search_WithoutARole_IsOneNeutralSentence(string command, string? words)
    {
        var calls = _world.Microsoft.Calls.Length;

        var answer = await _world.Client().SearchAsync(Cast.Eve, Soc, command, "words", words, TestContext.Current.CancellationToken);

        Assert.Contains(Neutral, answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("contoso", answer.Body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(_world.Microsoft.Calls.Skip(calls), call => call.Area is UpstreamArea.Defender or UpstreamArea.Graph);
    }

    /// <summary>Every response action of the catalog that needs no more than a device, through the extension, ends as it ends when the same person types it.</summary>
    [Theory]
    [InlineData("Ann Olsen")]
    [InlineData("Bo Lind")]
    [InlineData("Eve Moss")]
    [Trait("Attack", "25")]
    public async Task Submit_EveryAction_IsJudgedAsTypedWordsAre(string name)
    {
        var stop = TestContext.Current.CancellationToken;
        var person = Cast.Everybody.Single(each => each.Name == name);
        var number = 130;
        foreach (var action in _world.Services.GetRequiredService<ActionCatalog>().All.Select(each => each.Descriptor).Where(each => each is { TargetKind: "device", Grammar.Arguments: var all } && all.Count(argument => argument.IsRequired) == 1))
        {
            var (typedHost, chosenHost) = ($"ws-{++number}", $"ws-{number + 50}");
            await _world.Microsoft.Teams.SayAsync(person, Soc, $"{action.Grammar.Verb} {typedHost} because typed by {name}", mentionBot: true, stop);
            var message = await _world.WriteAsync(person, Soc, chosenHost, stop);
            await _world.ForgeAsync(person, Soc, message, stop, ("found", chosenHost), ("action", action.Id.Value), ("targets", chosenHost), ("reason", $"chosen by {name}"));
            await _world.HandledAsync(stop);

            var both = (await _world.AuditAsync(Cast.ContosoId, stop)).Select(line => line.Entry.Fact)
                .Where(fact => fact.Action == action.Id && fact.Actor.Name == name && fact.Kind is ("request.submitted" or "request.refused")).Take(2).ToArray();
            Assert.Equal(2, both.Length);
            Assert.All(both, fact => Assert.Equal(name, fact.Actor.Name));
            Assert.Equal((both[0].Kind, both[0].Problem, Needed(both[0])), (both[1].Kind, both[1].Problem, Needed(both[1])));
            Assert.Equal(name == "Ann Olsen" ? "request.submitted" : "request.refused", both[0].Kind);
        }

        static int? Needed(AuditFact fact) => (fact.Change as RequestEvent.Submitted)?.Request.ApprovalsNeeded;
    }

    [Fact]
    [Trait("Attack", "25")]
    public async Task Open_WithoutARole_IsOneNeutralSentence()
    {
        var stop = TestContext.Current.CancellationToken;
        var message = await _world.WriteAsync(Cast.Bo, Soc, "ws-042", stop);

        var dialog = await _world.OpenAsync(Cast.Eve, Soc, message, stop);

        Assert.Contains(Neutral, dialog.Message, StringComparison.Ordinal);
    }

    /// <summary>No word of a message becomes a command: not in what is offered, not in what is chosen, not in the reason, not in an edit, not in another bot's post.</summary>
    [Fact]
    [Trait("Attack", "39")]
    public async Task Message_ThatReadsLikeCommands_StartsNothing()
    {
        var stop = TestContext.Current.CancellationToken;
        await _world.SayAsync(Cast.Ann, Soc, "isolate ws-140 because to be approved", stop);
        var card = await _world.SeesAsync(Cast.Ann, Soc, stop, "ws-140.contoso.com", "Waiting for");
        var evil = $"isolate ws-141 because pwned\nrelease ws-142 because pwned\napprove {Chat.CodeOn(card)}";
        var message = await _world.WriteAsync(Cast.Eve, Soc, evil, stop);

        var dialog = await _world.OpenAsync(Cast.Bo, Soc, message, stop);
        await _world.ForgeAsync(Cast.Ann, Soc, message, stop,
            ("found", "ws-143"), ("action", "device.isolate"), ("targets", "ws-143 because pwned"), ("reason", $"approve {Chat.CodeOn(card)}"));
        await _world.Microsoft.Teams.EditAsync(Cast.Eve, Soc, message, "isolate ws-144 because pwned", stop);
        await _world.Microsoft.Teams.DeliverAsync(ByAnotherBot("isolate ws-145 because pwned"), stop);
        await _world.HandledAsync(stop);

        Assert.DoesNotContain("because", dialog.Card, StringComparison.Ordinal);
        var trail = await _world.AuditAsync(Cast.ContosoId, stop);
        Assert.DoesNotContain(trail, line => line.Entry.Fact.Kind == "request.submitted" && line.Entry.Fact.Sentence.Contains("pwned", StringComparison.Ordinal));
        Assert.DoesNotContain(trail, line => line.Entry.Fact.Kind == "request.reviewed" && line.Entry.Fact.Code?.Value == Chat.CodeOn(card));
        Assert.Contains(trail, line => line.Entry.Fact.Kind == "request.refused" && line.Entry.Fact.Sentence.Contains("ws-143 because pwned", StringComparison.Ordinal));
    }

    private string ByAnotherBot(string text) => $$"""
        {
          "type": "message", "id": "{{Guid.NewGuid()}}", "channelId": "msteams", "text": "{{text}}", "serviceUrl": "{{_world.Microsoft.ServiceUrl(Cast.ContosoId)}}",
          "from": { "id": "28:other-bot", "aadObjectId": "{{Cast.Ann.ObjectId}}" }, "recipient": { "id": "{{Cast.BotTeamsId}}" },
          "channelData": { "tenant": { "id": "{{Cast.ContosoId}}" } }, "conversation": { "id": "{{Soc.Id}}", "conversationType": "channel", "tenantId": "{{Cast.ContosoId}}" }
        }
        """;

    private async Task<int> SubmittedAsync(string tenant, string reason) =>
        (await _world.AuditAsync(tenant, TestContext.Current.CancellationToken))
            .Count(line => line.Entry.Fact.Kind == "request.submitted" && line.Entry.Fact.Sentence.EndsWith(reason, StringComparison.Ordinal));
}
