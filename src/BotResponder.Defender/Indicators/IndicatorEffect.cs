namespace BotResponder.Defender.Indicators;

/// <summary>What Defender does when it meets an indicator.</summary>
internal enum IndicatorEffect
{
    Block,
    Warn,
    Audit,
    Allow,
}

internal static class IndicatorEffects
{
    /// <summary>As the wire names it: files that are blocked are quarantined too.</summary>
    public static string Action(this IndicatorEffect effect, IndicatorValue value) => effect switch
    {
        IndicatorEffect.Block => value.IsFile ? "BlockAndRemediate" : "Block",
        IndicatorEffect.Warn => "Warn",
        IndicatorEffect.Audit => "Audit",
        IndicatorEffect.Allow => "Allowed",
        _ => throw new InvalidOperationException($"{effect} has no action."),
    };

    public static string Severity(this IndicatorEffect effect) => effect switch
    {
        IndicatorEffect.Block => "High",
        IndicatorEffect.Warn => "Medium",
        _ => "Informational",
    };

    /// <summary>What happens to people and devices; our own sentence.</summary>
    public static string Consequence(this IndicatorEffect effect, IndicatorValue value) => (effect, value.IsFile) switch
    {
        (IndicatorEffect.Block, true) => "Devices do not run the file any more, and quarantine it where they find it.",
        (IndicatorEffect.Block, false) => "Devices cannot reach it any more, whoever works on them.",
        (IndicatorEffect.Warn, _) => "Whoever meets it is warned, and can go on.",
        (IndicatorEffect.Audit, _) => "Nothing is stopped: an alert is raised when a device meets it.",
        _ => "Defender lets it pass, whatever else says that it is dangerous.",
    };
}
