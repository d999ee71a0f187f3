namespace BotResponder.Host.Manifest;

/// <summary>What follows <c>manifest</c> on the command line.</summary>
/// <param name="Out">Where the zip goes; an older one is replaced.</param>
/// <param name="Id">Of the Teams app; null for the bot's own id.</param>
/// <param name="Version">Null for this build's.</param>
/// <param name="Settings">What is left for the configuration.</param>
internal sealed record PackageOrder(string Out, Guid? Id, Version? Version, string[] Settings)
{
    /// <returns>Null, and what is wrong, when it cannot be understood.</returns>
    public static PackageOrder? Parse(string[] words, out string fault)
    {
        string? target = null;
        Guid? id = null;
        Version? version = null;
        List<string> settings = [];
        fault = "";
        for (var index = 0; index < words.Length && fault.Length == 0; index++)
        {
            var (word, value) = (words[index], index + 1 < words.Length ? words[index + 1] : null);
            switch (word)
            {
                case "--out" when !string.IsNullOrWhiteSpace(value) && !value.StartsWith('-'): target = value; index++; break;
                case "--id" when Guid.TryParse(value, out var given) && given != Guid.Empty: id = given; index++; break;
                case "--version" when TryVersion(value) is { } given: version = given; index++; break;
                case "--out" or "--id" or "--version": fault = $"{word} needs {Wanted(word)}."; break;
                case var _ when word.StartsWith("--", StringComparison.Ordinal) && word.Contains(':', StringComparison.Ordinal) && word.Contains('=', StringComparison.Ordinal): settings.Add(word); break;
                default: fault = $"I do not understand {word}."; break;
            }
        }

        fault = fault.Length == 0 && target is null ? "Say where the package goes: --out bot.zip." : fault;
        return fault.Length == 0 ? new(target!, id, version, [.. settings]) : null;
    }

    private static Version? TryVersion(string? text) => Version.TryParse(text, out var version) && version is { Build: >= 0, Revision: -1 } ? version : null;

    private static string Wanted(string option) => option switch
    {
        "--out" => "a file name",
        "--id" => "the id of the Teams app, a GUID",
        _ => "three numbers, such as 1.2.3",
    };
}
