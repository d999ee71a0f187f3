using BotResponder.Core.Requests;
using BotResponder.Host.Cards;
using BotResponder.Teams.Cards;
using BotResponder.Tests.Samples;
using BotResponder.Tests.Teams.Cards;

namespace BotResponder.Tests.Host.Cards;

/// <summary>What is shown and said of what somebody took back outside the bot.</summary>
public sealed class OutsideCardTests
{
    [Fact]
    public void Card_TakenBackOutside_SaysSoAndOffersNoUndo()
    {
        var card = RequestCard.Render(OutsideSamples.One(theirs: null));

        Assert.Contains("and undone outside the bot", card.ToJson(), StringComparison.Ordinal);
        Assert.Contains("**Released outside the bot**, noticed 14 Mar 10:31:05 UTC.", card.ToJson(), StringComparison.Ordinal);
        Assert.Null(card.Actions);
    }

    [Fact]
    public void Card_SomeTakenBackOutside_CountsThemAndOffersToUndoTheRest()
    {
        var card = RequestCard.Render(OutsideSamples.Many());

        Assert.Contains("WS-050, WS-150, WS-250: Released outside the bot", card.ToJson(), StringComparison.Ordinal);
        Assert.Contains("3 undone outside the bot", card.ToJson(), StringComparison.Ordinal);
        Assert.Equal("undo", Assert.IsType<ExecuteAction>(Assert.Single(card.Actions!)).Verb);
    }

    [Fact]
    public void News_OfOne_SaysWhatWhenAndWhatToTypeNext()
    {
        var text = RequestNewsText.Of(OutsideSamples.One(theirs: null).Request, 0, Isolation.Descriptor)!.Value.Plain;

        Assert.Contains("**R-4F7K2** Isolate device: ws-042.contoso.com", text, StringComparison.Ordinal);
        Assert.Contains("**Released outside the bot**, noticed 10:31 UTC.", text, StringComparison.Ordinal);
        Assert.Contains($"ask again: **isolate {new string('a', 40)} because** and why.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void News_OfSeveral_IsOneMessageThatNamesThem()
    {
        var request = OutsideSamples.Many().Request;

        var text = RequestNewsText.Of(request, 150, Isolation.Descriptor)!.Value.Plain;

        Assert.All(["WS-050", "WS-150", "WS-250"], name => Assert.Contains(name, text, StringComparison.Ordinal));
        Assert.Contains("ask again with **isolate**", text, StringComparison.Ordinal);
    }

    [Fact]
    public void News_OfNothing_IsNothing() => Assert.Null(RequestNewsText.Of(CardSamples.Request(RequestState.Done), 0, Isolation.Descriptor));

    [Fact]
    [Trait("Attack", "27")]
    public async Task CardAndNews_HostileTextInEveryField_ShowItLiterally()
    {
        var views = HostileTexts.All.Select(OutsideSamples.One).ToArray();

        var read = await CardReading.ReadAsync(views.Select(view => RequestCard.Fit(view).Content), TestContext.Current.CancellationToken);

        Assert.All(read, card => Assert.All(card.Texts, text => Assert.All(text.Marks, mark => Assert.StartsWith("link https://security.microsoft.com/", mark, StringComparison.Ordinal))));
        Assert.All(views.Zip(HostileTexts.All), each => Assert.Contains(
            CardText.Theirs(each.Second, 400).Markdown, RequestNewsText.Of(each.First.Request, 0, Isolation.Descriptor)!.Value.Markdown, StringComparison.Ordinal));
    }
}
