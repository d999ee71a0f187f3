using System.Text.Json.Nodes;
using BotResponder.Host.Extension;
using BotResponder.Teams.Activities;

namespace BotResponder.Tests.Host.Manifest;

/// <summary>The message extension is declared by hand: what is declared must be what the host answers.</summary>
public sealed class ExtensionManifestTests
{
    private static readonly JsonArray s_commands =
        JsonNode.Parse(File.ReadAllText(Path.Combine(ArchitectureRules.Root, "manifest/manifest.json")))!["composeExtensions"]![0]!["commands"]!.AsArray();

    [Fact]
    public void Commands_AreThoseThatTheHostAnswers()
    {
        Assert.Equal([ExtensionCommands.Devices, ExtensionCommands.Accounts, ExtensionCommands.Alerts, ExtensionCommands.Requests], Of("query").Select(command => (string)command["id"]!));
        Assert.Equal([ExtensionCommands.Respond], Of("action").Select(command => (string)command["id"]!));
    }

    [Fact]
    public void Parameters_HaveTheNameThatIsRead() =>
        Assert.All(Of("query"), command => Assert.Equal(ExtensionQuery.Parameter, (string)Assert.Single(command["parameters"]!.AsArray())!["name"]!));

    [Fact]
    public void Respond_IsOfferedOnMessagesAndAsksTheBotForItsDialog()
    {
        var respond = Assert.Single(Of("action"));

        Assert.Equal(["message"], respond["context"]!.AsArray().Select(context => (string)context!));
        Assert.True((bool)respond["fetchTask"]!);
    }

    private static IEnumerable<JsonNode> Of(string type) => s_commands.Where(command => (string)command!["type"]! == type).Select(command => command!);
}
