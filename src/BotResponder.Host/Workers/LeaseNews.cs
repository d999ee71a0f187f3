using BotResponder.Core.Containments;
using BotResponder.Core.Customers;
using BotResponder.Core.Requests;
using BotResponder.Host.Cards;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Workers;

/// <summary>Says in a request's conversation that its end is near, or what became of that end where no card says it.</summary>
internal sealed class LeaseNews(RequestBook requests, RequestCards cards, CustomerDirectory customers, Announcements announcements)
{
    private const int LongestNote = 1000;

    /// <summary>Says how it stands now.</summary>
    /// <inheritdoc cref="Announcements.SayAsync"/>
    public async Task SayAsync(RequestId id, CancellationToken cancellationToken)
    {
        if (await requests.FindAsync(id, cancellationToken) is { Lease: { } lease } request && Text(request, lease) is { } text)
        {
            await announcements.SayAsync(request, text, cancellationToken);
        }
    }

    private CardText? Text(ResponseRequest request, Lease lease)
    {
        var what = CardText.Ours($"{CardText.TheirName(request.Requester.Name, 80)}, about {CardText.Theirs(request.Code.Value)} ({CardText.TheirName(request.Subject, 80)})");
        var zone = customers.Find(request.Customer)?.TimeZone ?? TimeZoneInfo.Utc;
        return lease switch
        {
            { Note: { } note } => CardText.Ours($"{what}: {CardText.Theirs(note, LongestNote)}"),
            { Ends: { } ends } => CardText.Ours(
                $"{what}: {RequestLease.Until(cards.LastsOf(request.Action), zone, ends)}. To keep it longer type **extend {CardText.Theirs(request.Code.Value)} for 4h because** and why."),
            _ => null,
        };
    }
}
