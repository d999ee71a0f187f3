using BotResponder.Core.Requests;
using BotResponder.Journeys.Processes;
using BotResponder.Journeys.World;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys.Race;

/// <summary>Two bots in two processes over one store, and a front door.</summary>
internal sealed class RaceWorld : IAsyncDisposable
{
    /// <summary>How soon a bot notices that a request's time is over.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly CancellationToken _stop;
    private readonly IReadOnlyList<BotProcess> _bots;

    private RaceWorld(ProofWorld world, IReadOnlyList<BotProcess> bots, FrontDoor door, CancellationToken stop) =>
        (World, _bots, Door, _stop) = (world, bots, door, stop);

    public ProofWorld World { get; }

    public FrontDoor Door { get; }

    /// <summary>Dozens of races share one channel, whose cards go out one after another; who does without a mechanism is not waited for that long.</summary>
    public required TimeSpan Patience { get; init; }

    public TeamsWorld Teams => World.Microsoft.Teams;

    private TeamsConversation Soc => Teams.ContosoSoc;

    /// <param name="options">What the race needs.</param>
    /// <param name="without">What both bots do without.</param>
    public static async Task<RaceWorld> StartAsync(ProofStore store, RaceOptions options, Mechanism without, CancellationToken stop)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Approvals:Expiry"] = options.Expiry.ToString("c"),
            ["Protection:Customers:0:Responders:1"] = BotSettings.Id(Cast.Cy),

            // Hundreds of calls a minute are the point.
            ["Defender:ShareOfLimits"] = "1000",

            ["Work:Look"] = Look.ToString("c"),

            // A wake-up that the bot with the earlier clock took is only found again by the other one's sweep.
            ["Work:Sweep"] = "00:00:00.5",
            ["Work:Patience"] = "00:00:03",

            // Nothing is lost here, so a call that is on its way for long on a busy machine must not be taken for lost.
            ["Dispatch:Settle"] = "00:10:00",
        };
        var world = await ProofWorld.StartAsync(store, settings, stop);
        BotProcess[] bots = [await StartBotAsync(TimeSpan.Zero), await StartBotAsync(options.SecondAhead)];
        var door = await FrontDoor.StartAsync(bots.Select(bot => bot.Bots[0].Address), options.DoublesMessages, typesToFirst: options.SecondAhead > TimeSpan.Zero, stop);
        world.Microsoft.Teams.BotEndpoint = door.Address;
        await world.Microsoft.Teams.InstallBotAsync(world.Microsoft.Teams.ContosoSoc, stop);
        await world.IdleAsync(stop);
        return new(world, bots, door, stop) { Patience = without == Mechanism.None ? TimeSpan.FromMinutes(2) : Waiting.Patience };

        Task<BotProcess> StartBotAsync(TimeSpan ahead) => BotProcess.StartAsync([world.SettingsOf(ahead, without)], stop);
    }

    /// <summary>Ann asks to isolate a device, and the card comes.</summary>
    public async Task<Asking> AskAsync(Device device)
    {
        var answer = await Teams.SayAsync(Cast.Ann, Soc, $"isolate {device.HostName} because race", mentionBot: true, _stop);
        var id = World.Store.IdOf(new(Soc.Id), answer.ActivityId);
        return new(id, answer.ActivityId, await CardAsync(answer.ActivityId, id));
    }

    /// <summary>The card of a request in a thread, as soon as somebody can approve it.</summary>
    public Task<MessageView> CardAsync(string thread, RequestId id) => World.Microsoft.SeeAsync(
        $"the card of {id}", () => InThread(thread).LastOrDefault(message => IsCardOf(message, id) && CardFacts.IsOpen(message)), _stop);

    /// <summary>Her client has fetched the button, which is offered to her.</summary>
    /// <param name="mayBeOver">On a busy machine the request's time may be over before she looks: then she taps what her screen still shows.</param>
    /// <returns>Taps it.</returns>
    public async Task<Func<Task<BotAnswer>>> ReadyAsync(CastMember person, MessageView card, string verb, bool mayBeOver = false)
    {
        var button = mayBeOver
            ? await Teams.FindButtonAsync(person, Soc, card, verb, _stop) ?? CardLooks.Forged(card.Card, verb)!
            : await Teams.ButtonAsync(person, Soc, card, verb, _stop);
        return () => Teams.TapAsync(person, Soc, card.Id, button, null, _stop);
    }

    public async Task<BotAnswer> TapAsync(CastMember person, MessageView card, string verb) => await (await ReadyAsync(person, card, verb))();

    public Task<ResponseRequest> FinalAsync(RequestId id) => RequestAsync(id, "is final", request => RequestLifecycle.IsFinal(request.State));

    /// <summary>The request, once it is as wanted.</summary>
    public async Task<ResponseRequest> RequestAsync(RequestId id, string what, Predicate<ResponseRequest> wanted)
    {
        ResponseRequest? request = null;
        await Waiting.UntilAsync($"{id} {what}", async () => (request = await World.Store.FindAsync(id, _stop)) is not null && wanted(request), _stop, Patience);
        return request!;
    }

    public IEnumerable<MessageView> InThread(string thread) => Teams.ViewFor(Cast.Eve, Soc).Where(message => message.ThreadId == thread && message.Author is null);

    public async ValueTask DisposeAsync()
    {
        await Door.DisposeAsync();
        foreach (var bot in _bots)
        {
            await bot.DisposeAsync();
        }

        await World.DisposeAsync();
    }

    private static bool IsCardOf(MessageView message, RequestId id) => message.Card?.Contains(id.Value, StringComparison.Ordinal) == true;
}

/// <param name="Id">The request that it became.</param>
/// <param name="Thread">The message, which began a thread.</param>
/// <param name="Card">The open card.</param>
internal sealed record Asking(RequestId Id, string Thread, MessageView Card);

/// <summary>What a race needs of its world.</summary>
internal sealed record RaceOptions
{
    public TimeSpan Expiry { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How much later it is for the second bot. More than zero: everything is asked of the first.</summary>
    public TimeSpan SecondAhead { get; init; }

    public bool DoublesMessages { get; init; }

    /// <summary>How many rounds run side by side.</summary>
    public int AtOnce { get; init; } = 8;
}
