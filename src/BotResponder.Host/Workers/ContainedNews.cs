using BotResponder.Core.Containments;
using BotResponder.Core.Customers;
using BotResponder.Core.Work;
using BotResponder.Host.Cards;
using BotResponder.Host.People;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Connector;

namespace BotResponder.Host.Workers;

/// <summary>Tells a customer's first channel what is still contained.</summary>
internal sealed class ContainedNews(ContainedPages pages, CustomerDirectory customers, ChatBook book, ConnectorClient connector, ILogger<ContainedNews> log)
{
    /// <summary>May say it twice after a crash: better than not at all.</summary>
    /// <exception cref="NotSaidException">Teams may take it next time.</exception>
    public async Task SayAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        if (customers.Find(PostContained.CustomerOf(entry.Request)) is not { FirstChannel: { } channel } customer
            || await pages.FindAsync(customer, page: 1, cancellationToken) is not { } page
            || await book.FindAsync(channel, cancellationToken) is not { } place)
        {
            return;
        }

        switch (await connector.SendAsync(place, new OutgoingMessage.Card(page.Card, page.Summary), null, cancellationToken))
        {
            case ConnectorAnswer<string>.Done:
                break;
            case ConnectorAnswer<string>.Throttled or ConnectorAnswer<string>.Failed { Transient: true, MayHaveHappened: false }:
                throw new NotSaidException(entry.Request);
            case var lost:
                log.AlarmLost(entry.Request, lost.GetType().Name);
                break;
        }
    }
}
