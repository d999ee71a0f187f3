using System.Globalization;
using System.Text.Json.Nodes;

namespace BotResponder.Tests.Defender.Troubleshooting;

/// <summary>What hunting answers, for all of the bot's queries at once: each reads its own columns.</summary>
internal static class TroubleshootingRows
{
    private const string Defender = @"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows Defender";

    public static string Antivirus(string mode = "0", string platform = "4.18.24090.11", string? engine = null) =>
        new JsonObject { ["Timestamp"] = At(PretendMicrosoft.Now.AddHours(-3)), ["Mode"] = mode, ["Platform"] = platform, ["Engine"] = engine }.ToJsonString();

    public static string Start(DateTimeOffset at, DateTimeOffset? expiry = null) =>
        Event(at, "Enabled", "Disabled", "Troubleshooting mode started", at, expiry ?? at.AddHours(4));

    public static string End(DateTimeOffset at, DateTimeOffset start) => Event(at, "Disabled", "Enabled", "Troubleshooting mode ended", start, at);

    /// <param name="key">Below Windows Defender's.</param>
    public static string Setting(DateTimeOffset at, string key, string name, string data, string before = "", string by = "adm-jo", string type = "RegistryValueSet", string root = Defender) =>
        new JsonObject
        {
            ["Timestamp"] = At(at),
            ["ActionType"] = type,
            ["RegistryKey"] = key.Length > 0 ? $"{root}\\{key}" : root,
            ["RegistryValueName"] = name,
            ["RegistryValueData"] = data,
            ["PreviousRegistryValueData"] = before,
            ["InitiatingProcessAccountName"] = by,
        }.ToJsonString();

    private static string Event(DateTimeOffset at, string state, string previous, string reason, DateTimeOffset start, DateTimeOffset expiry) => new JsonObject
    {
        ["Timestamp"] = At(at),
        ["State"] = state,
        ["Previous"] = previous,
        ["Start"] = At(start),
        ["Expiry"] = At(expiry),
        ["Reason"] = reason,
        ["Source"] = "ATP",
    }.ToJsonString();

    private static string At(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
