using BotResponder.Core.Requests;
using BotResponder.Journeys.Processes;
using BotResponder.Journeys.World;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys.Kill;

/// <summary>One request from the typed words to the final cards, while the bot is killed somewhere in between. People and Teams behave as they do.</summary>
internal sealed class KillRound(KillWorld kills, CancellationToken stop)
{
    private readonly Device _device = kills.World.NextDevice();
    private readonly BotLife _life = kills.Now;

    private TeamsWorld Teams => kills.World.Microsoft.Teams;

    /// <summary>Lets the story happen and looks at what is left of it.</summary>
    /// <param name="killAt">Null: nobody dies, the points are counted.</param>
    public async Task<KillResult> RunAsync(string? killAt)
    {
        await _life.Bot.ArmAsync(killAt, stop);
        IReadOnlyList<string> violations;
        var (orphans, running) = (0, 0);
        try
        {
            var id = await TellAsync();
            (violations, orphans, running) = await new KillInspection(kills.World, _device, id, stop).RunAsync(mayHaveOrphan: killAt is not null);
        }
        catch (TimeoutException lost)
        {
            violations = [lost.Message];
        }

        var isKilled = killAt is not null && await _life.Bot.IsAtItsPointAsync(stop);
        if (isKilled)
        {
            // The last points lie behind the end of the story: the next round must not begin with the dying.
            await _life.NextAsync(stop);
        }

        IReadOnlyList<string> points = killAt is null ? await _life.Bot.PointsAsync(stop) : [];
        return new(killAt, isKilled, violations, orphans, running, points);
    }

    private async Task<RequestId> TellAsync()
    {
        var soc = Teams.ContosoSoc;
        var asked = await AskAsync();
        var card = await kills.World.Microsoft.SeeAsync($"the card of {_device.HostName}", () => Open(asked), stop);
        await ApproveAsync(card);
        await kills.World.Microsoft.SeeAsync($"the outcome for {_device.HostName}", () => InThread(asked).LastOrDefault(CardFacts.IsDone), stop);
        await kills.World.IdleAsync(stop);
        return kills.World.Store.IdOf(new(soc.Id), asked);
    }

    /// <summary>Teams: what was not acknowledged is delivered again, what was acknowledged never.</summary>
    /// <returns>The id of the message, which began a thread.</returns>
    private async Task<string> AskAsync()
    {
        var answer = await Teams.SayAsync(Cast.Ann, Teams.ContosoSoc, $"isolate {_device.HostName} because proof", mentionBot: true, stop);
        while (answer.Status is < 200 or >= 300)
        {
            await _life.NextAsync(stop);
            answer = await Teams.RedeliverAsync(answer.ActivityId, stop);
        }

        return answer.ActivityId;
    }

    /// <summary>A person: a tap that got no answer is repeated once the bot is back, if the card that she sees still asks.</summary>
    private async Task ApproveAsync(MessageView card)
    {
        while (CardFacts.IsOpen(card))
        {
            var button = await Teams.FindButtonAsync(Cast.Bo, Teams.ContosoSoc, card, "approve", stop);
            if (button is not null && await Teams.TapAsync(Cast.Bo, Teams.ContosoSoc, card.Id, button, null, stop) is { Status: >= 200 and < 300 })
            {
                return;
            }

            card = Teams.ViewFor(Cast.Bo, Teams.ContosoSoc).Last(message => message.Id == card.Id);
            if (button is not null || CardFacts.IsOpen(card))
            {
                // No answer, or no button although it waits for her: that a bot does only when it dies.
                await _life.NextAsync(stop);
                card = Teams.ViewFor(Cast.Bo, Teams.ContosoSoc).Last(message => message.Id == card.Id);
            }
        }
    }

    private MessageView? Open(string thread) => InThread(thread).LastOrDefault(CardFacts.IsOpen);

    private IEnumerable<MessageView> InThread(string thread) =>
        Teams.ViewFor(Cast.Bo, Teams.ContosoSoc).Where(message => message.ThreadId == thread && message.Author is null && message.Card is not null);
}

/// <param name="Point">Where it was to be killed; null: nowhere.</param>
/// <param name="IsKilled">False when the story ended without passing the point.</param>
/// <param name="Violations">What a promise says and is not so. Empty: all of them held.</param>
/// <param name="Orphans">Cards whose sending the bot did not live to note (see <see cref="KillInspection"/>).</param>
/// <param name="Running">Cards that somebody still sees unfinished after everybody has looked.</param>
/// <param name="Points">What was passed; empty when it was to be killed.</param>
internal sealed record KillResult(string? Point, bool IsKilled, IReadOnlyList<string> Violations, int Orphans, int Running, IReadOnlyList<string> Points);
