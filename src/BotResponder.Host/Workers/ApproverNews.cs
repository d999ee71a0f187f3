using System.Collections.Immutable;
using BotResponder.Core.Approvals;
using BotResponder.Core.Customers;
using BotResponder.Core.People;
using BotResponder.Core.Requests;
using BotResponder.Core.Work;
using BotResponder.Host.Cards;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Workers;

/// <summary>Turns to approvers once more while a request waits: cards for whom the next step of its ladder asks, one reminder for those who have not answered.</summary>
internal sealed class ApproverNews(RequestBook requests, CustomerDirectory customers, CardRefresher cards, RequestCards words, Announcements announcements)
{
    /// <summary>Nothing when somebody has decided meanwhile.</summary>
    /// <param name="entry">Its operation says which milestone of the request's plan was passed.</param>
    public async Task<WorkResult> AskAgainAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        if (await requests.FindAsync(entry.Request, cancellationToken) is not { State: RequestState.Pending } request
            || customers.Find(request.Customer) is not { } customer)
        {
            return WorkResult.Done;
        }

        var plan = ApprovalPlan.Of(request);

        // Who is asked by then, whenever this is done: the instant that was planned counts, not the worker's clock.
        ImmutableArray<PersonId> asked = [.. ApprovalPlan.Asked(request, customer, plan[entry.Operation].At)];
        await (plan[entry.Operation].Step is { } step
            ? EscalateAsync(request, step, asked, cancellationToken)
            : announcements.TellAsync(request, asked, Remind(request), cancellationToken));
        return WorkResult.Done;
    }

    private async Task EscalateAsync(ResponseRequest request, EscalationStep step, ImmutableArray<PersonId> asked, CancellationToken cancellationToken)
    {
        await cards.AddReadersAsync(request, asked, cancellationToken);
        var roles = string.Join(" and ", step.Roles.Select(role => Roles.Describe(role) + "s"));
        await announcements.SayAsync(request, CardText.Ours(
            $"{CardText.Theirs(request.Code.Value)} still waits ({What(request)}), so {CardText.Theirs(roles)} are asked now as well. {RequestSilence.Sentence(request)}"), cancellationToken);
    }

    private CardText Remind(ResponseRequest request)
    {
        var code = CardText.Theirs(request.Code.Value);
        return CardText.Ours(
            $"**Reminder:** {code} still waits for you: {What(request)}, asked by {CardText.TheirName(request.Requester.Name, 80)}. {RequestSilence.Sentence(request)} Use its card above, or type **approve {code}** or **deny {code}**.");
    }

    private CardText What(ResponseRequest request) => CardText.Ours($"{CardText.Theirs(words.TitleOf(request.Action))}: {CardText.TheirName(request.Subject, 80)}");
}
