using BotResponder.Core.Customers;
using BotResponder.Host.Extension;
using BotResponder.Host.Inbox;
using BotResponder.Host.People;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Hosting;

namespace BotResponder.Host.Chat;

/// <summary>The bot's side of the protocol: messages are taken over durably and handled after the answer; taps are answered from the store.</summary>
internal sealed class BotActivities(ActivityInbox inbox, TurnRunner turns, CustomerDirectory customers, CardTapAnswer taps, SearchTurn search, ExtensionAnswer extension, ILogger<BotActivities> log) : IActivityHandler
{
    public async Task<bool> AcceptAsync(Activity activity, CancellationToken cancellationToken)
    {
        // Of a tenant that is no customer nothing is kept; the neutral answer needs no memory. A reaction means nothing here.
        if (Speakers.IsBot(activity) || activity.Type == ActivityTypes.MessageReaction || !IsFromCustomer(activity))
        {
            return true;
        }

        if (await inbox.TakeAsync(activity, cancellationToken) is { } item)
        {
            turns.Start(item);
        }
        else
        {
            log.CameAgain(activity.Id ?? "-");
        }

        return true;
    }

    public Task<InvokeAnswer> InvokeAsync(Activity activity, CancellationToken cancellationToken) => activity.Name switch
    {
        // Answers a tenant that is no customer as it answers everybody without a role, and keeps nothing.
        _ when ExtensionAnswer.Takes(activity) => extension.AnswerAsync(activity, cancellationToken),
        InvokeNames.CardAction when IsFromCustomer(activity) => taps.AnswerAsync(activity, cancellationToken),
        InvokeNames.Search => search.AnswerAsync(activity, cancellationToken),
        _ => Task.FromResult<InvokeAnswer>(new InvokeAnswer.NotImplemented()),
    };

    private bool IsFromCustomer(Activity activity) => activity.TenantId() is { } tenant && customers.IsKnownTenant(Speakers.Lower(tenant));
}
