using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Alerts;
using BotResponder.Defender.Api;

namespace BotResponder.Defender.Tuning;

/// <summary>Shows what a tuning rule would do, before anybody is sent to the portal to make it. Reads only.</summary>
internal sealed class RulePreview(CasePreview cases, RuleReachReader reach, TimeProvider time)
{
    /// <summary>What must be as it was when somebody approved: not who works on the alert, nor that it was resolved meanwhile.</summary>
    private static readonly ImmutableArray<string> s_pinned = ["Title", "Alert id"];

    /// <param name="known">When it is read again, the true positives are counted again too: one more, and other approvers are needed.</param>
    public async Task<Result<ActionPreview>> FindAsync(
        CustomerId customer, TuningEffect effect, RuleParameters parameters, ActionTarget? known, CancellationToken cancellationToken)
    {
        if (!(await cases.FindAsync(customer, CaseKind.Alert, parameters.Alert, change: null, known, cancellationToken)).TryGetValue(out var found, out var problem))
        {
            return problem;
        }

        return effect.Refuse(found.Item) is { } refused ? refused
            : parameters.Condition is null ? Offer(found.Item)
            : RuleReader.Read(parameters.Condition).TryGetValue(out var condition, out var malformed)
                ? await DescribeAsync(customer, effect, found, condition, parameters.IsAnyType, known is not null, cancellationToken)
                : malformed;
    }

    private static Problem Offer(SecurityCase alert) => RuleOffers.Of(alert) is { IsEmpty: false } offers
        ? new Problem.Ambiguous($"Say which alerts are meant, as narrowly as you can. Choose one, or type the command again with a condition of your own, such as when {RuleReader.Example}.", offers)
        {
            Argument = RuleGrammar.Condition,
        }
        : new Problem.Malformed($"This alert shows nothing that I could offer a rule for. Type the command with a condition of your own, such as when {RuleReader.Example}.");

    private async Task<Result<ActionPreview>> DescribeAsync(
        CustomerId customer, TuningEffect effect, FoundCase found, RuleCondition condition, bool isAnyType, bool isAgain, CancellationToken cancellationToken)
    {
        var read = await reach.ReadAsync(customer, condition, isAnyType, found.Item, isAgain, cancellationToken);
        if (!read.TryGetValue(out var caught, out var problem))
        {
            return problem;
        }

        var text = RuleText.Write(condition);
        ImmutableArray<ActionFact> facts =
        [
            new("Rule does", effect.Does, IsPinned: true),
            new("Applies to", TuningEffect.AppliesTo(isAnyType), IsPinned: true),
            new("Condition", text, IsPinned: true),
            new("Would have caught", caught.CaughtWords(Age.Minute(time.GetUtcNow()))),
            new("True positives among them", caught.TruePositiveWords),
        ];
        return found.Preview with
        {
            Facts = [.. facts, .. found.Preview.Facts.Select(fact => fact with { IsPinned = s_pinned.Contains(fact.Label, StringComparer.Ordinal) })],
            Consequences = [$"{effect.Sentence(isAnyType)} when {PlainLine.Of(text, RuleText.MaxLength)}.", .. effect.Consequences],
            Warnings = [.. caught.Warnings(), .. RuleBreadth.WarningsOf(condition, isAnyType, found.Item)],

            // Whatever is not known to be harmless counts as an attack.
            IsCritical = caught.TruePositives > 0 || caught.IsCut,
        };
    }
}
