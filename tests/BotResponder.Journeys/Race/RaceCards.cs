using System.Text.Json;
using BotResponder.Core.Requests;
using BotResponder.Journeys.Processes;
using BotResponder.Journeys.World;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys.Race;

/// <summary>Looks at every card once the races are over: none that the bots know of may be behind.</summary>
internal sealed class RaceCards(ProofWorld world, CancellationToken stop)
{
    private static readonly string[] Endings = ["Done at", "Denied at", "Withdrawn at", "Expired at"];

    /// <returns>The cards that are behind, and the number of cards that the bots do not know of.</returns>
    public async Task<(IReadOnlyList<string> Behind, int Orphans)> InspectAsync()
    {
        var known = await KnownAsync();
        List<string> behind = [.. known.Where(copy => copy.ActivityId is null || copy.IsLost).Select(copy => $"a card in {copy.Conversation} was never sent")];
        var ids = known.Select(copy => copy.ActivityId).ToHashSet(StringComparer.Ordinal);
        var orphans = 0;
        foreach (var conversation in world.Microsoft.Teams.Conversations)
        {
            var reader = new[] { Cast.Eve, Cast.Bo, Cast.Cy }.FirstOrDefault(conversation.Members.Contains);
            foreach (var message in reader is null ? [] : world.Microsoft.Teams.ViewFor(reader, conversation))
            {
                if (message.Author is not null || message.Card is null || Chat.CodeOn(message).Length == 0)
                {
                    continue;
                }

                if (!ids.Contains(message.Id))
                {
                    orphans++;
                }
                else if (!Endings.Any(ending => Chat.Shown(message).Contains(ending, StringComparison.Ordinal)))
                {
                    behind.Add($"a card in {conversation.Name} is left behind: {CardFacts.Headline(message)}");
                }
            }
        }

        return (behind, orphans);
    }

    private async Task<IReadOnlyList<CardCopy>> KnownAsync() =>
    [
        .. (await world.Store.RowsAsync("sent|", stop)).SelectMany(row => JsonSerializer.Deserialize(row.Body, RequestJson.Default.SentCards)!.Copies),
    ];
}
