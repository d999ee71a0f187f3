using BotResponder.Core.Actions;
using BotResponder.Core.Requests;
using BotResponder.Core.Work;
using BotResponder.Host.Cards;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Connector;

namespace BotResponder.Host.Workers;

/// <summary>Answers in a request's thread what nobody asked for and somebody must read: a card that changes far above is not seen.</summary>
internal sealed class ThreadNews(RequestBook requests, ActionCatalog catalog, CardPlaces places, ConnectorClient connector, ILogger<ThreadNews> log)
{
    /// <summary>Says it once, and again only when Teams has certainly not shown it or the bot did not live to note that it had.</summary>
    /// <exception cref="NewsNotSaidException">Teams may take it next time.</exception>
    public async Task SayAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        if (await requests.FindAsync(entry.Request, cancellationToken) is not { } request
            || RequestNewsText.Of(request, entry.Operation, catalog.Find(request.Action)?.Descriptor) is not { } text
            || await places.FindAsync(request, request.Asked.Conversation, cancellationToken) is not { } place)
        {
            return;
        }

        switch (await connector.SendAsync(place, new OutgoingMessage.Text(text), null, cancellationToken))
        {
            case ConnectorAnswer<string>.Done:
                break;
            case ConnectorAnswer<string>.Throttled or ConnectorAnswer<string>.Failed { Transient: true, MayHaveHappened: false }:
                throw new NewsNotSaidException(entry.Request);
            case var lost:
                log.NewsLost(entry.Request, lost.GetType().Name);
                break;
        }
    }
}

/// <summary>Teams did not take a message. Trying again is safe.</summary>
internal sealed class NewsNotSaidException(RequestId request) : Exception($"What is new about {request} could not be said.");
