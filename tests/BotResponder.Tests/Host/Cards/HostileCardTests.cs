using System.Net;
using System.Text.Json.Nodes;
using BotResponder.Core.Audit;
using BotResponder.Core.Requests;
using BotResponder.Host.Cards;
using BotResponder.Teams.Cards;
using BotResponder.Tests.Teams.Cards;

namespace BotResponder.Tests.Host.Cards;

/// <summary>Nothing that somebody else has written changes what a card says or hides what it is about.</summary>
public sealed class HostileCardTests
{
    private const string Id = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string CutMark = "… \\(cut\\)";

    /// <summary>The heading, the target's own line, then all else.</summary>
    private const int FirstLines = 3;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Attack", "27")]
    public async Task Card_HostileTextInEveryField_ShowsItLiterally()
    {
        Assert.InRange(HostileTexts.All.Count, 200, int.MaxValue);
        (string Theirs, RequestState State, CardRole Role)[] cases =
        [
            .. from theirs in HostileTexts.All
               from each in new[] { (RequestState.Pending, CardRole.Approver), (RequestState.Done, CardRole.Everybody) }
               select (theirs, each.Item1, each.Item2),
        ];

        var read = await CardReading.ReadAsync(cases.Select(each => Shown(each.Theirs, each.State, each.Role)), Stop);

        Assert.All(cases.Zip(read), each =>
        {
            var (theirs, card) = (each.First.Theirs, each.Second);
            Assert.Empty(card.Events);
            Assert.All(card.Texts, text => Assert.All(text.Marks, mark => Assert.StartsWith("link https://security.microsoft.com/", mark, StringComparison.Ordinal)));
            Assert.Contains(card.Texts.Take(FirstLines), text => text.Plain.Contains(Id, StringComparison.Ordinal));
            Assert.Contains(card.Texts, text => text.Plain == CardText.Theirs(theirs, 500).Plain);
        });
    }

    [Fact]
    [Trait("Attack", "27")]
    public async Task PolicyCards_HostileTextInEveryField_ShowItLiterally()
    {
        var cards = HostileTexts.All.SelectMany(CardGallery.Policy).Select(each => each.Card).ToList();

        var read = await CardReading.ReadAsync(cards, Stop);

        Assert.All(read, card =>
        {
            Assert.Empty(card.Events);
            Assert.All(card.Texts, text => Assert.Empty(text.Marks));
        });
    }

    [Theory]
    [Trait("Attack", "27")]
    [InlineData(nameof(CardGallery.Glass))]
    [InlineData(nameof(CardGallery.Leased))]
    public async Task RequestCards_HostileTextInEveryField_ShowItLiterally(string kind)
    {
        var cards = HostileTexts.All.SelectMany(theirs => kind == nameof(CardGallery.Glass) ? CardGallery.Glass(theirs) : CardGallery.Leased(theirs)).Select(each => each.Card).ToList();

        var read = await CardReading.ReadAsync(cards, Stop);

        Assert.All(read, card =>
        {
            Assert.Empty(card.Events);
            Assert.All(card.Texts, text => Assert.All(text.Marks, mark => Assert.StartsWith("link https://security.microsoft.com/", mark, StringComparison.Ordinal)));
        });
    }

    [Fact]
    [Trait("Attack", "27")]
    public async Task BaseCard_HostileNameOfWhoMustAct_MentionsOnlyHer()
    {
        var cards = HostileTexts.All.Select(theirs => Shown(theirs, RequestState.Pending, CardRole.Everybody)).ToList();

        var read = await CardReading.ReadAsync(cards, Stop);

        Assert.All(cards.Zip(read), each =>
        {
            var json = JsonNode.Parse(each.First.ToJson())!;
            var mentioned = Assert.Single(json["msteams"]!["entities"]!.AsArray())!;
            Assert.Equal("29:bo", (string?)mentioned["mentioned"]!["id"]);
            Assert.Single(each.Second.Texts, text => text.Plain.Contains("<at>", StringComparison.Ordinal) && text.Plain.Contains(WebUtility.HtmlDecode((string)mentioned["text"]!), StringComparison.Ordinal));
            Assert.All(each.Second.Texts, text => Assert.Empty(text.Marks));
        });
    }

