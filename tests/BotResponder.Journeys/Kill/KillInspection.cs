using BotResponder.Core.Ledgers;
using BotResponder.Core.Requests;
using BotResponder.Journeys.Processes;
using BotResponder.Journeys.Rebuild;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys.Kill;

/// <summary>What must be true once a story that a kill interrupted has come to its end.</summary>
/// <remarks>
/// Teams has no idempotency key for messages and lets a bot list none. A bot that dies after a card was sent and before its id was stored therefore sends
/// that card a second time, and cannot find the first one again: an orphan. Guaranteed is: at most one in a conversation for a kill, a tap on it changes nothing, and is answered
/// with the card as it really stands. Every card that the bot knows of is final.
/// </remarks>
internal sealed class KillInspection(ProofWorld world, Device device, RequestId id, CancellationToken stop)
{
    private static readonly CastMember[] Readers = [Cast.Ann, Cast.Bo, Cast.Cy];

    /// <returns>The violations, and the number of orphans.</returns>
    public async Task<(IReadOnlyList<string> Violations, int Orphans)> RunAsync(bool mayHaveOrphan)
    {
        if (await world.Store.FindAsync(id, stop) is not { } request)
        {
            return ([$"{device.HostName}: what was asked is lost"], 0);
        }

        var (behind, orphans) = await CardsAsync(request);
        foreach (var (reader, conversation, orphan) in orphans)
        {
            behind.AddRange(await TapAsync(reader, conversation, orphan));
        }

        await world.IdleAsync(stop);
        List<string> violations =
        [
            .. request.State == RequestState.Done ? Array.Empty<string>() : [$"{request.Code} is {request.State}"],
            .. CallViolations(),
            .. behind,
            .. orphans.GroupBy(orphan => orphan.Conversation.Name, StringComparer.Ordinal).Where(place => place.Count() > (mayHaveOrphan ? 1 : 0))
                .Select(place => $"{place.Count()} cards of {request.Code} in {place.Key} are known to nobody"),
            .. await LeftoversAsync(),
            .. await Rebuilt.DifferencesAsync(world.Store, stop),
        ];
        return (violations, orphans.Count);
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

    private async Task<(List<string> Behind, List<(CastMember Reader, TeamsConversation Conversation, MessageView Message)> Orphans)> CardsAsync(ResponseRequest request)
    {
        var copies = await world.Store.CopiesAsync(id, stop);
        List<string> behind = [.. copies.Where(copy => copy.ActivityId is null || copy.IsLost).Select(copy => $"the card in {copy.Conversation} was never sent")];
        List<(CastMember, TeamsConversation, MessageView)> orphans = [];
        foreach (var conversation in world.Microsoft.Teams.Conversations)
        {
            var reader = Readers.FirstOrDefault(conversation.Members.Contains);
            foreach (var message in reader is null ? [] : world.Microsoft.Teams.ViewFor(reader, conversation).Where(message => IsCardOf(request, message)))
            {
                if (!copies.Any(copy => copy.ActivityId == message.Id))
                {
                    orphans.Add((reader!, conversation, message));
                }
                else if (!CardFacts.IsDone(message))
                {
                    behind.Add($"a card in {conversation.Name} is left behind: {CardFacts.Headline(message)}");
                }
            }
        }

        return (behind, orphans);
    }

    /// <summary>Somebody finds the orphan and taps what it offers.</summary>
    private async Task<IEnumerable<string>> TapAsync(CastMember reader, TeamsConversation conversation, MessageView orphan)
    {
        if (CardReader.Action(orphan.Card, "approve") is not { } button)
        {
            return CardFacts.IsDone(orphan) ? [] : [$"a card that nobody knows of shows neither the outcome nor a button: {CardFacts.Headline(orphan)}"];
        }

        var answer = await world.Microsoft.Teams.TapAsync(reader, conversation, orphan.Id, button, null, stop);
        return answer.Body.Contains("is already done", StringComparison.Ordinal) && answer.Body.Contains("Done at", StringComparison.Ordinal)
            ? []
            : [$"a tap on a second card was answered with {answer.Status}: {answer.Body}"];
    }

    private async Task<IEnumerable<string>> LeftoversAsync()
    {
        List<string> left = [];
        foreach (var prefix in new[] { LedgerRows.OutboxPrefix, "lane|", "ask|" })
        {
            left.AddRange((await world.Store.RowsAsync(prefix, stop)).Select(row => $"{row.Key.Row} is left over"));
        }

        var depth = await world.Store.DepthAsync(stop);
        return depth.Parked == 0 ? left : [.. left, $"{depth.Parked} work items are parked"];
    }

    private static bool IsCardOf(ResponseRequest request, MessageView message) =>
        message.Author is null && message.Card?.Contains(request.Code.Value, StringComparison.Ordinal) == true;
}
