using System.Text;
using BotResponder.Defender.Api;

namespace BotResponder.Defender.Tuning;

/// <summary>The hunting query that counts what a rule would have caught: Microsoft does the work, and one row comes back, however many alerts there are.</summary>
/// <remarks>
/// dcount with accuracy 2 is exact up to 8,000 values and an estimate beyond. make_set keeps the empty device id of evidence without a device, so no alert is lost by mv-expand.
/// </remarks>
internal static class RuleQuery
{
    public const int Days = 30;

    /// <summary>Up to so many values the counts are exact.</summary>
    public const int Exact = 8_000;

    public const string Alerts = "Alerts";
    public const string Devices = "Devices";

    /// <param name="title">Of this type of alert; null for any. Other people's text.</param>
    /// <param name="source">As hunting calls it; null when that is not known, and all are counted.</param>
    public static string Of(RuleCondition condition, string? title, string? source)
    {
        var tests = condition.Tests.Distinct().ToList();
        var query = new StringBuilder("AlertEvidence");
        query.Append(title is null ? "" : $"\n| where Title == {KqlLiteral.Of(title)}").Append(source is null ? "" : $"\n| where ServiceSource == {KqlLiteral.Of(source)}");
        var counts = tests.Select((test, index) => $"T{index} = countif({string.Join(" or ", test.Field.Columns.Select(column => $"{column} {test.Operator.Kql} {KqlLiteral.Of(test.Value)}"))})");
        return query.Append($"\n| summarize {string.Join(", ", counts)}, Found = make_set(DeviceId) by AlertId")
            .Append($"\n| where {Where(condition, tests)}")
            .Append("\n| mv-expand Device = Found to typeof(string)")
            .Append($"\n| summarize {Alerts} = dcount(AlertId, 2), {Devices} = dcountif(Device, isnotempty(Device), 2)")
            .ToString();
    }

    private static string Where(RuleCondition condition, List<RuleCondition.Test> tests) => condition switch
    {
        RuleCondition.Test test => $"T{tests.IndexOf(test)} > 0",
        RuleCondition.And { Left: var left, Right: var right } => $"({Where(left, tests)} and {Where(right, tests)})",
        RuleCondition.Or { Left: var left, Right: var right } => $"({Where(left, tests)} or {Where(right, tests)})",
        _ => throw new InvalidOperationException("No such condition."),
    };
}
