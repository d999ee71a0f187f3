using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;

namespace BotResponder.Defender.Alerts;

/// <summary>What resolving an alert and resolving an incident have in common: the verdict.</summary>
internal abstract class ResolveAction(CaseKind kind, CasePreview cases, CaseOperation operation, CaseEffects effects)
    : CaseAction(kind, CaseWords.Resolve, cases, operation), ILastingAction
{
    private const string Argument = "verdict";

    private readonly CaseKind _kind = kind;

    public Task<ImmutableArray<EffectState>> ReadEffectsAsync(CustomerId customer, ImmutableArray<LastingEffect> done, CancellationToken cancellationToken) =>
        effects.ReadAsync(customer, _kind, done, cancellationToken);

    protected static CommandGrammar Grammar(CaseKind kind, string verb) => CaseArgument.Grammar(kind, verb)
        .TakesAfter("as", Argument, "what it was: true-positive/malware, false-positive/not-malicious, expected-activity/security-testing; one that does not fit is answered with those that do")
        .Because();

    protected override Result<string> ReadValue(CommandArguments arguments) =>
        Verdict.Read(arguments.Find(Argument)).TryGetValue(out var verdict, out var problem) ? $"{verdict.Classification}/{verdict.Determination}" : problem;

    protected override bool NeedsMoreEyes(SecurityCase item) => IsGrave(item);

    protected override IEnumerable<string> WarningsOf(SecurityCase item)
    {
        if (IsGrave(item))
        {
            yield return "Its severity is high: once it is resolved, nobody looks at it any more.";
        }

        if (!string.IsNullOrEmpty(item.AssignedTo) && !item.IsResolved)
        {
            yield return "It is assigned to somebody, who may still be working on it.";
        }
    }
}
