using BotResponder.Journeys.World;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys;

/// <summary>What people mistype, leave out or send in malice: one sentence each, and nothing lost.</summary>
public sealed class TypingJourney(WorldFixture fixture) : IClassFixture<WorldFixture>
{
    private readonly JourneyWorld _world = fixture.World;

    [Theory]
    [InlineData("isolte WS-041 because x", "Did you mean isolate?")]
    [InlineData("frobnicate", "I do not know the command")]
    [InlineData("isolate WS-9999 because x", "WS-9999")]
    [InlineData("isolate WS-041 fully because x", "everything but", "isolate <device, …>")]
    [InlineData("isolate \"WS-041 because x", "double quote")]
    [InlineData("show R-ZZZZZ", "I do not know that request here")]
    [InlineData("approve R-ZZZZZ", "I do not know that request here")]
    [InlineData("cancel", "nothing to cancel")]
    public async Task Say_WhatCannotBeDone_IsOneSentenceAndNoCall(string text, params string[] answer)
    {
        var stop = TestContext.Current.CancellationToken;
        await _world.SayAsync(Cast.Ann, _world.Microsoft.Teams.ContosoSoc, text, stop);
        await _world.SeesAsync(Cast.Ann, _world.Microsoft.Teams.ContosoSoc, stop, answer);

        Assert.DoesNotContain(_world.Microsoft.Calls, call => call.Method == "POST" && call.Path.Contains("/machines/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Say_UnknownDevice_NamesNearOnes()
    {
        var stop = TestContext.Current.CancellationToken;

        await _world.SayAsync(Cast.Ann, _world.Microsoft.Teams.ContosoSoc, "isolate srv-0001 because x", stop);
        var answer = await _world.SeesAsync(Cast.Ann, _world.Microsoft.Teams.ContosoSoc, stop, "srv-0001");

        Assert.Contains("srv-001", Chat.Shown(answer), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(501, "The reason has 501 characters")]
    [InlineData(20_000, "a command has at most 10000")]
    public async Task Say_TooLong_SaysHowLong(int length, string answer)
    {
        var stop = TestContext.Current.CancellationToken;

        await _world.SayAsync(Cast.Ann, _world.Microsoft.Teams.ContosoSoc, "isolate WS-041 because " + new string('x', length), stop);

        await _world.SeesAsync(Cast.Ann, _world.Microsoft.Teams.ContosoSoc, stop, answer);
    }

    [Fact]
    public async Task Say_WithoutReason_IsAskedAndTheTypedAnswerCompletesTheCommand()
    {
        var stop = TestContext.Current.CancellationToken;
        var soc = _world.Microsoft.Teams.ContosoSoc;

        await _world.SayAsync(Cast.Ann, soc, "isolate WS-050", stop);
        await _world.SeesAsync(Cast.Ann, soc, stop, "what is the reason?");
        await _world.SayAsync(Cast.Ann, soc, "help desk saw a beacon", stop);
        await _world.SeesAsync(Cast.Ann, soc, stop, "ws-050.contoso.com", "help desk saw a beacon", "Waiting for 1 approver");
    }

    [Fact]
    public async Task Say_WithoutAnything_IsAskedOneByOneByCard()
    {
        var stop = TestContext.Current.CancellationToken;
        var chat = _world.Microsoft.Teams.OpenPersonalChat(Cast.Dee);

        await _world.SayAsync(Cast.Dee, chat, "isolate", stop);
        var which = await _world.SeesAsync(Cast.Dee, chat, stop, "isolate: which device?");
        await AnswerAsync(which.Id, which.Card!, "ws-042");
        var why = await _world.SeesAsync(Cast.Dee, chat, stop, "what is the reason?");
        await AnswerAsync(why.Id, why.Card!, "beacon");
        await _world.SeesAsync(Cast.Dee, chat, stop, "ws-042.fabrikam.com", "beacon", "Waiting for");

        Task AnswerAsync(string message, string card, string text) => _world.Microsoft.Teams.TapAsync(
            Cast.Dee, chat, message, Simulator.Teams.CardReader.Action(card, "answer")!,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["answer"] = text }, stop);
    }

    [Fact]
    [Trait("Attack", "36")]
    public async Task Say_NameOfTwoDevices_IsAChoiceNeverAGuess()
    {
        var stop = TestContext.Current.CancellationToken;
        var soc = _world.Microsoft.Teams.ContosoSoc;

        await _world.SayAsync(Cast.Ann, soc, "isolate ws-100 because twins", stop);
        await _world.SeesAsync(Cast.Ann, soc, stop, "which device do you mean?", "ws-100.contoso.com");
        await _world.SayAsync(Cast.Ann, soc, "2", stop);
        await _world.SeesAsync(Cast.Ann, soc, stop, "Isolate device", "ws-100.contoso.com", "twins");
    }

    [Fact]
    public async Task Say_DeviceOfAnotherCustomer_IsTheAnswerForUnknown()
    {
        var stop = TestContext.Current.CancellationToken;
        var soc = _world.Microsoft.Teams.FabrikamSoc;
        var foreign = _world.Microsoft.Tenants.Contoso.Device("ws-042").Id;

        await _world.SayAsync(Cast.Dee, soc, $"isolate {foreign} because x", stop);
        var notYours = await _world.SeesAsync(Cast.Dee, soc, stop, foreign);
        var nobodys = new string('a', 40);
        await _world.SayAsync(Cast.Dee, soc, $"isolate {nobodys} because x", stop);
        var notThere = await _world.SeesAsync(Cast.Dee, soc, stop, nobodys);

        Assert.Equal(Chat.Shown(notThere).Replace(nobodys, "ID", StringComparison.Ordinal), Chat.Shown(notYours).Replace(foreign, "ID", StringComparison.Ordinal));
        Assert.DoesNotContain("contoso", Chat.Shown(notYours), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Say_HostileReason_ShowsItLiterally()
    {
        var stop = TestContext.Current.CancellationToken;
        var soc = _world.Microsoft.Teams.ContosoSoc;
        const string Hostile = "**APPROVED** [click](https://evil.example) <at>Eve Moss</at> \u202Egnp.exe";

        await _world.SayAsync(Cast.Ann, soc, $"isolate WS-051 because {Hostile}", stop);
        var card = await _world.SeesAsync(Cast.Ann, soc, stop, "ws-051.contoso.com", "APPROVED");

        var markdown = Chat.Markdown(card);
        Assert.DoesNotContain("**APPROVED**", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("](https", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("<at>Eve", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', markdown);
        Assert.Contains("U+202E", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Say_ByEve_IsRefusedAndWrittenDown()
    {
        var stop = TestContext.Current.CancellationToken;
        var soc = _world.Microsoft.Teams.ContosoSoc;

        await _world.SayAsync(Cast.Eve, soc, "isolate WS-052 because I can", stop);
        await _world.SeesAsync(Cast.Eve, soc, stop, "You may not ask for response actions here");

        Assert.Equal(0, _world.CallsTo("ws-052", "isolate"));
        Assert.Contains(await _world.AuditAsync(Cast.ContosoId, stop), line => line.Entry.Fact.Actor.Name == "Eve Moss" && line.Entry.Fact.Problem == "not-allowed");
    }
}
