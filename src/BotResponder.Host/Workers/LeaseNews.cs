using BotResponder.Core.Containments;
using BotResponder.Core.Customers;
using BotResponder.Core.Requests;
using BotResponder.Host.Cards;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;
using BotResponder.Teams.Connector;

namespace BotResponder.Host.Workers;

/// <summary>Says in a request's conversation that its end is near, or what became of that end where no card says it.</summary>
internal sealed class LeaseNews(RequestBook requests, RequestCards cards, CustomerDirectory customers, CardPlaces places, TeamsNews teams)
{
    private const int LongestNote = 1000;

    /// <summary>Says how it stands now. May say it twice after a crash: better than not at all.</summary>
    /// <exception cref="NewsNotSaidException">Teams may take it next time.</exception>
    public async Task SayAsync(RequestId id, CancellationToken cancellationToken)
    {
        if (await requests.FindAsync(id, cancellationToken) is { Lease: { } lease } request
            && Text(request, lease) is { } text
            && await places.FindAsync(request, request.Asked.Conversation, cancellationToken) is { } place)
        {
            await teams.SayAsync(place, new OutgoingMessage.Text(text), id.Value, cancellationToken);
        }
    }

    private CardText? Text(ResponseRequest request, Lease lease)
    {
        var what = CardText.Ours($"{CardText.TheirName(request.Requester.Name, 80)}, about {CardText.Theirs(request.Code.Value)} ({CardText.TheirName(request.Subject, 80)})");
        var zone = customers.Find(request.Customer)?.TimeZone ?? TimeZoneInfo.Utc;
        return lease switch
        {
            { Note: { } note } => CardText.Ours($"{what}: {CardText.Theirs(note, LongestNote)}"),
            { Ends: { } ends } => CardText.Ours(
                $"{what}: {RequestLease.Until(cards.LastsOf(request.Action), zone, ends)}. To keep it longer type **extend {CardText.Theirs(request.Code.Value)} for 4h because** and why."),
            _ => null,
        };
    }
}

/// <summary>Tells a customer's first channel what is still contained.</summary>
internal sealed class ContainedNews(ContainedPages pages, CustomerDirectory customers, People.ChatBook book, TeamsNews teams)
{
    /// <param name="partition">The customer's.</param>
    /// <exception cref="NewsNotSaidException">Teams may take it next time.</exception>
    public async Task SayAsync(string partition, CancellationToken cancellationToken)
    {
        if (customers.All.FirstOrDefault(each => Core.Ledgers.LedgerRows.Partition(each.Id) == partition) is { FirstChannel: { } channel } customer
            && await pages.FindAsync(customer, page: 1, cancellationToken) is { } page
            && await book.FindAsync(channel, cancellationToken) is { } place)
        {
            await teams.SayAsync(place, new OutgoingMessage.Card(page.Card, page.Summary), PostContained.Work.Value, cancellationToken);
        }
    }
}

/// <summary>Sends what nobody asked for at this moment.</summary>
internal sealed class TeamsNews(ConnectorClient connector, ILogger<TeamsNews> log)
{
    /// <param name="about">For the log.</param>
    /// <exception cref="NewsNotSaidException">Teams has certainly not shown it, and may next time.</exception>
    public async Task SayAsync(ConversationReference place, OutgoingMessage message, string about, CancellationToken cancellationToken)
    {
        switch (await connector.SendAsync(place, message, null, cancellationToken))
        {
            case ConnectorAnswer<string>.Done:
                break;
            case ConnectorAnswer<string>.Throttled or ConnectorAnswer<string>.Failed { Transient: true, MayHaveHappened: false }:
                throw new NewsNotSaidException(about);
            case var lost:
                log.NewsLost(about, lost.GetType().Name);
                break;
        }
    }
}

/// <summary>Teams did not take it. Trying again is safe.</summary>
internal sealed class NewsNotSaidException(string about) : Exception($"What there is to say about {about} could not be said.");
