namespace BotResponder.Host.Extension;

/// <summary>The commands of the message extension, by their ids in <c>manifest/manifest.json</c>.</summary>
internal static class ExtensionCommands
{
    public const string Devices = "devices";
    public const string Accounts = "accounts";
    public const string Alerts = "alerts";
    public const string Requests = "requests";
    public const string Respond = "respond";
}
