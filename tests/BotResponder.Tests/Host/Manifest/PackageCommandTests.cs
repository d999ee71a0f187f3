using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json.Nodes;
using BotResponder.Host.Manifest;
using NJsonSchema;

namespace BotResponder.Tests.Host.Manifest;

/// <summary>The package as somebody gets it who has configured nothing but the bot's id.</summary>
public sealed class PackageCommandTests : IDisposable
{
    private const string Bot = "22222222-2222-2222-2222-222222222222";
    private const string App = "11111111-1111-1111-1111-111111111111";

    private readonly string _folder = Directory.CreateTempSubdirectory("package").FullName;
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    private string Zip => Path.Combine(_folder, "bot.zip");

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _output.Dispose();
        _errors.Dispose();
    }

    [Fact]
    public async Task Run_OnlyTheBotsId_WritesThreeFilesAndNothingElse()
    {
        Assert.Equal(0, await RunAsync("--out", Zip, $"--Teams:AppId={Bot}"));

        using var zip = await ZipFile.OpenReadAsync(Zip, TestContext.Current.CancellationToken);
        Assert.Equal(["color.png", "manifest.json", "outline.png"], zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
        Assert.Equal([Zip], Directory.GetFileSystemEntries(_folder));
        Assert.Contains(Bot, _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("color.png", 192, 2)]
    [InlineData("outline.png", 32, 6)]
    public async Task Run_Icons_HaveTheSizeAndKindThatTeamsWants(string name, int size, int kind)
    {
        await RunAsync("--out", Zip, $"--Teams:AppId={Bot}");

        // PNG: signature, then IHDR with width, height, depth and colour type (2 = RGB, 6 = RGB with transparency).
        var icon = await EntryAsync(name);
        Assert.Equal(size, BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(16)));
        Assert.Equal(size, BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(20)));
        Assert.Equal(kind, icon[25]);
    }

    [Fact]
    public async Task Run_Manifest_KeepsMicrosoftsSchema()
    {
        var manifest = await ManifestAsync();

        Assert.Empty((await SchemaAsync()).Validate(manifest.ToJsonString()));
        Assert.Equal("1.30", (string?)manifest["manifestVersion"]);
    }

    [Theory]
    [InlineData("accentColor", "\"blue\"")]
    [InlineData("id", "\"no-guid\"")]
    [InlineData("surplus", "1")]
    [InlineData("bots", "[{}, {}]")]
    [InlineData("supportsChannelFeatures", "\"tier9\"")]
    public async Task Schema_ABrokenManifest_IsNotKept(string member, string value)
    {
        var manifest = await ManifestAsync();
        manifest[member] = JsonNode.Parse(value);

        Assert.NotEmpty((await SchemaAsync()).Validate(manifest.ToJsonString()));
    }

    [Fact]
    public async Task Run_IdAndVersion_AreTheOnesGiven()
    {
        var manifest = await ManifestAsync("--id", App, "--version", "4.5.6");

        Assert.Equal(App, (string?)manifest["id"]);
        Assert.Equal("4.5.6", (string?)manifest["version"]);
        Assert.Equal(Bot, (string?)manifest["bots"]![0]!["botId"]);
        Assert.Equal(Bot, (string?)manifest["webApplicationInfo"]!["id"]);
    }

    [Fact]
    public async Task Run_NeitherIdNorVersion_TakesTheBotsAndTheBuilds()
    {
        var manifest = await ManifestAsync();

        Assert.Equal(Bot, (string?)manifest["id"]);
        Assert.Equal(typeof(PackageCommand).Assembly.GetName().Version!.ToString(3), (string?)manifest["version"]);
    }

    [Fact]
    public async Task Run_NoBotId_SaysSoAndWritesNothing()
    {
        Assert.Equal(1, await RunAsync("--out", Zip, "--Teams:AppId="));

        Assert.Contains("Teams:AppId", _errors.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(Zip));
    }

    [Fact]
    public async Task Run_FolderThatIsNotThere_SaysSo()
    {
        Assert.Equal(1, await RunAsync("--out", Path.Combine(_folder, "none", "bot.zip"), $"--Teams:AppId={Bot}"));

        Assert.Contains("could not be written", _errors.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--out")]
    [InlineData("--out", "--id")]
    [InlineData("--id", App)]
    [InlineData("--out", "a.zip", "--id", "7")]
    [InlineData("--out", "a.zip", "--version", "1.2")]
    [InlineData("--out", "a.zip", "--version", "1.2.3.4")]
    [InlineData("--out", "a.zip", "b.zip")]
    [InlineData("--out", "a.zip", "--loud")]
    public async Task Run_NotUnderstood_IsTwoAndOneSentence(params string[] words)
    {
        Assert.Equal(2, await RunAsync(words));

        Assert.Single(_errors.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    private static Task<JsonSchema> SchemaAsync() => JsonSchema.FromFileAsync(
        Path.Combine(ArchitectureRules.Root, "tests/BotResponder.Tests/Teams/Manifest/MicrosoftTeams.v1.30.schema.json"), TestContext.Current.CancellationToken);

    private Task<int> RunAsync(params string[] words) => PackageCommand.RunAsync(words, _output, _errors);

    private async Task<JsonObject> ManifestAsync(params string[] words)
    {
        Assert.Equal(0, await RunAsync(["--out", Zip, $"--Teams:AppId={Bot}", .. words]));
        return JsonNode.Parse(await EntryAsync("manifest.json"))!.AsObject();
    }

    private async Task<byte[]> EntryAsync(string name)
    {
        using var zip = await ZipFile.OpenReadAsync(Zip, TestContext.Current.CancellationToken);
        await using var entry = await zip.GetEntry(name)!.OpenAsync(TestContext.Current.CancellationToken);
        using var content = new MemoryStream();
        await entry.CopyToAsync(content, TestContext.Current.CancellationToken);
        return content.ToArray();
    }
}
