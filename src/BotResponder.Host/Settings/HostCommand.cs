namespace BotResponder.Host.Settings;

/// <summary>What the process is started for: the first word that is no setting.</summary>
internal static class HostCommand
{
    public const string Run = "run";
    public const string Check = "check";
    public const string Unpark = "unpark";
    public const string Manifest = "manifest";
    public const string Simulate = "simulate";

    public const string Usage = """
        BotResponder.Host                  runs the bot
        BotResponder.Host -- check         checks configuration, storage, queue, tokens and permissions, and lists what is parked
        BotResponder.Host -- unpark        brings back what is parked
        BotResponder.Host -- simulate policy FILE.json on 30d
                                           says what the rules of a file would have said of what was asked in the last 30 days; changes nothing
        BotResponder.Host -- manifest --out FILE.zip [--id GUID] [--version X.Y.Z]
                                           writes the Teams app package; needs Teams:AppId only
        Settings follow as --Section:Name=value. Exit codes: 0 all good, 1 something failed, 2 not understood.
        """;

    /// <returns>The command, null when it is none of ours; and what is left for the configuration.</returns>
    public static (string? Command, string[] Settings) Parse(string[] arguments)
    {
        var words = arguments is ["--", ..] ? arguments[1..] : arguments;
        return words switch
        {
            [] => (Run, words),
            [var first, ..] when first.StartsWith('-') || first.StartsWith('/') || first.Contains('=', StringComparison.Ordinal) => (Run, words),
            [Run or Check or Unpark or Manifest or Simulate, ..] => (words[0], words[1..]),
            _ => (null, []),
        };
    }
}
