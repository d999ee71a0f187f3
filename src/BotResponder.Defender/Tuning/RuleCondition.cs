using BotResponder.Defender.Alerts;

namespace BotResponder.Defender.Tuning;

/// <summary>When a tuning rule holds for an alert: tests of its evidence, joined by and / or, in groups. Pure. Case never matters, as in Defender.</summary>
internal abstract record RuleCondition
{
    private RuleCondition()
    {
    }

    /// <summary>Some evidence of the alert shows this.</summary>
    /// <param name="Value">Other people's text; see <see cref="RuleText.IsValue"/>.</param>
    public sealed record Test(RuleField Field, RuleOperator Operator, string Value) : RuleCondition;

    public sealed record And(RuleCondition Left, RuleCondition Right) : RuleCondition;

    public sealed record Or(RuleCondition Left, RuleCondition Right) : RuleCondition;

    /// <summary>From left to right.</summary>
    public IEnumerable<Test> Tests => this switch
    {
        Test test => [test],
        And { Left: var left, Right: var right } => left.Tests.Concat(right.Tests),
        Or { Left: var left, Right: var right } => left.Tests.Concat(right.Tests),
        _ => throw new InvalidOperationException("No such condition."),
    };

    /// <summary>Every way in which it can hold has a test of this kind.</summary>
    public bool AlwaysHas(Func<Test, bool> kind) => this switch
    {
        Test test => kind(test),
        And { Left: var left, Right: var right } => left.AlwaysHas(kind) || right.AlwaysHas(kind),
        Or { Left: var left, Right: var right } => left.AlwaysHas(kind) && right.AlwaysHas(kind),
        _ => throw new InvalidOperationException("No such condition."),
    };

    public bool Holds(SecurityCase alert)
    {
        var evidence = (alert.Evidence ?? []).OfType<CaseEvidence>().ToArray();
        return Holds(test => IsShown(test, evidence));
    }

    /// <summary>Whether some evidence of the alert shows this.</summary>
    public static bool IsShown(Test test, IEnumerable<CaseEvidence> evidence) =>
        evidence.SelectMany(test.Field.Of).Any(value => test.Operator.Holds(value, test.Value));

    private bool Holds(Func<Test, bool> test) => this switch
    {
        Test leaf => test(leaf),
        And { Left: var left, Right: var right } => left.Holds(test) && right.Holds(test),
        Or { Left: var left, Right: var right } => left.Holds(test) || right.Holds(test),
        _ => throw new InvalidOperationException("No such condition."),
    };
}

/// <summary>How a value is compared.</summary>
/// <param name="Name">As it is typed.</param>
/// <param name="Kql">The operator of a hunting query, which ignores case as well.</param>
internal sealed record RuleOperator(string Name, string Kql, Func<string, string, bool> Holds)
{
    public static RuleOperator Is { get; } = new("is", "=~", (value, wanted) => value.Equals(wanted, StringComparison.OrdinalIgnoreCase));

    public static RuleOperator StartsWith { get; } = new("starts-with", "startswith", (value, wanted) => value.StartsWith(wanted, StringComparison.OrdinalIgnoreCase));

    public static RuleOperator EndsWith { get; } = new("ends-with", "endswith", (value, wanted) => value.EndsWith(wanted, StringComparison.OrdinalIgnoreCase));

    public static RuleOperator Contains { get; } = new("contains", "contains", (value, wanted) => value.Contains(wanted, StringComparison.OrdinalIgnoreCase));

    public static IReadOnlyList<RuleOperator> All { get; } = [Is, StartsWith, EndsWith, Contains];

    public override string ToString() => Name;
}
