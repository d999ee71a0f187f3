using BotResponder.Defender.Alerts;
using BotResponder.Host.Cards;
using BotResponder.Teams.Cards;
using BotResponder.Tests.Teams.Cards;

namespace BotResponder.Tests.Host.Cards;

/// <summary>Titles, names and links of alerts are chosen by attackers: nothing of them changes what the card says.</summary>
public sealed class CaseCardTests
{
    [Fact]
    [Trait("Attack", "27")]
    public async Task Card_HostileTextInEveryField_ShowsItLiterallyAndKeepsTheIds()
    {
        var cards = HostileTexts.All.Select(theirs => CaseCard.Render(CaseCardSamples.View(isAlert: true, isResolved: false, theirs), theirs, CardSamples.Now).Card);

        var read = await CardReading.ReadAsync(cards, TestContext.Current.CancellationToken);

        Assert.All(HostileTexts.All.Zip(read), each =>
        {
            var (theirs, card) = (each.First, each.Second);
            Assert.Empty(card.Events);
            Assert.All(card.Texts, text => Assert.Empty(text.Marks));
            Assert.Contains(card.Texts, text => text.Plain == CaseCardSamples.AlertId);
            Assert.Contains(card.Texts, text => text.Plain == new string('a', 40));
            Assert.Contains(card.Texts, text => text.Plain == CardText.Theirs(theirs, 1000).Plain);
        });
    }

    [Fact]
    [Trait("Attack", "27")]
    public void AlertList_TitlesThatSwellOnTheWire_EndsEarlierSaysSoAndKeepsTheCount()
    {
        SeenAlert[] open = [.. Enumerable.Range(1, 25).Select(number => new SeenAlert($"da{number}", new string('<', 1000), "high", "new"))];

        var card = AlertListCard.Render(new([.. open], 77), severity: null, "Contoso", CardSamples.Now).Card;

        Assert.InRange(card.CountCharacters(), 1, 18_000);
        Assert.Contains("more do not fit on this card", card.ToJson(), StringComparison.Ordinal);
        Assert.Contains("52 more are not listed here", card.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "27")]
    public void Card_MoreEvidenceThanFits_SaysSoAndKeepsIdAndLink()
    {
        var view = CaseCardSamples.View(isAlert: true, isResolved: false);
        var many = view with { Evidence = [.. Enumerable.Range(0, 400).Select(number => view.Evidence[0] with { Name = $"{new string('<', 200)}{number}" })] };

        var card = CaseCard.Render(many, "Contoso", CardSamples.Now).Card;

        Assert.InRange(card.CountCharacters(), 1, 18_000);
        Assert.Contains("more do not fit on this card", card.ToJson(), StringComparison.Ordinal);
        Assert.Contains("Evidence (400)", card.ToJson(), StringComparison.Ordinal);
        Assert.Contains(CaseCardSamples.AlertId.Replace("_", "\\\\_", StringComparison.Ordinal), card.ToJson(), StringComparison.Ordinal);
        Assert.Equal(view.Portal, Assert.IsType<OpenUrlAction>(Assert.Single(card.Actions!)).Url);
    }
}
