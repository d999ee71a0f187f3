namespace BotResponder.Host.Health;

/// <summary>One thing that was looked at.</summary>
/// <param name="What">What it is about, in a word or two.</param>
/// <param name="Sentence">How it is, and what to do next when it is not well. Never a secret.</param>
internal sealed record CheckLine(CheckResult Result, string What, string Sentence)
{
    public static CheckLine Ok(string what, string sentence) => new(CheckResult.Ok, what, sentence);

    public static CheckLine Warning(string what, string sentence) => new(CheckResult.Warning, what, sentence);

    public static CheckLine Failed(string what, string sentence) => new(CheckResult.Failed, what, sentence);

    public override string ToString() => $"{Result.ToString().ToUpperInvariant(),-7} {What}: {Sentence}";
}

internal enum CheckResult
{
    Ok,

    /// <summary>The bot works; somebody should look all the same.</summary>
    Warning,
    Failed,
}
