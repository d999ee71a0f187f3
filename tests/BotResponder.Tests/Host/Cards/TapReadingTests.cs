using System.Text.RegularExpressions;

namespace BotResponder.Tests.Host.Cards;

/// <summary>What the host reads out of a tap, looked up in its source: an opaque id, and what a person typed. There is no way to a right or a fact.</summary>
public sealed class TapReadingTests
{
    private static readonly string[] s_allowed = ["CardVerbs.AnswerInput", "CardVerbs.Comment", "CardVerbs.Dialog", "CardVerbs.Request"];

    [Fact]
    [Trait("Attack", "15")]
    public void Host_ReadsOfATap_NothingButIdsAndTypedWords()
    {
        var files = Directory.EnumerateFiles(Path.Combine(ArchitectureRules.Root, "src", "BotResponder.Host"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText).Where(text => text.Contains("CardTap", StringComparison.Ordinal)).ToList();

        var read = files.SelectMany(text => Regex.Matches(text, @"\b(?:tap|data)\.Get\((?<key>[^)]*)\)", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(match => match.Groups["key"].Value)).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(s_allowed, read);
        Assert.All(files, text => Assert.DoesNotContain("activity.Value", text, StringComparison.Ordinal));
    }
}
