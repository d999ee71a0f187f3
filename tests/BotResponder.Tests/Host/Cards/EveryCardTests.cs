using System.Text.Json.Nodes;
using BotResponder.Teams.Activities;
using NJsonSchema;

namespace BotResponder.Tests.Host.Cards;

/// <summary>Every card that the bot can send: stored, read by Microsoft's library, held against Microsoft's schema, small enough.</summary>
public sealed class EveryCardTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. CardGallery.All.Keys];

    /// <summary>To accept a change on purpose: <c>UPDATE_GOLDEN=1</c>, then read the difference.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Card_IsTheStoredOne(string name)
    {
        var shown = JsonNode.Parse(CardGallery.All[name].ToJson())!.ToJsonString(new() { WriteIndented = true }) + "\n";
        var file = Path.Combine(Folder, "Golden", $"{name}.json");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(file, shown);
        }

        Assert.Equal(File.ReadAllText(file), shown);
    }

    [Fact]
    public void Golden_Files_AreThoseOfTheGallery() => Assert.Equal(
        CardGallery.All.Keys, Directory.EnumerateFiles(Path.Combine(Folder, "Golden")).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Cards_ReadByMicrosoftsLibrary_RaiseNoComplaint()
    {
        var read = await CardReading.ReadAsync(CardGallery.All.Values, Stop);

        Assert.Equal(CardGallery.All.Count, read.Count);
        Assert.All(CardGallery.All.Keys.Zip(read), each => Assert.True(each.Second.Events.Count == 0, $"{each.First}: {string.Join(' ', each.Second.Events)}"));
        Assert.All(read, card => Assert.NotEmpty(card.Texts));
    }

    [Fact]
    public async Task Cards_KeepMicrosoftsSchema()
    {
        var schema = await SchemaAsync();

        Assert.All(CardGallery.All, each => Assert.True(
            schema.Validate(WithoutTeamsOwn(each.Value.ToJson())) is { Count: 0 }, $"{each.Key}: {string.Join(' ', schema.Validate(WithoutTeamsOwn(each.Value.ToJson())))}"));
    }

    [Fact]
    public async Task Schema_ABrokenCard_IsNotKept()
    {
        var card = JsonNode.Parse(CardGallery.All["request-Pending"].ToJson())!.AsObject();
        card["body"]!.AsArray().Add(new JsonObject { ["type"] = "ProgressRing" });

        Assert.NotEmpty((await SchemaAsync()).Validate(WithoutTeamsOwn(card.ToJsonString())));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Card_FitsTheBudgetAndNamesAtMostSixty(string name)
    {
        var card = CardGallery.All[name];

        Assert.InRange(card.CountCharacters(), 1, MessageSize.SoftLimit);
        Assert.InRange(card.Refresh?.UserIds.Count ?? 0, 0, 60);
        Assert.InRange(card.Actions?.Count ?? 0, 0, 4);
    }

    private static string Folder => Path.Combine(ArchitectureRules.Root, "tests", "BotResponder.Tests", "Host", "Cards");

    private static Task<JsonSchema> SchemaAsync() => JsonSchema.FromFileAsync(Path.Combine(Folder, "adaptive-card-1.5.schema.json"), Stop);

    /// <summary>What only Teams knows: width and mentions, and choices that are fetched while somebody types.</summary>
    private static string WithoutTeamsOwn(string json)
    {
        var card = JsonNode.Parse(json)!.AsObject();
        card.Remove("msteams");
        foreach (var element in card["body"]!.AsArray().OfType<JsonObject>())
        {
            if (element.Remove("choices.data"))
            {
                element.Remove("style");
            }
        }

        return card.ToJsonString();
    }
}
