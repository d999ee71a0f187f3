using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Host.Cards;
using BotResponder.Host.Inbox;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Chat;

/// <summary>Answers a tap from the store: at most one decision, never a call to Microsoft. What needs one is taken into the inbox and done afterwards.</summary>
internal sealed class CardTapAnswer(ChatRooms rooms, RequestVerdicts verdicts, ActivityInbox inbox, TurnRunner turns, ILogger<CardTapAnswer> log)
{
    private static readonly InvokeAnswer Broken = new InvokeAnswer.Error(400, "malformed", CardText.Ours("I cannot read that button. Nothing was done: type help to go on by words."));

    public async Task<InvokeAnswer> AnswerAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (!CardTap.Read(activity).TryGetValue(out var tap, out _) || rooms.Enter(activity) is not { } chat)
        {
            return Broken;
        }

        try
        {
            return tap.Verb switch
            {
                CardVerbs.Answer or CardVerbs.CancelQuestion => await LaterAsync(activity, CardText.Ours("Taken. Working on it."), cancellationToken),
                CardVerbs.Undo when tap.Get(CardVerbs.Request) is not null => await LaterAsync(activity, CardText.Ours("Asking to undo it. A card will follow."), cancellationToken),
                _ when tap.Get(CardVerbs.Request) is { } id => await verdicts.AnswerAsync(new(new(id), chat.Person, chat.Conversation, chat.ActivityId), tap, cancellationToken),
                _ => Broken,
            };
        }
#pragma warning disable CA1031 // The one catch of a tap: the person sees a sentence and an id, never a stack trace.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.TapFailed(exception, tap.Verb, chat.ActivityId);
            return new InvokeAnswer.Error(500, "failed", CardText.Ours($"That did not work, and I cannot say whether it counted. Please look at the card again in a moment. Error id: {CardText.Theirs(chat.ActivityId)}"));
        }
    }

    private async Task<InvokeAnswer> LaterAsync(Activity activity, CardText sentence, CancellationToken cancellationToken)
    {
        if (await inbox.TakeAsync(activity, cancellationToken) is { } item)
        {
            turns.Start(item);
        }

        return new InvokeAnswer.Message(sentence);
    }
}

/// <summary>Approve, deny, withdraw: the taps that are a decision.</summary>
internal sealed class RequestVerdicts(
    ReviewRequest review, WithdrawRequest withdraw, RequestBook requests, RequestCards cards, ILogger<RequestVerdicts> log)
{
    private const int LongestComment = 500;

    public async Task<InvokeAnswer> AnswerAsync(Tap tap, CardTap data, CancellationToken cancellationToken)
    {
        var comment = data.Get(CardVerbs.Comment);
        if (comment is { Length: > LongestComment })
        {
            return Refusal(new Problem.Malformed($"The comment has {comment.Length} characters; at most {LongestComment} fit. Your answer was not counted."));
        }

        var result = data.Verb switch
        {
            CardVerbs.Approve => await review.RunAsync(tap, approves: true, comment, cancellationToken),
            CardVerbs.Deny => await review.RunAsync(tap, approves: false, comment, cancellationToken),
            CardVerbs.Withdraw => await withdraw.RunAsync(tap, cancellationToken),
            _ => new Problem.Malformed("I do not know that button any more. Nothing was done."),
        };
        if (result.TryGetValue(out var moved, out var problem))
        {
            return Show(moved, null);
        }

        log.TapRefused(data.Verb, problem.Code);
        return await RefuseAsync(tap, problem, cancellationToken);
    }

    /// <summary>Somebody was faster, or the time is over: the person sees the card as it is now, and why her tap did not count. Anything else is a red bar.</summary>
    private async Task<InvokeAnswer> RefuseAsync(Tap tap, Problem problem, CancellationToken cancellationToken) =>
        problem is Problem.Conflict && await requests.FindAsync(tap.Request, cancellationToken) is { } request
            ? Show(request, problem)
            : Refusal(problem);

    private InvokeAnswer Show(ResponseRequest request, Problem? notice) =>
        new InvokeAnswer.Card(cards.Render(request, notice).Card);

    private static InvokeAnswer.Error Refusal(Problem problem) => new(400, problem.Code, CardText.Theirs(problem.Sentence, 1000));
}
