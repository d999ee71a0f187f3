using System.Reflection;
using System.Xml.Linq;
using static BotResponder.Tests.ArchitectureRules;

namespace BotResponder.Tests;

/// <summary>Who may know whom. Each rule is a function of its own, and stands below beside an example that it must refuse: so each test can fail.</summary>
public sealed class ArchitectureTests
{
    public static TheoryData<string> EveryProject => [.. Projects];

    [Theory]
    [MemberData(nameof(EveryProject))]
    public void ProjectFile_ItsReferences_AreAllowed(string project)
    {
        var file = XDocument.Load(Path.Combine(Root, "src", $"BotResponder.{project}", $"BotResponder.{project}.csproj"));

        Assert.Empty(ForbiddenProjects(project, ProjectReferences(file)));
        Assert.Empty(ForbiddenEngines(project, Packages(file)));
    }

    [Theory]
    [InlineData("Core")]
    [InlineData("Teams")]
    [InlineData("Simulator")]
    [InlineData("Defender")]
    [InlineData("Storage")]
    [InlineData("Host")]
    public void Assembly_ItsReferences_AreAllowed(string project)
    {
        var references = References(project);

        Assert.Empty(ForbiddenProjects(project, references.Where(name => name.StartsWith("BotResponder.", StringComparison.Ordinal)).Select(ShortName)));
        Assert.Empty(ForbiddenEngines(project, references));
    }

    [Fact]
    public void ProjectFolders_AllOfThem_HaveARule()
    {
        var folders = Directory.GetDirectories(Path.Combine(Root, "src")).Select(folder => ShortName(Path.GetFileName(folder)));

        Assert.Equal(Projects.Order(StringComparer.Ordinal), folders.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ForbiddenProjects_CoreThatKnowsHost_IsNamed()
    {
        var file = XDocument.Parse("""<Project><ItemGroup><ProjectReference Include="..\BotResponder.Host\BotResponder.Host.csproj" /></ItemGroup></Project>""");

        Assert.Equal(["Core -> Host"], ForbiddenProjects("Core", ProjectReferences(file)));
        Assert.Equal(["Simulator -> Defender"], ForbiddenProjects("Simulator", ["Defender"]));
        Assert.Empty(ForbiddenProjects("Host", ["Core", "Teams"]));
    }

    [Fact]
    public void Core_Everything_SpeaksNoProtocol()
    {
        var file = XDocument.Load(Path.Combine(Root, "src/BotResponder.Core/BotResponder.Core.csproj"));

        Assert.Empty(ForbiddenInCore(References("Core")));
        Assert.Empty(ForbiddenInCore(Packages(file)));
    }

    [Fact]
    public void ForbiddenInCore_WebHttpOrAzure_IsNamed()
    {
        string[] names = ["System.Runtime", "Microsoft.AspNetCore.App", "System.Net.Http", "Azure.Core", "Microsoft.Extensions.Options"];

        Assert.Equal(["Microsoft.AspNetCore.App", "System.Net.Http", "Azure.Core"], ForbiddenInCore(names));
    }

    [Fact]
    public void ForbiddenEngines_OutsideStorage_IsNamed()
    {
        Assert.Equal(["Host -> Microsoft.Data.Sqlite"], ForbiddenEngines("Host", ["System.Runtime", "Microsoft.Data.Sqlite"]));
        Assert.Empty(ForbiddenEngines("Storage", ["Microsoft.Data.Sqlite"]));
        Assert.Contains("Microsoft.Data.Sqlite", References("Storage"));
    }

    [Fact]
    public void Files_EveryNamespace_IsItsFolder()
    {
        var wrong = Files(".cs").Select(file => WrongNamespace(file.Path, file.Content)).OfType<string>();

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("src/BotResponder.Core/Requests/Lane.cs", "namespace BotResponder.Core.Requests;\n", true)]
    [InlineData("src/BotResponder.Core/Requests/Lane.cs", "using System;\n\nnamespace BotResponder.Core.Lanes;\n", false)]
    [InlineData("tests/BotResponder.Tests/ArchitectureTests.cs", "namespace BotResponder.Tests;\n", true)]
    [InlineData("src/BotResponder.Host/Program.cs", "var app = 1;\n", true)]
    public void WrongNamespace_ByExample_TellsThemApart(string path, string content, bool isRight) =>
        Assert.Equal(isRight, WrongNamespace(path, content) is null);

    [Fact]
    public void Files_EveryOne_IsShort()
    {
        var files = Files(".cs", ".razor", ".js", ".css").ToList();

        Assert.True(files.Count > 100, "The walk finds the code.");
        Assert.Empty(files.Select(file => TooLong(file.Path, file.Content)).OfType<string>());
    }

    [Fact]
    public void TooLong_OneLineTooMany_IsNamed()
    {
        Assert.Null(TooLong("a.cs", string.Concat(Enumerable.Repeat("x\n", MostLines))));
        Assert.Equal("a.cs: 251 lines", TooLong("a.cs", string.Concat(Enumerable.Repeat("x\n", MostLines + 1))));
    }

    [Fact]
    public void ActionFolders_EachOfThem_KnowsNoOther()
    {
        const string Actions = "src/BotResponder.Defender/Actions/";
        var files = Files(".cs").Where(file => file.Path.StartsWith(Actions, StringComparison.Ordinal) && file.Path[Actions.Length..].Contains('/', StringComparison.Ordinal)).ToList();
        var folders = files.Select(file => file.Path[Actions.Length..].Split('/')[0]).Distinct(StringComparer.Ordinal).ToList();

        Assert.Empty(files.SelectMany(file => ForeignActions(file.Path[Actions.Length..].Split('/')[0], folders, file.Content)));
    }

    [Theory]
    [InlineData("using BotResponder.Defender.Actions.ReleaseDevice;", 1)]
    [InlineData("var action = new ReleaseDevice.ReleaseDeviceAction();", 1)]
    [InlineData("using BotResponder.Defender.Actions.IsolateDevice;", 0)]
    [InlineData("UndoneBy = new(\"device.release\"), // see ReleaseDeviceAction", 0)]
    public void ForeignActions_ByExample_TellsThemApart(string content, int offences) =>
        Assert.Equal(offences, ForeignActions("IsolateDevice", ["IsolateDevice", "ReleaseDevice"], content).Count());

    private static string[] References(string project) =>
        [.. Assembly.Load($"BotResponder.{project}").GetReferencedAssemblies().Select(name => name.Name!)];
}
