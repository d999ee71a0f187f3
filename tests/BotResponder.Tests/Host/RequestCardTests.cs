using System.Text.Json.Nodes;
using BotResponder.Core.Requests;
using BotResponder.Host.Cards;
using BotResponder.Teams.Cards;

namespace BotResponder.Tests.Host;

/// <summary>The request's card in every state, compared with a stored one. To accept a change on purpose: <c>UPDATE_GOLDEN=1</c>, then read the difference.</summary>
public sealed class RequestCardTests
{
    public static TheoryData<RequestState> States => [.. Enum.GetValues<RequestState>()];

    [Theory]
    [MemberData(nameof(States))]
    public void Render_InEachState_IsTheStoredCard(RequestState state)
    {
        var shown = JsonNode.Parse(RequestCard.Render(CardSamples.View(state)).ToJson())!.ToJsonString(new() { WriteIndented = true }) + "\n";
        var file = Path.Combine(ArchitectureRules.Root, "tests", "BotResponder.Tests", "Host", "Golden", $"request-{state}.json");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(file, shown);
        }

        Assert.Equal(File.ReadAllText(file), shown);
    }

    [Theory]
    [MemberData(nameof(States))]
    public void Render_FinalState_LeavesOnlyWhatCanStillBeDone(RequestState state)
    {
        var verbs = (RequestCard.Render(CardSamples.View(state)).Actions ?? []).OfType<ExecuteAction>().Select(action => action.Verb);

        string[] expected = state switch
        {
            RequestState.Pending => ["approve", "deny", "withdraw"],
            RequestState.Approved => ["withdraw"],
            RequestState.Done => ["undo"],
            _ => [],
        };
        Assert.Equal(expected, verbs);
    }

    [Theory]
    [MemberData(nameof(States))]
    public void Render_HostileTextInEveryField_ShowsNoMarkup(RequestState state)
    {
        const string Hostile = "**DONE** [x](https://evil.example) <at>Bo</at> \u202E\n# fake";

        var json = JsonNode.Parse(RequestCard.Render(CardSamples.View(state, Hostile)).ToJson())!;

        Assert.All(Texts(json["body"]!), text =>
        {
            Assert.DoesNotContain("**DONE**", text, StringComparison.Ordinal);
            Assert.DoesNotContain("](https", text, StringComparison.Ordinal);
            Assert.DoesNotContain("<at>", text, StringComparison.Ordinal);
            Assert.DoesNotContain('\u202E', text);
            Assert.DoesNotContain('\n', text);
        });
        Assert.Contains(Texts(json["body"]!), text => text.Contains(new string('a', 40), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(States))]
    public void Render_LongestText_StaysWithinTheBudget(RequestState state)
    {
        var card = RequestCard.Render(CardSamples.View(state, new string('\u00E9', 500)));

        Assert.InRange(card.CountCharacters(), 1, 18_000);
        Assert.InRange((card.Actions ?? []).Count, 0, 4);
    }

    private static IEnumerable<string> Texts(JsonNode node) => node switch
    {
        JsonObject json => json.SelectMany(member => member.Value is null ? [] : Texts(member.Value)),
        JsonArray array => array.SelectMany(item => item is null ? [] : Texts(item)),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };
}
