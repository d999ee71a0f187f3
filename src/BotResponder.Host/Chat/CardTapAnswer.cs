using System.Collections.Immutable;
using BotResponder.Core.Requests;
using BotResponder.Host.Cards;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Chat;

/// <summary>Answers a tap from the store: at most one decision, never a call to Microsoft. What needs one is taken into the inbox and done afterwards.</summary>
internal sealed class CardTapAnswer(ChatRooms rooms, RequestVerdicts verdicts, LaterTaps later, CardAdoption adoption, ILogger<CardTapAnswer> log)
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
                CardVerbs.Answer or CardVerbs.CancelQuestion or CardVerbs.Undo when tap.Trigger == CardTrigger.Automatic => Broken,
                CardVerbs.Answer or CardVerbs.CancelQuestion => await later.TakeAsync(activity, CardText.Ours("Taken. Working on it."), cancellationToken),
                CardVerbs.Undo when tap.Get(CardVerbs.Request) is not null => await later.TakeAsync(activity, CardText.Ours("Asking to undo it. A card will follow."), cancellationToken),
                _ when tap.Get(CardVerbs.Request) is { } id => await DecideAsync(chat, new(new(id), chat.Person, chat.Conversation, chat.ActivityId), tap, activity, cancellationToken),
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

    private async Task<InvokeAnswer> DecideAsync(ChatContext chat, Tap tap, CardTap data, Activity activity, CancellationToken cancellationToken)
    {
        ImmutableArray<string> viewers = activity.From?.Id is { } viewer ? [viewer] : [];
        var answer = await verdicts.AnswerAsync(tap, data, viewers, cancellationToken);
        if (answer is InvokeAnswer.Card && activity.ReplyToId is { } card)
        {
            adoption.Seen(tap.Request, new(tap.Conversation, card) { Reader = CardPlaces.ReaderIn(chat.Reference, tap.Person.Id) });
        }

        return answer;
    }
}
