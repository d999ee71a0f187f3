using BotResponder.Core.Requests;
using BotResponder.Core.Work;
using BotResponder.Host.Cards;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;
using BotResponder.Teams.Connector;

namespace BotResponder.Host.Workers;

/// <summary>Says in a request's conversation that work for it is parked.</summary>
internal sealed class WorkAlarm(RequestBook requests, ParkedWork parked, CardPlaces places, ConnectorClient connector, ILogger<WorkAlarm> log)
{
    /// <summary>Longer than what can be parked of one request.</summary>
    private const int LongestSentence = 1000;

    /// <summary>Says what is parked now; nothing when it was brought back meanwhile. May say it twice: better than not at all.</summary>
    /// <exception cref="AlarmNotSaidException">Teams may take it next time.</exception>
    public async Task SayAsync(RequestId id, CancellationToken cancellationToken)
    {
        if (await requests.FindAsync(id, cancellationToken) is not { } request
            || await parked.ListAsync(request.Customer, id, cancellationToken) is not [_, ..] entries
            || await places.FindAsync(request, request.Asked.Conversation, cancellationToken) is not { } place)
        {
            return;
        }

        var message = new OutgoingMessage.Text(CardText.Theirs(Sentence(request.Code, entries), LongestSentence));
        switch (await connector.SendAsync(place, message, null, cancellationToken))
        {
            case ConnectorAnswer<string>.Done:
                break;
            case ConnectorAnswer<string>.Throttled or ConnectorAnswer<string>.Failed { Transient: true, MayHaveHappened: false }:
                throw new AlarmNotSaidException(id);
            case var lost:
                log.AlarmLost(id, lost.GetType().Name);
                break;
        }
    }

    internal static string Sentence(ShortCode code, IEnumerable<ParkedEntry> entries) => string.Join(' ', entries
        .Select(entry => $"{code}: {entry.What} failed {entry.Runs} times and is parked.").Distinct(StringComparer.Ordinal)
        .Append("Nothing more happens by itself; whoever runs the bot must look at it."));
}

/// <summary>Teams did not take an alarm. Trying again is safe.</summary>
internal sealed class AlarmNotSaidException(RequestId request) : Exception($"The alarm about {request} could not be said.");
