using BotResponder.Core.Records;
using BotResponder.Core.Work;
using BotResponder.Journeys.Processes;
using BotResponder.Journeys.World;
using BotResponder.Simulator.Faults;
using BotResponder.Simulator.Http;

namespace BotResponder.Journeys.Faults;

/// <summary>A world in which every call, to the store and to Microsoft, may meet a fault.</summary>
internal sealed class FaultWorld : IAsyncDisposable
{
    private static readonly Fault[] Upstream =
    [
        new Fault.Throttle(TimeSpan.FromSeconds(1)),
        new Fault.ServerError(),
        new Fault.Hang(),
        new Fault.LostAnswer(),
        new Fault.RanButTimedOut(),
    ];

    private readonly List<IDisposable> _armed = [];

    private FaultWorld(JourneyWorld world, FaultDice dice) => (World, Dice) = (world, dice);

    public JourneyWorld World { get; }

    public FaultDice Dice { get; }

    /// <param name="rate">How many calls meet a fault, 0 to 1.</param>
    public static async Task<FaultWorld> StartAsync(ProofStore store, double rate, int seed, CancellationToken cancellationToken)
    {
        var dice = new FaultDice(rate, seed);
        var world = await JourneyWorld.StartAsync(cancellationToken, Settings(store), options: null, services =>
        {
            services.Decorate<IRecordStore>((records, _) => new UnluckyStore(records, dice));
            services.Decorate<IWorkQueue>((queue, _) => new UnluckyQueue(queue, dice));
        });
        return new(world, dice);
    }

    /// <summary>From here on nothing can be relied upon.</summary>
    public void Break()
    {
        Dice.Switch(on: true);
        foreach (var area in Enum.GetValues<UpstreamArea>())
        {
            // The connector waits fifteen seconds for a silent Teams: a story would take minutes. A time-out there is its 504.
            foreach (var fault in Upstream.Where(fault => area != UpstreamArea.Teams || fault is not Fault.Hang))
            {
                _armed.Add(World.Microsoft.Faults.SwitchOn(area, fault, times: null, _ => Dice.Hits(Upstream.Length)));
            }
        }
    }

    /// <summary>Everything works again, so that what is left over can be looked at.</summary>
    public void Mend()
    {
        Dice.Switch(on: false);
        _armed.ForEach(fault => fault.Dispose());
        _armed.Clear();
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();

    /// <summary>Short waits: what must be tried again is, soon; and nothing is given up for the number of its failures.</summary>
    private static Dictionary<string, string?> Settings(ProofStore store) => new(store.Settings, StringComparer.OrdinalIgnoreCase)
    {
        ["Work:Lease"] = "00:00:05",
        ["Work:MostRuns"] = "100",
        ["Work:FirstRetry"] = "00:00:00.1",
        ["Work:SlowestRetry"] = "00:00:01",
        ["Work:Look"] = "00:00:00.05",
        ["Work:Sweep"] = "00:00:00.2",
        ["Work:Patience"] = "00:00:01",
        ["Work:TurnPatience"] = "00:00:02",
        ["Dispatch:MostTries"] = "1000",
        ["Dispatch:SlowestPoll"] = "00:00:01",
        ["Dispatch:Settle"] = "00:00:03",
        ["Defender:AttemptTimeout"] = "00:00:01",
        ["Defender:CallTimeout"] = "00:00:02",
        ["Defender:CircuitRest"] = "00:00:01",
    };
}
