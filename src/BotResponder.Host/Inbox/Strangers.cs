using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;
using BotResponder.Teams.Connector;

namespace BotResponder.Host.Inbox;

/// <summary>Answers tenants that are no customer's: one neutral sentence a conversation and day. Nothing of it is stored, so a restart and every replica begin anew.</summary>
internal sealed class Strangers(ConnectorClient connector, TimeProvider time, ILogger<Strangers> log)
{
    /// <summary>How long a conversation is remembered as answered.</summary>
    internal static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    /// <summary>The most conversations that are answered in that time: more is a flood, and gets silence.</summary>
    internal const int MostAnswered = 1000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Dictionary<string, long> _answered = new(StringComparer.Ordinal);

    /// <summary>The same for everybody who is not known, whatever she asked.</summary>
    internal static CardText Sentence { get; } = CardText.Ours("I do not work here yet. Please ask the people who run this bot.");

    /// <summary>Does not wait for Teams.</summary>
    public void Answer(Activity activity)
    {
        if (activity is not ({ Type: ActivityTypes.Message } or { Type: ActivityTypes.InstallationUpdate, Action: "add" })
            || ConversationReference.FromActivity(activity) is not { } place || !IsFirst(place))
        {
            return;
        }

        log.UnknownTenant(activity.Type, place.TenantId);
        _ = SayAsync(place);
    }

    private bool IsFirst(ConversationReference place)
    {
        var key = $"{place.TenantId}\n{place.ChannelOrChatId()}";
        lock (_answered)
        {
            if (_answered.TryGetValue(key, out var answeredAt) && time.GetElapsedTime(answeredAt) < Memory)
            {
                return false;
            }

            if (_answered.Count >= MostAnswered)
            {
                ForgetOld();
            }

            if (_answered.Count >= MostAnswered)
            {
                return false;
            }

            _answered[key] = time.GetTimestamp();
            return true;
        }
    }

    private void ForgetOld()
    {
        foreach (var old in _answered.Where(each => time.GetElapsedTime(each.Value) >= Memory).Select(each => each.Key).ToList())
        {
            _answered.Remove(old);
        }
    }

    private async Task SayAsync(ConversationReference place)
    {
        using var deadline = new CancellationTokenSource(Patience, time);
        try
        {
            var said = await connector.SendAsync(place, new OutgoingMessage.Text(Sentence), null, deadline.Token);
            if (said is not ConnectorAnswer<string>.Done)
            {
                log.StrangerNotTold(said.GetType().Name);
            }
        }
        catch (OperationCanceledException)
        {
            log.StrangerNotTold("TimedOut");
        }
    }
}
