using BotResponder.Core.Actions;
using BotResponder.Core.Audit;
using BotResponder.Core.Commands;
using BotResponder.Core.Dialogs;
using BotResponder.Core.People;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Core.Work;
using BotResponder.Host.Cards;
using BotResponder.Teams.Cards;

namespace BotResponder.Tests.Host.Cards;

/// <summary>The cards that ask and list.</summary>
public sealed class OtherCardTests
{
    private static readonly Person Ann = new(new("tenant", "ann"), "Ann Olsen");

    [Fact]
    public void Question_ForAReason_AsksAndSaysHowToAnswerByWords()
    {
        var grammar = CommandGrammar.ForVerb("isolate").Takes("device", "host name").Because();
        var state = new DialogState { Id = "d1", Person = Ann.Id, Arguments = new() { Verb = "isolate" }, Asks = ParsedCommand.Reason, ExpiresAt = CardSamples.Now };

        var (card, summary) = QuestionCard.Render(grammar, state, CardText.Empty);

        Assert.Equal("isolate: what is the reason?", summary.Plain);
        Assert.Equal(["answer", "cancel-question"], card.Actions!.OfType<ExecuteAction>().Select(action => action.Verb));
        Assert.All(card.Actions!.OfType<ExecuteAction>(), action => Assert.Equal(["dialog"], action.Data!.Keys));
        Assert.Contains("I wait ten minutes", card.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Question_BetweenDevices_NumbersThemAndAnswersWithTheId()
    {
        var grammar = CommandGrammar.ForVerb("isolate").Takes("device", "host name").Because();
        var state = new DialogState
        {
            Id = "d1",
            Person = Ann.Id,
            Arguments = new() { Verb = "isolate" },
            Asks = "device",
            Choices = [new("id-1", "ws-100", "seen today"), new("id-2", "ws-100", "seen last year")],
            ExpiresAt = CardSamples.Now,
        };

        var (card, _) = QuestionCard.Render(grammar, state, CardText.Ours("Two devices"));

        Assert.Equal(["id-1", "id-2"], card.Body.OfType<ChoiceSetInput>().Single().Choices.Select(choice => choice.Value));
        Assert.Contains("seen last year", card.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Pending_OfThreeRequests_ListsThemAndWhen()
    {
        var open = new[] { RequestState.Pending, RequestState.Running, RequestState.Unknown }.Select(state => CardSamples.Request(state)).ToList();

        var (card, summary) = ListCards.Pending("Contoso", open, _ => "Isolate device", CardSamples.Now);

        Assert.Equal("Open for Contoso: 3", summary.Plain);
        Assert.Equal(3, card.Body.OfType<Container>().Count());
        Assert.Contains("until 10:56 UTC", card.ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "nothing is parked")]
    [InlineData(2, "2 work item(s)")]
    public void Status_WithParkedWork_SaysSo(int parked, string words)
    {
        var (card, _) = ListCards.Status("Contoso", [CardSamples.Request(RequestState.Pending)], new QueueDepth(1, 0, parked), CardSamples.Now);

        Assert.Contains(words, card.Body.OfType<FactSet>().Single().Facts[^1].Value.Plain, StringComparison.Ordinal);
    }

    [Fact]
    public void Audit_OfHostileLines_ShowsThemLiterally()
    {
        var entry = new SealedEntry(
            new(7, CardSamples.Now, new AuditFact("request.submitted", Ann, "**x** <at>Bo</at>") { Code = new("R-4F7K2"), Action = new ActionId("device.isolate") }, ""), new string('f', 64));

        var (card, summary) = ListCards.Audit("Contoso", "WS-042", [entry], CardSamples.Now);

        Assert.Equal("Audit trail of WS-042, newest first", summary.Plain);
        Assert.DoesNotContain("**x**", card.ToJson(), StringComparison.Ordinal);
        Assert.Contains("hash ffffffffffff", card.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Notice_OfATapThatDidNotCount_StandsFirst()
    {
        var view = CardSamples.View(RequestState.Done) with { Notice = new Problem.Conflict("R-4F7K2 is already done.") };

        var first = Assert.IsType<Container>(RequestCard.Render(view).Body[0]);

        Assert.Equal("R-4F7K2 is already done.", Assert.IsType<TextBlock>(first.Items[0]).Text.Plain);
    }
}
