using System.Collections.Immutable;
using System.Globalization;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using BotResponder.Defender.Devices;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Indicators;

/// <summary>
/// Sets an indicator or takes it away, and reads back what became of it. To be told twice changes nothing: Defender keeps one indicator of a value, and what
/// is gone already counts as gone.
/// </summary>
internal sealed class IndicatorOperation(IndicatorApi indicators, CallGate gate, TimeProvider time)
{
    private const int LongestTitle = 100;

    public Task<Problem?> AdmitAsync(CustomerId customer, Endpoint endpoint, CancellationToken cancellationToken) =>
        gate.AdmitAsync(customer, endpoint, Urgency.Background, cancellationToken);

    /// <param name="lifetime">Null for ever.</param>
    /// <param name="groups">Empty for all devices.</param>
    public async Task<Result<ActionReceipt>> SetAsync(
        ActionOrder order, IndicatorEffect effect, TimeSpan? lifetime, ImmutableArray<string> groups, CancellationToken cancellationToken)
    {
        var value = IndicatorArgument.Of(order.Target);
        var body = new IndicatorBody
        {
            Value = value.Text,
            Type = value.Type.ToString(),
            Action = effect.Action(value),
            Title = PlainLine.Of($"BotResponder {order.Code}: {effect} {value.Text}", LongestTitle),
            Description = OrderComment.Of(order),
            Severity = effect.Severity(),
            GenerateAlert = effect is IndicatorEffect.Block or IndicatorEffect.Audit,
            ExpiresAt = lifetime is { } lasts ? (time.GetUtcNow() + lasts).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : null,
            Groups = groups.IsEmpty ? null : groups,
        };
        var answered = await indicators.SubmitAsync(order.Customer, value, body, cancellationToken);
        return answered.TryGetValue(out _, out var problem) ? new ActionReceipt(new IndicatorReceipt(body.Action, value).Id) : problem;
    }

    public async Task<Result<ActionReceipt>> LiftAsync(ActionOrder order, CancellationToken cancellationToken)
    {
        var value = IndicatorArgument.Of(order.Target);
        var found = await indicators.FindAsync(order.Customer, value, Urgency.Background, cancellationToken);
        if (!found.TryGetValue(out var existing, out var unread))
        {
            return unread;
        }

        foreach (var each in existing)
        {
            var problem = IndicatorId.TryParse(each.Id, out var id)
                ? await indicators.DeleteAsync(order.Customer, id, cancellationToken)
                : ApiProblems.Unreadable("Defender", isWrite: false);
            if (problem is not null)
            {
                return problem;
            }
        }

        return new ActionReceipt(new IndicatorReceipt(IndicatorReceipt.Gone, value).Id);
    }

    /// <summary>Ours is known by the request id at the front of its description.</summary>
    public Task<Result<AdoptedReceipt>> FindSetAsync(ActionOrder order, IndicatorEffect effect, CancellationToken cancellationToken) =>
        FindAsync(order, value => effect.Action(value), existing => existing.Any(each => OrderComment.IsOf(order.Request, each.Description)), cancellationToken);

    public Task<Result<AdoptedReceipt>> FindLiftedAsync(ActionOrder order, CancellationToken cancellationToken) =>
        FindAsync(order, _ => IndicatorReceipt.Gone, existing => existing.IsEmpty, cancellationToken);

    public async Task<Result<ActionProgress>> ReadStatusAsync(CustomerId customer, ActionReceipt receipt, CancellationToken cancellationToken)
    {
        if (IndicatorReceipt.Parse(receipt.Id) is not { } wanted)
        {
            return new Problem.NotFound("This receipt is no indicator. Look at Defender's list of indicators.");
        }

        var found = await indicators.FindAsync(customer, wanted.Value, Urgency.Background, cancellationToken);
        return !found.TryGetValue(out var existing, out var problem) ? problem
            : wanted.Action == IndicatorReceipt.Gone
                ? Ended(existing.IsEmpty, "Defender does not list the indicator any more. Devices follow within minutes to hours.")
                : Ended(existing.Any(each => each.Action == wanted.Action), "Defender lists the indicator. Devices follow within minutes to hours.");
    }

    private async Task<Result<AdoptedReceipt>> FindAsync(
        ActionOrder order, Func<IndicatorValue, string> action, Func<ImmutableArray<Indicator>, bool> isOurs, CancellationToken cancellationToken)
    {
        var value = IndicatorArgument.Of(order.Target);
        var found = await indicators.FindAsync(order.Customer, value, Urgency.Background, cancellationToken);
        return found.TryGetValue(out var existing, out var problem)
            ? new AdoptedReceipt(isOurs(existing) ? new(new IndicatorReceipt(action(value), value).Id) : null)
            : problem;
    }

    private static ActionProgress Ended(bool isSo, string sentence) => isSo
        ? new ActionProgress.Ended(new(OutcomeKind.Done, sentence))
        : new ActionProgress.Running("Defender has accepted it; its list does not show it yet.");
}
