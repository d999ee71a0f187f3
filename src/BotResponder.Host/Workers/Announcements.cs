using BotResponder.Core.People;
using BotResponder.Core.Requests;
using BotResponder.Host.Cards;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;
using BotResponder.Teams.Connector;

namespace BotResponder.Host.Workers;

/// <summary>Says something about a request by itself: where it was asked, and to people in their own chats.</summary>
internal sealed class Announcements(CardPlaces places, ConnectorClient connector, ILogger<Announcements> log)
{
    /// <summary>Into the thread that asked. May say it twice: better than not at all.</summary>
    /// <exception cref="NotSaidException">Teams may take it next time.</exception>
    public async Task SayAsync(ResponseRequest request, CardText text, CancellationToken cancellationToken)
    {
        if (await places.FindAsync(request, request.Asked.Conversation, cancellationToken) is { } place && !await TryAsync(request, place, text, cancellationToken))
        {
            throw new NotSaidException(request.Id);
        }
    }

    /// <summary>To each in her own chat. Once somebody was told nobody is told again: then who could not be reached is only logged.</summary>
    /// <exception cref="NotSaidException">Nobody was told, and Teams may take it next time.</exception>
    public async Task TellAsync(ResponseRequest request, IEnumerable<PersonId> people, CardText text, CancellationToken cancellationToken)
    {
        var (told, later) = (0, 0);
        foreach (var person in people)
        {
            if (await places.FindChatAsync(request, person, cancellationToken) is not { } chat)
            {
                log.PersonNotTold(request.Id, person);
            }
            else if (await TryAsync(request, chat, text, cancellationToken))
            {
                told++;
            }
            else
            {
                log.PersonNotTold(request.Id, person);
                later++;
            }
        }

        if (told == 0 && later > 0)
        {
            throw new NotSaidException(request.Id);
        }
    }

    /// <returns>False when Teams has certainly not shown it, and may next time.</returns>
    private async Task<bool> TryAsync(ResponseRequest request, ConversationReference place, CardText text, CancellationToken cancellationToken)
    {
        switch (await connector.SendAsync(place, new OutgoingMessage.Text(text), null, cancellationToken))
        {
            case ConnectorAnswer<string>.Done:
                return true;
            case ConnectorAnswer<string>.Throttled or ConnectorAnswer<string>.Failed { Transient: true, MayHaveHappened: false }:
                return false;
            case var lost:
                log.AlarmLost(request.Id, lost.GetType().Name);
                return true;
        }
    }
}

/// <summary>Teams did not take what the bot had to say. Trying again is safe.</summary>
internal sealed class NotSaidException(RequestId request) : Exception($"What is to be said about {request} could not be said.");
