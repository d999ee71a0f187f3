using BotResponder.Core.Actions;
using BotResponder.Core.Requests;
using BotResponder.Core.Work;
using BotResponder.Host.Cards;

namespace BotResponder.Host.Workers;

/// <summary>Answers in a request's thread what nobody asked for and somebody must read: a card that changes far above is not seen. What is of no request goes into the channel.</summary>
internal sealed class ThreadNews(RequestBook requests, ActionCatalog catalog, LeaseNews leases, ContainedNews contained, Announcements announcements)
{
    /// <inheritdoc cref="Announcements.SayAsync"/>
    public async Task<WorkResult> SayAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Kind == WorkKind.Contained)
        {
            await contained.SayAsync(entry, cancellationToken);
        }
        else if (entry.Kind == WorkKind.LeaseNote)
        {
            await leases.SayAsync(entry.Request, cancellationToken);
        }
        else if (await requests.FindAsync(entry.Request, cancellationToken) is { } request
            && RequestNewsText.Of(request, entry.Operation, catalog.Find(request.Action)?.Descriptor) is { } text)
        {
            await announcements.SayAsync(request, text, cancellationToken);
        }

        return WorkResult.Done;
    }
}
