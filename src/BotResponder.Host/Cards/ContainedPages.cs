using BotResponder.Core.Containments;
using BotResponder.Core.Customers;
using BotResponder.Core.Requests;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>Reads a page of the register, with the end of each.</summary>
internal sealed class ContainedPages(ContainmentRegister register, RequestBook requests, RequestCards cards, TimeProvider time)
{
    /// <summary>More are counted as so many; a page that far back nobody reads.</summary>
    private const int Most = 500;

    /// <summary>Null when nothing is contained.</summary>
    public async Task<ContainedPage?> FindAsync(Customer customer, int page, CancellationToken cancellationToken)
    {
        var all = await register.ListAsync(customer.Id, Most, cancellationToken);
        if (all.Count == 0)
        {
            return null;
        }

        var shown = await Task.WhenAll(all.Skip((page - 1) * ContainedCard.Size).Take(ContainedCard.Size)
            .Select(async each => new ContainedLine(each, (await requests.FindAsync(each.Request, cancellationToken))?.Lease, cards.LastsOf(each.Action))));
        var (card, summary) = ContainedCard.Render(customer, shown, all.Count, page, time.GetUtcNow());
        return new(card, summary, ContainedCard.Pages(all.Count));
    }
}

internal sealed record ContainedPage(AdaptiveCard Card, CardText Summary, int Pages);
