using BotResponder.Defender.Alerts;

namespace BotResponder.Defender.Tuning;

/// <summary>In which ways a rule is wider than the alert that it came from.</summary>
internal static class RuleBreadth
{
    public static IEnumerable<string> WarningsOf(RuleCondition condition, bool isAnyType, SecurityCase alert)
    {
        var evidence = (alert.Evidence ?? []).OfType<CaseEvidence>().ToArray();
        string?[] warnings =
        [
            condition.Holds(alert) ? null : "The condition does not fit the alert itself, so the rule would not have caught it: check the values.",
            isAnyType ? "It is wider than the alert: it applies to every type of alert, also to those that nobody has thought of." : null,
            condition.AlwaysHas(test => test.Field.IsPlace) ? null : "It is wider than the alert: it holds on every device and for every account.",
            condition.AlwaysHas(test => !test.Field.IsPlace) ? null : "It is wider than the alert: it names a device or an account, and not what happened there.",
            condition.AlwaysHas(test => test.Field is { IsPlace: false, IsWeak: false }) || !condition.Tests.Any(test => test.Field.IsWeak)
                ? null : "It goes by a file's name or folder alone, which every attacker can choose: name its hash instead.",
            condition.Tests.All(test => test.Operator == RuleOperator.Is) ? null : "It is wider than the alert: a part of a value fits more than the value that the alert shows.",
            condition.Holds(alert) && condition.Tests.Any(test => !RuleCondition.IsShown(test, evidence)) ? "It is wider than the alert: it also holds for values that the alert does not show." : null,
        ];
        return warnings.OfType<string>();
    }
}
