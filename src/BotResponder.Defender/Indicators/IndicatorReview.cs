using System.Collections.Immutable;
using System.Globalization;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Indicators;

/// <summary>Reads whether indicators that the bot set are still there, and still say the same.</summary>
internal sealed class IndicatorReview(IndicatorApi indicators, TimeProvider time)
{
    /// <summary>One after another; once Microsoft asks to wait, nothing is known of the rest.</summary>
    /// <param name="lifetimes">How long each was set for; null for ever.</param>
    public async Task<ImmutableArray<EffectState>> ReadAsync(
        CustomerId customer, ImmutableArray<LastingEffect> effects, ImmutableArray<TimeSpan?> lifetimes, CancellationToken cancellationToken)
    {
        var states = ImmutableArray.CreateBuilder<EffectState>(effects.Length);
        var isHeld = false;
        foreach (var (effect, lifetime) in effects.Zip(lifetimes))
        {
            if (isHeld || IndicatorReceipt.Parse(effect.Receipt.Id) is not { } set)
            {
                states.Add(EffectState.Unknown);
                continue;
            }

            var found = await indicators.FindAsync(customer, set.Value, Urgency.Background, cancellationToken);
            isHeld = found.Problem is Problem.Throttled or Problem.Unavailable;
            states.Add(found.Problem is null ? Judge(set, found.Value, effect.Since + lifetime) : EffectState.Unknown);
        }

        return states.MoveToImmutable();
    }

    private EffectState Judge(IndicatorReceipt set, ImmutableArray<Indicator> existing, DateTimeOffset? ends)
    {
        var now = time.GetUtcNow();
        ImmutableArray<Indicator> active = [.. existing.Where(each => each.ExpiresAt is not { } at || at > now)];
        return active switch
        {
            _ when active.Any(each => each.Action == set.Action) => EffectState.Holds,
            [var other, ..] => new EffectState.Over("Changed outside the bot", $"Defender's indicator now says “{PlainLine.Of(other.Action, 40)}”, and not “{set.Action}”."),
            _ when now >= ends => new EffectState.Over("Expired", $"It was set to last until {ends.Value.UtcDateTime.ToString("d MMM HH:mm", CultureInfo.InvariantCulture)} UTC."),
            _ => new EffectState.Over("Lifted outside the bot", "Defender does not list the indicator any more."),
        };
    }
}
