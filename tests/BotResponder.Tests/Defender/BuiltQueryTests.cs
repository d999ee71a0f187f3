using System.Text.RegularExpressions;

namespace BotResponder.Tests.Defender;

/// <summary>No query is built from text beside the two places that make literals. The source itself is read: a rule of the compiler's for that does not exist.</summary>
public sealed partial class BuiltQueryTests
{
    private static string Source => Path.Combine(ArchitectureRules.Root, "src");

    private static IEnumerable<string> Files => new[] { "BotResponder.Defender", "BotResponder.Storage", "BotResponder.Host", "BotResponder.Core" }
        .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Source, project), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));

    [Fact]
    [Trait("Attack", "33")]
    public void Source_OutsideTheFilter_ComparesNoText() =>
        Assert.Empty(Files.Where(file => Path.GetFileName(file) != "ODataFilter.cs").SelectMany(file => Found(file, BuiltFilter())));

    /// <summary>What stands in a query is a literal of ours: made by KqlLiteral, by a method that makes one, or no text at all.</summary>
    [Fact]
    [Trait("Attack", "32")]
    public void Source_EveryHoleInAQuery_IsALiteral()
    {
        var holes = Files.SelectMany(file => Query().Matches(File.ReadAllText(file)).SelectMany(query => Hole().Matches(query.Value).Select(hole => hole.Groups["hole"].Value))).ToArray();

        Assert.NotEmpty(holes);
        Assert.All(holes, hole => Assert.True(
            hole.Contains("KqlLiteral.Of(", StringComparison.Ordinal) || hole.StartsWith("Instant(", StringComparison.Ordinal), $"{{{hole}}} stands in a query and is no KqlLiteral."));
    }

    [Theory]
    [Trait("Attack", "33")]
    [InlineData("$\"computerDnsName eq '{name}'\"")]
    [InlineData("$\"startswith(displayName,'{name}')\"")]
    [InlineData("\"PartitionKey ge '\" + customer")]
    [InlineData("$\"$filter={filter}\"")]
    public void Rule_ABuiltFilter_IsFound(string source) => Assert.Matches(BuiltFilter(), source);

    [Fact]
    [Trait("Attack", "32")]
    public void Rule_ABuiltQuery_IsFound()
    {
        const string source = "$\"\"\"\n        DeviceInfo\n        | where DeviceName == \"{name}\"\n        \"\"\"";

        Assert.Equal("name", Hole().Match(Query().Match(source).Value).Groups["hole"].Value);
    }

    private static IEnumerable<string> Found(string file, Regex rule) => File.ReadLines(file)
        .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && rule.IsMatch(line)).Select(line => $"{Path.GetFileName(file)}: {line.Trim()}");

    /// <summary>A comparison with a quote behind it, a function with one, or the option itself with a hole.</summary>
    [GeneratedRegex("""\b(?:eq|ne|gt|ge|lt|le) '|\b(?:startswith|endswith|contains)\(\w+, ?'|\$filter=\{""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BuiltFilter();

    /// <summary>A raw string that pipes.</summary>
    [GeneratedRegex("\\$\"\"\"\\s*\\n\\s*\\w+\\s*\\n\\s*\\|.*?\"\"\"", RegexOptions.CultureInvariant | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Query();

    [GeneratedRegex("\\{(?<hole>[^{}]*(?:\\([^()]*(?:\\([^()]*\\)[^()]*)*\\))?[^{}]*)\\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hole();
}
