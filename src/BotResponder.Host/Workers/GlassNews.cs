using BotResponder.Core.BreakGlass;
using BotResponder.Core.Customers;
using BotResponder.Core.Requests;
using BotResponder.Core.Work;
using BotResponder.Host.Cards;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Workers;

/// <summary>Says loudly what is wrong with a broken glass: that nobody reviews it, or that a reviewer found it broken without need.</summary>
internal sealed class GlassNews(RequestBook requests, RequestCards cards, CustomerDirectory customers, Announcements announcements)
{
    private const int LongestComment = 500;

    /// <summary>Nothing when it was reviewed meanwhile.</summary>
    public async Task<WorkResult> AlarmAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        if (await requests.FindAsync(entry.Request, cancellationToken) is { AwaitsReview: true, Glass: { } glass } request)
        {
            var code = CardText.Theirs(request.Code.Value);
            await TellAllAsync(request, CardText.Ours(
                $"**Alarm: not reviewed.** {CardText.TheirName(request.Requester.Name, 80)} broke the glass at {CardParts.Time(request.CreatedAt)} for {What(request)} ({code}). It ran without approval, and the review of {CardText.Theirs(glass.Missing)} has been missing since {CardParts.Time(glass.ReviewBy)}. Approvers, look at it and type **reviewed {code} ok** or **reviewed {code} not ok because** and why."), cancellationToken);
        }

        return WorkResult.Done;
    }

    /// <param name="entry">Its operation is the verdict's place.</param>
    public async Task<WorkResult> SayVerdictAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        if (await requests.FindAsync(entry.Request, cancellationToken) is { Glass: { } glass } request && entry.Operation < glass.Verdicts.Length)
        {
            var (verdict, code) = (glass.Verdicts[entry.Operation], CardText.Theirs(request.Code.Value));
            var undo = request.HoldsAny ? CardText.Ours($" To take it back, type **undo {code}** or tap Undo on its card.") : CardText.Empty;
            await announcements.SayAsync(request, CardText.Ours(
                $"**Not ok:** {CardText.TheirName(verdict.Reviewer.Name, 80)} reviewed {code} ({What(request)}), for which {CardText.TheirName(request.Requester.Name, 80)} broke the glass, and found that it was not right: “{CardText.Theirs(verdict.Comment ?? "", LongestComment)}”.{undo}"), cancellationToken);
        }

        return WorkResult.Done;
    }

    private async Task TellAllAsync(ResponseRequest request, CardText text, CancellationToken cancellationToken)
    {
        await announcements.SayAsync(request, text, cancellationToken);
        if (customers.Find(request.Customer) is { } customer)
        {
            await announcements.TellAsync(request, GlassRules.Awaited(request, customer), text, cancellationToken);
        }
    }

    private CardText What(ResponseRequest request) => CardText.Ours($"{CardText.Theirs(cards.TitleOf(request.Action))}: {CardText.TheirName(request.Subject, 80)}");
}
