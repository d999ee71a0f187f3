using BotResponder.Core.Ledgers;
using BotResponder.Core.Requests;
using BotResponder.Journeys.Processes;
using BotResponder.Journeys.Rebuild;
using BotResponder.Journeys.World;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys.Kill;

/// <summary>What must be true once a story that a kill interrupted has come to its end.</summary>
/// <remarks>
/// Teams has no idempotency key for messages and lets a bot list none. A bot that dies after a card was sent and before its id was stored therefore sends
/// that card a second time, and cannot find the first one again: an orphan, at most one in a conversation for a kill. It heals when somebody's client
/// shows it: the client asks for it anew, as for every unfinished card, and from then on the bot knows it. So here clients look, and then nobody sees an unfinished card.
/// </remarks>
internal sealed class KillInspection(ProofWorld world, Device device, RequestId id, CancellationToken stop)
{
    public async Task<Inspected> RunAsync(bool mayHaveOrphan)
    {
        if (await world.Store.FindAsync(id, stop) is not { } request)
        {
            return new([$"{device.HostName}: what was asked is lost"], 0, 0);
        }

        var copies = await world.Store.CopiesAsync(id, stop);
        var cards = new KillCards(world, request.Code);
        var orphans = cards.Sent().Where(card => !copies.Any(copy => copy.ActivityId == card.Message.Id)).ToList();
        List<string> violations =
        [
            .. request.State == RequestState.Done ? Array.Empty<string>() : [$"{request.Code} is {request.State}"],
            .. CallViolations(),
            .. copies.Where(copy => copy.ActivityId is null || copy.IsLost).Select(copy => $"the card in {copy.Conversation} was never sent"),
            .. cards.Running().Where(card => !orphans.Any(orphan => orphan.Message.Id == card.Message.Id)).Select(card => $"left behind: {card}"),
            .. orphans.GroupBy(orphan => orphan.Conversation.Name, StringComparer.Ordinal).Where(place => place.Count() > (mayHaveOrphan ? 1 : 0))
                .Select(place => $"{place.Count()} cards of {request.Code} in {place.Key} are known to nobody"),
        ];
        foreach (var orphan in orphans)
        {
            violations.AddRange(await LookAsync(orphan));
        }

        var running = await RunningAsync(cards);
        foreach (var orphan in orphans)
        {
            violations.AddRange(await TapAsync(orphan));
        }

        await world.IdleAsync(stop);
        violations.AddRange([.. running.Select(card => $"still running: {card}"), .. await LeftoversAsync(), .. await Rebuilt.DifferencesAsync(world.Store, stop)]);
        return new(violations, orphans.Count, running.Count);
    }

    /// <summary>The client of somebody whom the card names shows it, and asks for it anew.</summary>
    private async Task<IEnumerable<string>> LookAsync(SeenCard orphan)
    {
        if (CardFacts.IsDone(orphan.Message))
        {
            return [];
        }

        foreach (var person in orphan.Conversation.Members)
        {
            if (await world.Microsoft.Teams.RefreshAsync(person, orphan.Conversation, orphan.Message.Id, stop) is { } answer)
            {
                return answer.Body.Contains("Done at", StringComparison.Ordinal) ? [] : [$"a look at a second card was answered with {answer.Status}: {answer.Body}"];
            }
        }

        return [$"nobody's client asks anew for {orphan}"];
    }

    /// <summary>The cards that somebody still sees unfinished after a while.</summary>
    private async Task<IReadOnlyList<SeenCard>> RunningAsync(KillCards cards)
    {
        IReadOnlyList<SeenCard> running = [];
        try
        {
            await Waiting.UntilAsync("every card is final", () => Task.FromResult((running = [.. cards.Running()]).Count == 0), stop);
        }
        catch (TimeoutException)
        {
            // They are the finding.
        }

        return running;
    }

    /// <summary>Somebody's screen still shows the orphan as it was, and she taps what her client had fetched for it.</summary>
    private async Task<IEnumerable<string>> TapAsync(SeenCard orphan)
    {
        if (!CardFacts.IsOpen(orphan.Message))
        {
            // Sent while nobody could decide any more: there is nothing to tap, and what her client fetches was looked at above.
            return [];
        }

        var button = CardLooks.Forged(orphan.Message.Card, "approve")!;
        var answer = await world.Microsoft.Teams.TapAsync(orphan.Reader, orphan.Conversation, orphan.Message.Id, button, null, stop);
        return answer.Body.Contains("is already done", StringComparison.Ordinal) && answer.Body.Contains("Done at", StringComparison.Ordinal)
            ? []
            : [$"a tap on a second card was answered with {answer.Status}: {answer.Body}"];
    }

    private IEnumerable<string> CallViolations()
    {
        var calls = world.CallsTo(device, "isolate");
        if (calls != 1)
        {
            yield return $"Defender was called {calls} times for {device.HostName}";
        }

        if (!world.Microsoft.IsIsolated(device))
        {
            yield return $"{device.HostName} is not isolated";
        }
    }

    private async Task<IEnumerable<string>> LeftoversAsync()
    {
        List<string> left = [];
        foreach (var prefix in new[] { LedgerRows.OutboxPrefix, "lane|", "ask|" })
        {
            left.AddRange((await world.Store.RowsAsync(prefix, stop)).Where(row => !StoreReader.WaitsForItsTime(row)).Select(row => $"{row.Key.Row} is left over"));
        }

        var depth = await world.Store.DepthAsync(stop);
        return depth.Parked == 0 ? left : [.. left, $"{depth.Parked} work items are parked"];
    }
}

/// <param name="Violations">What a promise says and is not so.</param>
/// <param name="Orphans">Cards whose sending the bot did not live to note.</param>
/// <param name="Running">Cards that somebody still sees unfinished.</param>
internal sealed record Inspected(IReadOnlyList<string> Violations, int Orphans, int Running);
