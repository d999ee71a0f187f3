using System.Globalization;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Alerts;
using BotResponder.Defender.Api;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Tuning;

/// <summary>What a rule would have caught in the last 30 days, as of one moment.</summary>
/// <param name="Alerts">Null when hunting did not answer; above <see cref="RuleQuery.Exact"/> an estimate.</param>
/// <param name="TruePositives">Of those that were looked at.</param>
/// <param name="IsCut">There are more true positives than were looked at.</param>
internal sealed record RuleReach(long? Alerts, long? Devices, int TruePositives, bool IsCut)
{
    public const int MostTruePositives = 5_000;

    public string CaughtWords(string at) => Alerts is { } alerts && Devices is { } devices
        ? $"{Count(alerts, "alert")} on {Count(devices, "device")} in {RuleQuery.Days} days (hunting, {at})"
        : "unknown (hunting did not answer)";

    public string TruePositiveWords => string.Create(
        CultureInfo.InvariantCulture, $"{TruePositives:N0}{(IsCut ? $" of the {MostTruePositives:N0} looked at; there are more" : "")}");

    public IEnumerable<string> Warnings()
    {
        if (TruePositives > 0)
        {
            yield return $"Among what it would have caught in the last {RuleQuery.Days} days {(TruePositives == 1 ? "is 1 true positive" : $"are {TruePositiveWords} true positives")}: real attacks.";
        }
        else if (IsCut)
        {
            yield return $"There are more true positives than the bot looks at: whether it would have caught one of the others is not known.";
        }

        if (Alerts is null)
        {
            yield return "Hunting did not answer: how many alerts it would have caught is not known.";
        }
        else if (Alerts == 0)
        {
            yield return $"It would have caught no alert of the last {RuleQuery.Days} days: check the values, or leave it.";
        }
    }

    private static string Count(long count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{(count > RuleQuery.Exact ? "about " : "")}{count:N0} {what}{(count == 1 ? "" : "s")}");
}

/// <summary>Counts it: hunting counts alerts and devices in one call, and the true positives, whose verdict no hunting table has, are read page by page.</summary>
internal sealed class RuleReachReader(HuntingApi hunting, CaseApi cases, TimeProvider time)
{
    private const string TruePositive = "truePositive";

    /// <param name="isAgain">Only what decides how many approvers are needed: the true positives.</param>
    public async Task<Result<RuleReach>> ReadAsync(
        CustomerId customer, RuleCondition condition, bool isAnyType, SecurityCase alert, bool isAgain, CancellationToken cancellationToken)
    {
        var urgency = isAgain ? Urgency.Background : Urgency.Interactive;
        var counting = isAgain ? Task.FromResult<(long, long)?>(null) : CountAsync(customer, condition, isAnyType ? null : alert.Title, alert.ServiceSource, cancellationToken);
        var read = await TruePositivesAsync(customer, condition, isAnyType, alert, urgency, cancellationToken);
        var counted = await counting;
        return read.TryGetValue(out var found, out var problem) ? new RuleReach(counted?.Item1, counted?.Item2, found.Matched, found.IsCut) : problem;
    }

    private async Task<(long Alerts, long Devices)?> CountAsync(
        CustomerId customer, RuleCondition condition, string? title, string? source, CancellationToken cancellationToken)
    {
        var hunted = await hunting.RunAsync(customer, Urgency.Interactive, RuleQuery.Of(condition, title, RuleSource.InHunting(source)), RuleQuery.Days, cancellationToken);
        return hunted.TryGetValue(out var rows, out _) && rows is [var row] && Number(row[RuleQuery.Alerts]) is { } alerts && Number(row[RuleQuery.Devices]) is { } devices
            ? (alerts, devices)
            : null;
    }

    private async Task<Result<(int Matched, bool IsCut)>> TruePositivesAsync(
        CustomerId customer, RuleCondition condition, bool isAnyType, SecurityCase alert, Urgency urgency, CancellationToken cancellationToken)
    {
        var filter = ODataFilter.Equal(ODataField.Classification, TruePositive).And(ODataFilter.NotBefore(ODataField.CaseCreatedAt, time.GetUtcNow() - TimeSpan.FromDays(RuleQuery.Days)));
        if (RuleSource.InHunting(alert.ServiceSource) is not null)
        {
            filter = filter.And(ODataFilter.Equal(ODataField.ServiceSource, alert.ServiceSource!));
        }

        var matched = 0;
        var read = await cases.EachAlertAsync(
            customer, filter, RuleReach.MostTruePositives, urgency,
            item => matched += item.ServiceSource == alert.ServiceSource && (isAnyType || item.Title == alert.Title) && condition.Holds(item) ? 1 : 0, cancellationToken);
        return read.TryGetValue(out var shown, out var problem) ? (matched, !shown.IsAll) : problem;
    }

    private static long? Number(string? cell) => long.TryParse(cell, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= 0 ? number : null;
}

/// <summary>The products that alerts come from.</summary>
internal static class RuleSource
{
    /// <summary>The only one whose alerts can be hidden.</summary>
    public const string Endpoint = "microsoftDefenderForEndpoint";

    /// <remarks>Graph writes one word, hunting the product's name. Where the name is not certain nothing is left out of the count.</remarks>
    public static string? InHunting(string? source) => source switch
    {
        Endpoint => "Microsoft Defender for Endpoint",
        "microsoftDefenderForIdentity" => "Microsoft Defender for Identity",
        "microsoftDefenderForOffice365" => "Microsoft Defender for Office 365",
        _ => null,
    };
}
