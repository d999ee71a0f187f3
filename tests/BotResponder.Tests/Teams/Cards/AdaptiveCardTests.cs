using System.Text.Json;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;
using BotResponder.Teams.Connector;

namespace BotResponder.Tests.Teams.Cards;

public sealed class AdaptiveCardTests
{
    private static AdaptiveCard Approval => new()
    {
        FallbackText = CardText.Ours("Approval needed"),
        FullWidth = true,
        Mentions = [new Mention("29:ann", "Ann")],
        Body =
        [
            new TextBlock(CardText.Ours("**Isolate device**")) { Size = TextSize.Large, Style = TextRole.Heading },
            new FactSet([new Fact(CardText.Ours("Device"), CardText.Theirs("WS_042"))]),
            new ColumnSet([new Column([new TextBlock(CardText.Theirs("<b>"))], "auto")]),
            new Table([new TableColumn(), new TableColumn(2)], [new TableRow([TableCell.Of(CardText.Ours("a")), TableCell.Of(CardText.Ours("b"))])]),
            new TextInput { Id = "comment", Label = CardText.Ours("Comment"), IsMultiline = true },
            new ChoiceSetInput
            {
                Id = "device", Label = CardText.Ours("Device"), Style = ChoiceStyle.Filtered, ChoicesData = new ChoiceQuery("devices"),
                Choices = [new Choice(CardText.Theirs("WS_042"), "d1")],
            },
            new ActionSet(
            [
                new ExecuteAction
                {
                    Title = CardText.Ours("Approve"), Verb = "approve", Style = ActionStyle.Positive,
                    Data = new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = "x" },
                },
            ]),
        ],
        Actions = [new OpenUrlAction(new Uri("https://security.microsoft.com/")) { Title = CardText.Ours("Open") }],
        Refresh = new Refresh(new ExecuteAction { Title = CardText.Ours("Refresh"), Verb = "refresh" }, ["29:ann"]),
    };

    [Fact]
    public void ToJson_OneOfEachElement_IsTheGoldenCard()
    {
        const string Golden = """
            {"type":"AdaptiveCard","$schema":"http://adaptivecards.io/schemas/adaptive-card.json","version":"1.5","fallbackText":"Approval needed",
            "body":[
            {"type":"TextBlock","text":"**Isolate device**","wrap":true,"size":"Large","style":"heading"},
            {"type":"FactSet","facts":[{"title":"Device","value":"WS\\_042"}]},
            {"type":"ColumnSet","columns":[{"type":"Column","items":[{"type":"TextBlock","text":"\\<b\\>","wrap":true}],"width":"auto"}]},
            {"type":"Table","columns":[{"width":1},{"width":2}],"rows":[{"type":"TableRow","cells":[
            {"type":"TableCell","items":[{"type":"TextBlock","text":"a","wrap":true}]},
            {"type":"TableCell","items":[{"type":"TextBlock","text":"b","wrap":true}]}]}]},
            {"type":"Input.Text","label":"Comment","isMultiline":true,"id":"comment"},
            {"type":"Input.ChoiceSet","label":"Device","choices":[{"title":"WS_042","value":"d1"}],
            "choices.data":{"type":"Data.Query","dataset":"devices"},"style":"filtered","id":"device"},
            {"type":"ActionSet","actions":[{"type":"Action.Execute","verb":"approve","data":{"id":"x"},"title":"Approve","style":"positive"}]}],
            "actions":[{"type":"Action.OpenUrl","url":"https://security.microsoft.com/","title":"Open"}],
            "refresh":{"action":{"type":"Action.Execute","verb":"refresh","title":"Refresh"},"userIds":["29:ann"]},
            "msteams":{"width":"Full","entities":[{"type":"mention","text":"<at>Ann</at>","mentioned":{"id":"29:ann","name":"Ann"}}]}}
            """;

        using var actual = JsonDocument.Parse(Approval.ToJson());
        using var golden = JsonDocument.Parse(Golden);

        Assert.True(JsonElement.DeepEquals(golden.RootElement, actual.RootElement), Approval.ToJson());
    }

    [Fact]
    public void Measure_Card_CountsCharactersNotEscapes()
    {
        var card = Approval with { Body = [new TextBlock(CardText.Theirs(new string('ж', 1000), 2000))] };

        Assert.InRange(card.CountCharacters(), 1000, 2000);
        Assert.InRange(new OutgoingMessage.Card(card, CardText.Ours("s")).Measure().Characters, card.CountCharacters(), 2500);
    }

    [Fact]
    public void OutgoingActivity_TextOrCard_NeverBoth()
    {
        var text = OutgoingActivity.Of(new OutgoingMessage.Text(CardText.Ours("hi")) { Alert = true });
        var card = OutgoingActivity.Of(new OutgoingMessage.Card(Approval, CardText.Theirs("_summary_")));

        Assert.Null(text.Attachments);
        Assert.True(text.ChannelData?.Notification?.Alert);
        Assert.Null(card.Text);
        Assert.Equal("_summary_", card.Summary);
    }

    [Theory]
    [InlineData("http://security.microsoft.com/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/relative")]
    public void OpenUrlAction_NotHttps_Throws(string url)
    {
        Assert.Throws<ArgumentException>(() => new OpenUrlAction(new Uri(url, UriKind.RelativeOrAbsolute)) { Title = CardText.Empty });
    }
}
