using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace BotResponder.Tests;

/// <summary>The rules of the house as functions from what is there to who breaks them. Each is tested with an example that it must refuse.</summary>
internal static partial class ArchitectureRules
{
    public const int MostLines = 250;

    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Core"] = [],
        ["Teams"] = [],
        ["Simulator"] = [],
        ["Defender"] = ["Core"],
        ["Storage"] = ["Core"],
        ["Host"] = ["Core", "Defender", "Teams", "Storage"],
        ["Playground"] = ["Host", "Simulator"],
    };

    /// <summary>The folder that holds the solution, found upward from the test assembly.</summary>
    public static string Root { get; } = FindRoot(new(AppContext.BaseDirectory));

    public static IEnumerable<string> Projects => Allowed.Keys;

    public static IEnumerable<string> ForbiddenProjects(string project, IEnumerable<string> references) =>
        references.Except(Allowed[project], StringComparer.Ordinal).Select(reference => $"{project} -> {reference}");

    /// <summary>Core is the base class library and abstractions: nothing that speaks a protocol or to a cloud.</summary>
    public static IEnumerable<string> ForbiddenInCore(IEnumerable<string> assemblies) => assemblies.Where(name =>
        name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
        || name.StartsWith("Azure.", StringComparison.Ordinal)
        || name.StartsWith("System.Net.Http", StringComparison.Ordinal)
        || name.StartsWith("Microsoft.Extensions.Http", StringComparison.Ordinal)
        || name.StartsWith("Microsoft.Graph", StringComparison.Ordinal));

    /// <summary>Only Storage knows engines.</summary>
    public static IEnumerable<string> ForbiddenEngines(string project, IEnumerable<string> assemblies) => project == "Storage"
        ? []
        : assemblies.Where(name => name is "Microsoft.Data.Sqlite" or "Azure.Data.Tables" or "Azure.Storage.Queues" or "SQLitePCLRaw.core").Select(name => $"{project} -> {name}");

    /// <returns>What the namespace should be; null when it is right, or when the file declares none.</returns>
    public static string? WrongNamespace(string relativePath, string content)
    {
        var declared = NamespaceLine().Match(content);
        var parts = relativePath.Split('/')[1..^1];
        var expected = string.Join('.', parts);
        return !declared.Success || declared.Groups["name"].Value == expected ? null : $"{relativePath}: {declared.Groups["name"].Value} should be {expected}";
    }

    public static string? TooLong(string relativePath, string content)
    {
        var lines = content.AsSpan().Count('\n');
        return lines > MostLines ? $"{relativePath}: {lines} lines" : null;
    }

    /// <summary>An action is a folder that knows no other action's folder.</summary>
    public static IEnumerable<string> ForeignActions(string ownFolder, IEnumerable<string> allFolders, string content) => allFolders
        .Where(other => other != ownFolder && Regex.IsMatch(content, $@"\b{Regex.Escape(other)}\s*[.;]", RegexOptions.None, TimeSpan.FromSeconds(5)))
        .Select(other => $"{ownFolder} -> {other}");

    public static IEnumerable<string> ProjectReferences(XDocument project) => Includes(project, "ProjectReference")
        .Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))
        .Select(ShortName);

    public static IEnumerable<string> Packages(XDocument project) => Includes(project, "PackageReference").Concat(Includes(project, "FrameworkReference"));

    public static string ShortName(string assembly) => assembly.Replace("BotResponder.", "", StringComparison.Ordinal);

    /// <summary>Our own code: relative path with forward slashes, and content.</summary>
    public static IEnumerable<(string Path, string Content)> Files(params string[] extensions) =>
        from top in new[] { "src", "tests" }
        from path in Directory.EnumerateFiles(Path.Combine(Root, top), "*", SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(Root, path).Replace('\\', '/')
        where extensions.Contains(Path.GetExtension(path), StringComparer.Ordinal)
        where !relative.Split('/').Any(part => part is "bin" or "obj" or "node_modules" or "lib")
        select (relative, File.ReadAllText(path));

    private static IEnumerable<string> Includes(XDocument project, string element) =>
        project.Descendants(element).Select(each => each.Attribute("Include")?.Value ?? "").Where(value => value.Length > 0);

    private static string FindRoot(DirectoryInfo start)
    {
        for (var folder = start; folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "BotResponder.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No solution above {start.FullName}.");
    }

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex NamespaceLine();
}
