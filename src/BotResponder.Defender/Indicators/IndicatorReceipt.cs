namespace BotResponder.Defender.Indicators;

/// <summary>
/// What an indicator is to be, or that it is to be gone. Defender's own id of one may change with the next who sets it, so this is what it is asked again by.
/// </summary>
/// <param name="Action">As the wire names it; <see cref="Gone"/> for none.</param>
internal sealed record IndicatorReceipt(string Action, IndicatorValue Value)
{
    public const string Gone = "Gone";

    private static readonly string[] Actions = ["Block", "BlockAndRemediate", "Warn", "Audit", "Allowed", Gone];

    /// <summary>For example <c>Block 203.0.113.7</c>.</summary>
    public string Id => $"{Action} {Value.Text}";

    public static IndicatorReceipt? Parse(string receipt) =>
        receipt.Split(' ', 2) is [var action, var text] && Actions.Contains(action, StringComparer.Ordinal) && IndicatorValue.Read(text) is { Problem: null, Value: var value }
            ? new(action, value)
            : null;
}