    [Fact]
    [Trait("Attack", "27")]
    public void Card_LongText_MarksTheCutAndKeepsTheId()
    {
        var card = RequestCard.Render(CardSamples.View(RequestState.Pending, new string('w', 2000), CardRole.Approver)).ToJson();

        Assert.Contains(CutMark, JsonNode.Parse(card)!["body"]![0]!["text"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains(Id, card, StringComparison.Ordinal);
    }

    /// <summary>Worst for every field at once: each character takes eight on the wire.</summary>
    [Theory]
    [Trait("Attack", "27")]
    [InlineData(RequestState.Pending)]
    [InlineData(RequestState.Done)]
    public void Fit_TextThatSwellsOnTheWire_IsShortenedSaysSoAndKeepsEveryId(RequestState state)
    {
        var view = CardSamples.View(state, new string('<', 3000), CardRole.Approver);
        var facts = Enumerable.Range(0, 30).Select(_ => view.Request.Operations[0].Preview.Facts[2]);
        var operation = view.Request.Operations[0] with { Preview = view.Request.Operations[0].Preview with { Facts = [.. view.Request.Operations[0].Preview.Facts, .. facts] } };

        var message = RequestCard.Fit(view with { Request = view.Request with { Operations = [operation] } });

        Assert.False(message.Measure().IsLarge);
        var json = message.Content.ToJson();
        Assert.Contains("This card is shortened", json, StringComparison.Ordinal);
        Assert.Contains("targets R-4F7K2", json, StringComparison.Ordinal);
        Assert.Contains(Id, json, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "27")]
    public void Lists_TextThatSwellsOnTheWire_EndEarlierAndSaySo()
    {
        var hostile = new string('<', 1000);
        var open = Enumerable.Range(0, 20).Select(_ => CardSamples.Request(RequestState.Pending, hostile)).ToList();
        var line = new SealedEntry(new(7, CardSamples.Now, new AuditFact("request.submitted", open[0].Requester, hostile), ""), new string('f', 64));

        var pending = ListCards.Pending("Contoso", open, _ => "Isolate device", CardSamples.Now).Card;
        var audit = ListCards.Audit("Contoso", null, [.. Enumerable.Repeat(line, 15)], CardSamples.Now).Card;

        Assert.All(new[] { pending, audit }, card =>
        {
            Assert.InRange(card.CountCharacters(), 1, 18_000);
            Assert.Contains("more do not fit on this card", card.ToJson(), StringComparison.Ordinal);
        });
    }

    [Fact]
    [Trait("Attack", "27")]
    public void TargetPages_NamesThatSwellOnTheWire_KeepEveryIdOfThePage()
    {
        var request = ManyTargetsCardTests.View(RequestState.Pending, new string('<', 255)).Request;

        var card = TargetPages.Render(request, 1, CardSamples.Now).Card;

        Assert.InRange(card.CountCharacters(), 1, 18_000);
        Assert.All(request.Operations.Take(50), operation => Assert.Contains(operation.Target.Id, card.ToJson(), StringComparison.Ordinal));
    }

    [Fact]
    public void Fit_UsualCard_IsNotShortened() =>
        Assert.DoesNotContain("This card is shortened", RequestCard.Fit(ManyTargetsCardTests.View(RequestState.Pending)).Content.ToJson(), StringComparison.Ordinal);

    [Theory]
    [Trait("Attack", "10")]
    [InlineData("Ann Olsen", "Ann Olsen")]
    [InlineData("\u0410nn Olsen", "\u0410nn Olsen ⚠ mixed alphabets")]
    [InlineData("ws-\u0430dmin", "ws-\u0430dmin ⚠ mixed alphabets")]
    [InlineData("\u0391dmin", "\u0391dmin ⚠ mixed alphabets")]
    [InlineData("\uFF21dmin", "\uFF21dmin ⚠ mixed alphabets")]
    [InlineData("Анна Ольсен", "Анна Ольсен")]
    [InlineData("Žofia Çelik Ωμέγα", "Žofia Çelik Ωμέγα ⚠ mixed alphabets")]
    [InlineData("田中 Ann", "田中 Ann")]
    [InlineData("\u202Enna", "⟦U+202E⟧nna")]
    [InlineData("A\u2066b\u2069", "A⟦U+2066⟧b⟦U+2069⟧")]
    [InlineData("A\u200Bnn", "A⟦U+200B⟧nn")]
    public void Name_ThatLooksLikeAnother_SaysSo(string name, string shown) => Assert.Equal(shown, CardText.TheirName(name).Plain);

    [Theory]
    [Trait("Attack", "10")]
    [InlineData("\u0412\u043E Lind")]
    [InlineData("Bo\u202E Lind")]
    [InlineData("B\u043E\u2066 Lind")]
    public void Card_NameThatLooksLikeAnother_ShowsIdsTenantAndMark(string name)
    {
        var json = RequestCard.Render(CardSamples.View(RequestState.Pending, name, CardRole.Approver)).ToJson();

        Assert.Contains("Customer tenant tenant. Asked by account ann of tenant tenant.", json, StringComparison.Ordinal);
        Assert.Contains(Id, json, StringComparison.Ordinal);
        Assert.True(json.Contains("mixed alphabets", StringComparison.Ordinal) || json.Contains("U\\u002B202E", StringComparison.Ordinal), json);
        Assert.DoesNotContain(json, letter => letter is '\u202E' or '\u2066');
    }

    private static AdaptiveCard Shown(string theirs, RequestState state, CardRole role) => RequestCard.Fit(CardSamples.View(state, theirs, role)).Content;
}
