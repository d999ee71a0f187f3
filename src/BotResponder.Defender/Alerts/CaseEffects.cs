using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Alerts;

/// <summary>Reads whether alerts and incidents that the bot resolved are still resolved. Under which verdict does not matter: to change that is no reopening.</summary>
internal sealed class CaseEffects(CaseApi api)
{
    /// <summary>One after another; once Microsoft asks to wait, nothing is known of the rest.</summary>
    public async Task<ImmutableArray<EffectState>> ReadAsync(CustomerId customer, CaseKind kind, ImmutableArray<LastingEffect> effects, CancellationToken cancellationToken)
    {
        var states = ImmutableArray.CreateBuilder<EffectState>(effects.Length);
        var isHeld = false;
        foreach (var effect in effects)
        {
            if (isHeld || !CaseId.TryParse(kind, effect.Target.Id, out var id))
            {
                states.Add(EffectState.Unknown);
                continue;
            }

            var read = await api.GetAsync(customer, id, Urgency.Background, cancellationToken);
            isHeld = read.Problem is Problem.Throttled or Problem.Unavailable;
            states.Add(read.Problem is null ? Judge(read.Value) : EffectState.Unknown);
        }

        return states.MoveToImmutable();
    }

    private static EffectState Judge(SecurityCase item) => item.Status switch
    {
        "resolved" => EffectState.Holds,
        "new" or "inProgress" or "active" or "awaitingAction" =>
            new EffectState.Over("Reopened outside the bot", $"Its status in Defender is “{CaseText.Word(item.Status)}”."),

        // Merged into another incident, or a word that this version does not know.
        _ => EffectState.Unknown,
    };
}
