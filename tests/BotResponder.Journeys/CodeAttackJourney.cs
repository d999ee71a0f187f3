using System.Globalization;
using BotResponder.Host.Chat;
using BotResponder.Journeys.World;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys;

/// <summary>Attack 17: somebody with a role types codes of requests until one fits; and an old code is tried.</summary>
public sealed class CodeAttackJourney(WorldFixture fixture) : IClassFixture<WorldFixture>
{
    private const string Unknown = "I do not know that request here";

    private readonly JourneyWorld _world = fixture.World;

    [Fact]
    [Trait("Attack", "17")]
    public async Task Guess_ManyWrongCodes_TheNextIsNotLookedUpThoughRightAndOthersGoOn()
    {
        var stop = TestContext.Current.CancellationToken;
        var soc = _world.Microsoft.Teams.ContosoSoc;
        await _world.SayAsync(Cast.Ann, soc, "isolate ws-161 because guessed", stop);
        var code = Chat.CodeOn(await _world.SeesAsync(Cast.Ann, soc, stop, "ws-161.contoso.com", "Waiting for"));
        for (var guess = 0; guess < CodeGuesses.MostWrong; guess++)
        {
            var answers = Said();
            await _world.SayAsync(Cast.Bo, soc, $"approve R-{guess.ToString("D5", CultureInfo.InvariantCulture)}", stop);
            await _world.Microsoft.TrueAsync("the answer to a wrong code", () => Said() > answers, stop);
        }

        await _world.SayAsync(Cast.Bo, soc, $"approve {code}", stop);
        await _world.SeesAsync(Cast.Bo, soc, stop, $"You have typed {CodeGuesses.MostWrong} codes of requests that I do not know here");
        Assert.Equal(0, _world.CallsTo("ws-161", "isolate"));

        // The control: the same code by another approver counts.
        await _world.SayAsync(Cast.Cy, soc, $"approve {code}", stop);
        await _world.Microsoft.TrueAsync("the isolation", () => _world.CallsTo("ws-161", "isolate") == 1, stop);

        int Said() => _world.Microsoft.Teams.Transcript(soc).Count(message =>
            message.Author is null && $"{message.Text}{message.Card}".Contains(Unknown, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Attack", "17")]
    public async Task Targets_CodeOfALongFinishedRequest_IsTheAnswerForUnknown()
    {
        var stop = TestContext.Current.CancellationToken;
        var chat = _world.Microsoft.Teams.OpenPersonalChat(Cast.Dee);
        await _world.SayAsync(Cast.Dee, chat, "isolate ws-031 because long ago", stop);
        var card = await _world.SeesAsync(Cast.Dee, chat, stop, "ws-031.fabrikam.com", "Waiting for");
        var code = Chat.CodeOn(card);
        await _world.SayAsync(Cast.Dee, chat, $"withdraw {code}", stop);
        await _world.SeesAsync(Cast.Dee, chat, stop, "ws-031.fabrikam.com", "Withdrawn at");

        await _world.SayAsync(Cast.Dee, chat, $"targets {code}", stop);
        await _world.SeesAsync(Cast.Dee, chat, message => message.Id != card.Id, stop, code, "ws-031.fabrikam.com");
        _world.Clock.Advance(RequestLookup.CodeLife);
        await _world.SayAsync(Cast.Dee, chat, $"targets {code}", stop);

        await _world.SeesAsync(Cast.Dee, chat, stop, Unknown);
    }
}
