using BotResponder.Core.Customers;
using BotResponder.Host.People;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;
using BotResponder.Teams.Hosting;

namespace BotResponder.Host.Inbox;

/// <summary>Who gets in: of tenants that are no customer's nothing is kept, whatever comes; invokes of people without standing reach nothing behind it.
/// Messages are judged in their turn, which can be run again when Teams does not say who speaks.</summary>
/// <param name="inner">What the bot does with everybody else.</param>
internal sealed class FrontDoor(IActivityHandler inner, CustomerDirectory customers, SpeakerGate gate, Strangers strangers, Outsiders outsiders) : IActivityHandler
{
    private static readonly InvokeAnswer Later =
        new InvokeAnswer.Error(500, "speaker-unknown", CardText.Ours("Teams does not tell me who you are right now. Nothing was done: please try again in a minute."));

    public Task<bool> AcceptAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (Speakers.IsBot(activity))
        {
            return Task.FromResult(true);
        }

        if (IsOfKnownTenant(activity))
        {
            return inner.AcceptAsync(activity, cancellationToken);
        }

        strangers.Answer(activity);
        return Task.FromResult(true);
    }

    public async Task<InvokeAnswer> InvokeAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (!IsOfKnownTenant(activity) || Speakers.IsBot(activity))
        {
            return Neutral(activity, Strangers.Sentence);
        }

        switch (await gate.JudgeAsync(activity, cancellationToken))
        {
            case Standing.Heard heard:
                return await inner.InvokeAsync(heard.Activity, cancellationToken);
            case Standing.Outsider outsider:
                await outsiders.NoteAsync(activity, outsider, cancellationToken);
                return Neutral(activity, Outsiders.Sentence);
            default:
                return Later;
        }
    }

    /// <summary>An answer that says nothing but that, in the shape that the invoke wants.</summary>
    private static InvokeAnswer Neutral(Activity activity, CardText sentence) => activity.Name switch
    {
        InvokeNames.CardAction => new InvokeAnswer.Message(sentence),
        InvokeNames.Search => new InvokeAnswer.SearchResults([]),
        _ => new InvokeAnswer.NotImplemented(),
    };

    /// <summary>The conversation's tenant and, when Teams names it, the speaker's. An event is the conversation's, whoever caused it.</summary>
    private bool IsOfKnownTenant(Activity activity) =>
        activity.TenantId() is { } tenant && customers.IsKnownTenant(Speakers.Lower(tenant))
        && (activity.Type is not (ActivityTypes.Message or ActivityTypes.Invoke)
            || activity.From?.TenantId is not { } home || customers.IsKnownTenant(Speakers.Lower(home)));
}
