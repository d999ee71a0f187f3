using System.Globalization;
using BotResponder.Core.Requests;
using BotResponder.Journeys.Rebuild;
using BotResponder.Journeys.World;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys.Faults;

/// <summary>How a story should end.</summary>
public enum Plot
{
    Approve,
    Deny,
    Withdraw,
    ApproveAndUndo,
}

/// <summary>People who do what people do when something does not answer: look at the card, and try again.</summary>
internal sealed class FaultStory(JourneyWorld world, StoreReader store, string host, Plot plot, CancellationToken stop)
{
    /// <summary>How long somebody looks before she tries again.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(3);

    private TeamsConversation Soc => world.Microsoft.Teams.ContosoSoc;

    public string Host => host;

    public Plot Plot => plot;

    /// <summary>Ends when the request, and its undo if there is one, are final.</summary>
    public async Task RunAsync()
    {
        var asked = await AskAsync();
        await DecideAsync($"Isolate device: {host}", asked);
        await EndedAsync(asked);
        if (plot == Plot.ApproveAndUndo)
        {
            var undo = await UndoAsync(asked);
            await TapUntilAsync($"Release device from isolation: {host}", Cast.Bo, "approve", undo, RequestState.Pending);
            await EndedAsync(undo);
        }
    }

    /// <summary>What was said twice may have been heard twice, the second time when the first wish had been decided: then it is a wish of its own, and is taken back.</summary>
    public async Task TidyAsync()
    {
        foreach (var stray in await MineAsync())
        {
            if (stray.State == RequestState.Pending)
            {
                await TapUntilAsync($"Isolate device: {host}", Cast.Ann, "withdraw", stray.Id, RequestState.Pending);
            }
        }
    }

    private async Task<IEnumerable<ResponseRequest>> MineAsync() => Mine(await store.RequestsAsync(stop));

    private IEnumerable<ResponseRequest> Mine(IEnumerable<ResponseRequest> requests) =>
        requests.Where(request => request.Subject.StartsWith($"{host}.", StringComparison.OrdinalIgnoreCase));

    /// <summary>Says it again as long as no request has come of it. Saying it twice makes one request.</summary>
    private async Task<RequestId> AskAsync()
    {
        while (true)
        {
            await world.SayAsync(Cast.Ann, Soc, $"isolate {host} because of a bad day", stop);
            if (await FindAsync(request => request.Undoes is null) is { } request)
            {
                return request.Id;
            }
        }
    }

    private Task DecideAsync(string title, RequestId asked) => plot switch
    {
        Plot.Deny => TapUntilAsync(title, Cast.Cy, "deny", asked, RequestState.Pending),
        Plot.Withdraw => TapUntilAsync(title, Cast.Ann, "withdraw", asked, RequestState.Pending),
        _ => TapUntilAsync(title, Cast.Bo, "approve", asked, RequestState.Pending),
    };

    private async Task<RequestId> UndoAsync(RequestId asked)
    {
        while (true)
        {
            await TapAsync($"Isolate device: {host}", Cast.Ann, "undo");
            if (await FindAsync(request => request.Undoes?.Id == asked) is { } undo)
            {
                return undo.Id;
            }
        }
    }

    private async Task TapUntilAsync(string title, CastMember person, string verb, RequestId request, RequestState before)
    {
        do
        {
            await TapAsync(title, person, verb);
        }
        while (!await TriedAsync(async () => await store.FindAsync(request, stop) is { } now && now.State != before));
    }

    /// <summary>Taps the button on any copy in the channel that has it.</summary>
    private async Task TapAsync(string title, CastMember person, string verb)
    {
        var card = world.Microsoft.Teams.ViewFor(person, Soc).LastOrDefault(message =>
            message is { Author: null, Card: { } json } && Chat.Shown(message).Contains(title, StringComparison.Ordinal) && (CardReader.Action(json, verb) ?? CardReader.Action(json, "refresh")) is not null);

        // A client that could fetch nothing offers nothing: she looks again.
        if (card is not null && await world.Microsoft.Teams.FindButtonAsync(person, Soc, card, verb, stop) is { } button)
        {
            await world.Microsoft.Teams.TapAsync(person, Soc, card.Id, button, null, stop);
        }
    }

    private async Task EndedAsync(RequestId id)
    {
        while (!await TriedAsync(async () => await store.FindAsync(id, stop) is { } request && RequestLifecycle.IsFinal(request.State)))
        {
            stop.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The request about this story's device that is meant; null when there is none after a while.</summary>
    private async Task<ResponseRequest?> FindAsync(Func<ResponseRequest, bool> which)
    {
        ResponseRequest? found = null;
        await TriedAsync(async () =>
        {
            found = (await MineAsync()).FirstOrDefault(which);
            return found is not null;
        });
        return found;
    }

    /// <returns>False when it did not come true while somebody looked.</returns>
    private async Task<bool> TriedAsync(Func<Task<bool>> look)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Look);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        try
        {
            while (!await look())
            {
                await ticks.WaitForNextTickAsync(patience.Token);
            }

            return true;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>What must be true of this story at its end.</summary>
    public IEnumerable<string> Violations(IReadOnlyCollection<ResponseRequest> requests)
    {
        var mine = Mine(requests).Where((request, index) => index == 0 || request.State != RequestState.Withdrawn);
        var expected = plot switch { Plot.Deny => "Denied", Plot.Withdraw => "Withdrawn", Plot.ApproveAndUndo => "Done Done", _ => "Done" };
        var ended = string.Join(' ', mine.Select(request => request.State.ToString()));
        if (ended != expected)
        {
            yield return $"{host} ({plot}) ended {ended} instead of {expected}";
        }

        foreach (var (type, calls) in new[] { ("Isolate", plot is Plot.Approve or Plot.ApproveAndUndo ? 1 : 0), ("Unisolate", plot == Plot.ApproveAndUndo ? 1 : 0) })
        {
            var done = world.Microsoft.ActionsOf(world.Microsoft.Tenants.Contoso).Count(action => action.Device.IsNamed(host) && action.Type == type);
            if (done != calls)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{host} ({plot}): Defender carried out {done} times {type} instead of {calls}");
            }
        }
    }
}
