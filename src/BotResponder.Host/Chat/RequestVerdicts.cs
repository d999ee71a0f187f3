using System.Collections.Immutable;
using BotResponder.Core.BreakGlass;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Host.Cards;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Chat;

/// <summary>Approve, deny, withdraw, review a broken glass, done: the taps that are a decision; and the look at a card as it is now, which is none.</summary>
internal sealed class RequestVerdicts(
    DecidingTaps taps, RequestViewing viewing, RequestCards cards, ILogger<RequestVerdicts> log)
{
    private const int LongestComment = 500;

    /// <param name="viewers">The Teams id of who tapped: her client goes on fetching the card.</param>
    public async Task<InvokeAnswer> AnswerAsync(Tap tap, CardTap data, ImmutableArray<string> viewers, CancellationToken cancellationToken)
    {
        var comment = data.Get(CardVerbs.Comment);
        if (comment is { Length: > LongestComment })
        {
            return Refusal(new Problem.Malformed($"The comment has {comment.Length} characters; at most {LongestComment} fit. Your answer was not counted."));
        }

        // What a client does by itself is a look, whatever else it says.
        var result = data.Trigger == CardTrigger.Automatic || data.Verb == CardVerbs.Refresh
            ? await viewing.FindAsync(tap, cancellationToken)
            : await taps.RunAsync(data.Verb, tap, comment, cancellationToken);
        if (result.TryGetValue(out var moved, out var problem))
        {
            return Show(moved, tap, null, viewers);
        }

        log.TapRefused(data.Verb, problem.Code);
        return await RefuseAsync(tap, problem, viewers, cancellationToken);
    }

    /// <summary>Somebody was faster, or the time is over: the person sees the card as it is now, and why her tap did not count. Anything else is a red bar.</summary>
    private async Task<InvokeAnswer> RefuseAsync(Tap tap, Problem problem, ImmutableArray<string> viewers, CancellationToken cancellationToken) =>
        problem is Problem.Conflict && (await viewing.FindAsync(tap, cancellationToken)).TryGetValue(out var request, out _)
            ? Show(request, tap, problem, viewers)
            : Refusal(problem);

    private InvokeAnswer.Card Show(ResponseRequest request, Tap tap, Problem? notice, ImmutableArray<string> viewers) =>
        new(cards.Of(request, tap.Person.Id, notice, viewers));

    private static InvokeAnswer.Error Refusal(Problem problem) => new(400, problem.Code, CardText.Theirs(problem.Sentence, 1000));
}

/// <summary>The use case behind each button that decides.</summary>
internal sealed class DecidingTaps(ReviewRequest review, WithdrawRequest withdraw, ReviewGlass glass, HandBackTask handBack)
{
    public async Task<Result<ResponseRequest>> RunAsync(string verb, Tap tap, string? comment, CancellationToken cancellationToken) => verb switch
    {
        CardVerbs.Approve => await review.RunAsync(tap, approves: true, comment, cancellationToken),
        CardVerbs.Deny => await review.RunAsync(tap, approves: false, comment, cancellationToken),
        CardVerbs.ReviewedOk => await glass.RunAsync(tap, isRight: true, comment, cancellationToken),
        CardVerbs.ReviewedNotOk => await glass.RunAsync(tap, isRight: false, comment, cancellationToken),
        CardVerbs.Withdraw => await withdraw.RunAsync(tap, cancellationToken),
        CardVerbs.Done => await handBack.RunAsync(tap, cancellationToken),
        _ => new Problem.Malformed("I do not know that button any more. Nothing was done."),
    };
}
