using System.Collections.Immutable;
using BotResponder.Core.Approvals;
using BotResponder.Core.BreakGlass;
using BotResponder.Core.Customers;
using BotResponder.Core.People;
using BotResponder.Core.Requests;
using BotResponder.Host.People;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>Who looks at a card, who fetches it again by herself, and who is asked to act.</summary>
internal sealed class CardAudiences(ChatBook book, CustomerDirectory customers, TimeProvider time)
{
    /// <summary>As many as Teams lets one card name.</summary>
    private const int MostViewers = 60;

    /// <summary>The Teams ids of the approvers and, after them, the requester, as far as the bot has met them: their clients fetch the card by themselves.</summary>
    public async Task<ImmutableArray<string>> ViewersAsync(ResponseRequest request, CancellationToken cancellationToken)
    {
        var people = Approvers(request).Append(request.Requester.Id).Distinct().Take(MostViewers);
        return [.. (await KnownAsync(people, cancellationToken)).Select(person => person.TeamsId)];
    }

    /// <summary>Of a copy of the card: in somebody's own chat it is hers, elsewhere it is everybody's.</summary>
    public async Task<CardAudience> OfCopyAsync(ResponseRequest request, CardCopy copy, ImmutableArray<string> viewers, CancellationToken cancellationToken)
    {
        if (copy.Reader is { } reader)
        {
            return Of(request, reader, await book.FindAsync(reader, cancellationToken) is { } known ? [known.TeamsId] : viewers);
        }

        var awaited = customers.Find(request.Customer) is not { } customer ? []
            : request.State == RequestState.Pending ? ApprovalPlan.Asked(request, customer, time.GetUtcNow())
            : GlassRules.Awaited(request, customer);
        var mentions = (await KnownAsync(awaited, cancellationToken)).Select(person => new Mention(person.TeamsId, person.Name));
        return new(CardRole.Everybody, viewers) { MustAct = [.. mentions] };
    }

    /// <summary>Of the answer to a tap: she alone sees it.</summary>
    public CardAudience Of(ResponseRequest request, PersonId person, ImmutableArray<string> viewers) =>
        new(CardRoles.Of(request, customers.Find(request.Customer), person), viewers) { MayAct = customers.Find(request.Customer)?.MayAct(person) == true };

    private IEnumerable<PersonId> Approvers(ResponseRequest request) =>
        customers.Find(request.Customer)?.Approvers.OrderBy(person => person.ToString(), StringComparer.Ordinal) ?? Enumerable.Empty<PersonId>();

    private async Task<IEnumerable<KnownPerson>> KnownAsync(IEnumerable<PersonId> people, CancellationToken cancellationToken) =>
        (await Task.WhenAll(people.Select(person => book.FindAsync(person, cancellationToken)))).OfType<KnownPerson>();
}
