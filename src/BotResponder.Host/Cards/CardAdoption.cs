using BotResponder.Core.Requests;

namespace BotResponder.Host.Cards;

/// <summary>A card that somebody looks at or taps, and that the bot does not remember, is remembered from then on.</summary>
/// <remarks>
/// Teams gives a sent message no key to find it by. A crash between sending a card and writing down its id leaves one that nobody updates;
/// its refresh or a tap brings its id back.
/// </remarks>
internal sealed class CardAdoption(CardRefresher refresher, ILogger<CardAdoption> log)
{
    /// <summary>Not waited for: what gets lost here is seen again at the next look.</summary>
    public void Seen(RequestId request, CardCopy copy) => _ = AdoptAsync(request, copy);

    private async Task AdoptAsync(RequestId request, CardCopy copy)
    {
        try
        {
            if (await refresher.AdoptAsync(request, copy, CancellationToken.None))
            {
                log.CardAdopted(request, copy.ActivityId!);
            }
        }
#pragma warning disable CA1031 // Nobody waits for it, and the next look tries again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.CardNotAdopted(exception, request);
        }
    }
}
