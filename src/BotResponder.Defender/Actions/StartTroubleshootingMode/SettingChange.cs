using BotResponder.Defender.Api;

namespace BotResponder.Defender.Actions.StartTroubleshootingMode;

/// <summary>One antivirus setting that was changed in the registry. Texts are other people's, each on one line.</summary>
/// <param name="Name">The setting below Windows Defender's key, or what is excluded.</param>
/// <param name="Exclusion">What kind of exclusion was added, such as <c>Paths</c>; null for any other change.</param>
/// <param name="Data">The new value; empty when the setting was removed.</param>
internal sealed record SettingChange(DateTimeOffset At, string Name, string? Exclusion, string Data, string Before, string By)
{
    private const string Added = "RegistryValueSet";
    private const string Exclusions = "Exclusions\\";
    private const int Longest = 60;

    /// <summary>New signatures write here by themselves, every few hours.</summary>
    private const string Signatures = "Signature Updates";

    /// <returns>Null when the row is not about a setting.</returns>
    public static SettingChange? Of(HuntingRow row, string root)
    {
        if (HuntedInstant.Read(row["Timestamp"]) is not { } at || row["RegistryKey"] is not { } key || Below(key, root) is not { } part
            || part.StartsWith(Signatures, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var (isSet, name) = (row["ActionType"] == Added, row["RegistryValueName"] ?? "");
        var isExclusion = isSet && part.StartsWith(Exclusions, StringComparison.OrdinalIgnoreCase) && name.Length > 0;
        return new(
            at, Line(isExclusion || part.Length == 0 ? name : $"{part}\\{name}"), isExclusion ? Line(part[Exclusions.Length..]) : null,
            isSet ? Line(row["RegistryValueData"]) : "", Line(row["PreviousRegistryValueData"]), Line(row["InitiatingProcessAccountName"]));
    }

    private static string? Below(string key, string root) =>
        key.Equals(root, StringComparison.OrdinalIgnoreCase) ? ""
        : key.StartsWith(root + "\\", StringComparison.OrdinalIgnoreCase) ? key[(root.Length + 1)..]
        : null;

    private static string Line(string? text) => PlainLine.Of(text, Longest);
}
