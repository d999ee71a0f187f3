using BotResponder.Host.Workers;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;
using BotResponder.Teams.Connector;
using Microsoft.Extensions.Options;

namespace BotResponder.Host.Inbox;

/// <summary>Puts a turn aside that failed too often, and says so to whoever waits for it.</summary>
internal sealed class TurnParking(ActivityInbox inbox, ConnectorClient connector, IOptions<WorkOptions> options, ILogger<TurnParking> log)
{
    private const int LongestSentence = 300;

    public ILogger Log => log;

    /// <returns>False when it may be begun again.</returns>
    public async Task<bool> TryParkAsync(InboxItem item)
    {
        if (item.Entry.Runs < options.Value.MostRuns)
        {
            return false;
        }

        log.TurnParked(item.Entry.Activity.Id ?? "-", item.Entry.Runs);
        await inbox.ParkAsync(item, CancellationToken.None);
        await TellAsync(item.Entry);
        return true;
    }

    internal static string Sentence(int runs) =>
        $"I could not finish this: it failed {runs} times and is put aside. Please ask again in a while; if it fails again, tell whoever runs this bot.";

    /// <summary>Once, if Teams takes it: what failed so often may be Teams itself.</summary>
    private async Task TellAsync(InboxEntry entry)
    {
        if (entry.Activity.Type is not (ActivityTypes.Message or ActivityTypes.Invoke) || ConversationReference.FromActivity(entry.Activity) is not { } place)
        {
            return;
        }

        var said = await connector.SendAsync(place, new OutgoingMessage.Text(CardText.Theirs(Sentence(entry.Runs), LongestSentence)), null, CancellationToken.None);
        if (said is not ConnectorAnswer<string>.Done)
        {
            log.SenderNotTold(entry.Activity.Id ?? "-", said.GetType().Name);
        }
    }
}
