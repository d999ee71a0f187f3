using System.Text.Json.Nodes;
using BotResponder.Core.Requests;
using BotResponder.Host.Cards;
using BotResponder.Teams.Cards;

namespace BotResponder.Tests.Host.Cards;

/// <summary>What a request's card offers to whom, in every state.</summary>
public sealed class RequestCardTests
{
    public static TheoryData<RequestState> States => [.. Enum.GetValues<RequestState>()];

    public static TheoryData<RequestState, string, string> Offers => new()
    {
        { RequestState.Pending, nameof(CardRole.Everybody), "refresh" },
        { RequestState.Pending, nameof(CardRole.Approver), "approve deny" },
        { RequestState.Pending, nameof(CardRole.Requester), "withdraw" },
        { RequestState.Pending, nameof(CardRole.Bystander), "" },
        { RequestState.Approved, nameof(CardRole.Everybody), "refresh" },
        { RequestState.Approved, nameof(CardRole.Approver), "" },
        { RequestState.Approved, nameof(CardRole.Requester), "withdraw" },
        { RequestState.Running, nameof(CardRole.Everybody), "" },
        { RequestState.Running, nameof(CardRole.Requester), "" },
        { RequestState.Done, nameof(CardRole.Everybody), "undo" },
        { RequestState.Done, nameof(CardRole.Bystander), "undo" },
        { RequestState.Unknown, nameof(CardRole.Approver), "" },
        { RequestState.Denied, nameof(CardRole.Approver), "" },
        { RequestState.Expired, nameof(CardRole.Requester), "" },
    };

    [Theory]
    [MemberData(nameof(Offers))]
    public void Render_ByStateAndReader_OffersWhatSheMayDo(RequestState state, string reader, string verbs)
    {
        var role = Enum.Parse<CardRole>(reader);
        var card = RequestCard.Render(CardSamples.View(state, role: role));

        Assert.Equal(verbs, string.Join(' ', (card.Actions ?? []).OfType<ExecuteAction>().Select(action => action.Verb)));
        Assert.Equal((state, role) is (RequestState.Pending, CardRole.Approver), card.Body.OfType<TextInput>().Any());
    }

    [Theory]
    [MemberData(nameof(States))]
    public void Render_FinalState_HasNoActionButUndoAndNoRefresh(RequestState state)
    {
        Assert.All(Enum.GetValues<CardRole>(), role =>
        {
            var card = RequestCard.Render(CardSamples.View(state, role: role));

            Assert.Equal(RequestLifecycle.IsFinal(state), card.Refresh is null);
            Assert.All(RequestLifecycle.IsFinal(state) ? card.Actions ?? [] : [], action => Assert.Equal("undo", Assert.IsType<ExecuteAction>(action).Verb));
        });
    }

    [Theory]
    [InlineData(nameof(CardRole.Everybody), false, "refresh")]
    [InlineData(nameof(CardRole.Requester), false, "done withdraw")]
    [InlineData(nameof(CardRole.Approver), false, "done")]
    [InlineData(nameof(CardRole.Bystander), false, "")]
    [InlineData(nameof(CardRole.Requester), true, "withdraw")]
    public void Render_HandedOver_OffersDoneToWhoMayActUntilItIsSaid(string reader, bool isSaid, string verbs)
    {
        var card = RequestCard.Render(CardSamples.HandedOver(Enum.Parse<CardRole>(reader), isSaid));

        Assert.Equal(verbs, string.Join(' ', (card.Actions ?? []).OfType<ExecuteAction>().Select(action => action.Verb)));
        Assert.Equal("https://security.microsoft.com/?tid=tenant", card.Actions!.OfType<OpenUrlAction>().Single().Url.AbsoluteUri);
        Assert.Equal(!isSaid, card.ToJson().Contains("done R-4F7K2", StringComparison.Ordinal));
    }

    [Fact]
    public void Render_ForEverybody_NamesThoseWhoMustActAndSaysTheWords()
    {
        var json = RequestCard.Render(CardSamples.View(RequestState.Pending)).ToJson();

        Assert.Contains("<at>Bo Lind</at>", JsonNode.Parse(json)!["body"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
        Assert.Equal("29:bo", (string?)JsonNode.Parse(json)!["msteams"]!["entities"]![0]!["mentioned"]!["id"]);
        Assert.Contains("approve R-4F7K2", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Buttons_FallBackToTheWordsOfTheSameDecision()
    {
        var approve = RequestCard.Render(CardSamples.View(RequestState.Pending, role: CardRole.Approver)).Actions!.OfType<ExecuteAction>().First();

        var fallback = JsonNode.Parse(RequestCard.Render(CardSamples.View(RequestState.Pending, role: CardRole.Approver)).ToJson())!["actions"]![0]!["fallback"]!;
        Assert.Equal("approve", approve.Verb);
        Assert.Equal(["request"], approve.Data!.Keys);
        Assert.Equal("""{"type":"Action.Submit","title":"Approve","data":{"msteams":{"type":"messageBack","text":"approve R-4F7K2","displayText":"approve R-4F7K2"}}}""", fallback.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(States))]
    public void Render_LongestText_StaysWithinTheBudget(RequestState state)
    {
        var card = RequestCard.Render(CardSamples.View(state, new string('\u00E9', 500)));

        Assert.InRange(card.CountCharacters(), 1, 18_000);
        Assert.InRange((card.Actions ?? []).Count, 0, 4);
    }
}
