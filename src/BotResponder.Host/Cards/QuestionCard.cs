using BotResponder.Core.Commands;
using BotResponder.Core.Dialogs;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>Asks for the one thing that a command lacks. Answering by words works as well, and the card says so.</summary>
internal static class QuestionCard
{
    /// <summary>Ten candidates of the worst names still fit; how to tell them apart stands in the detail.</summary>
    private const int MostOfName = 60;
    private const int MostOfDetail = 150;

    public static (AdaptiveCard Card, CardText Summary) Render(CommandGrammar grammar, DialogState state, CardText intro)
    {
        var question = Question(grammar, state);
        var summary = CardText.Ours($"{CardText.Theirs(grammar.Verb)}: {question}");
        List<CardElement> body = [CardParts.Heading(summary)];
        if (!intro.IsEmpty)
        {
            body.Add(CardParts.Line(intro));
        }

        body.AddRange(state.Choices.Select((choice, index) =>
            CardParts.Line(CardText.Ours($"**{index + 1}** {CardText.TheirName(choice.Title, MostOfName)} ({CardText.Theirs(choice.Detail, MostOfDetail)})"))));
        body.Add(Input(state, question));
        body.Add(CardParts.Small(state.Choices.IsEmpty
            ? CardText.Ours("Or just type the answer here (mention me in a channel). **cancel** ends it. I wait ten minutes.")
            : CardText.Ours("Or type the number here (mention me in a channel). **cancel** ends it. I wait ten minutes.")));
        var data = new Dictionary<string, string>(StringComparer.Ordinal) { [CardVerbs.Dialog] = state.Id };
        var card = new AdaptiveCard
        {
            FallbackText = summary,
            Body = body,
            Actions =
            [
                new ExecuteAction { Title = CardText.Ours("Go on"), Verb = CardVerbs.Answer, Data = data, Style = ActionStyle.Positive },
                new ExecuteAction { Title = CardText.Ours("Cancel"), Verb = CardVerbs.CancelQuestion, Data = data, AssociatedInputs = AssociatedInputs.None },
            ],
        };
        return (card, summary);
    }

    private static CardText Question(CommandGrammar grammar, DialogState state)
    {
        if (state.Asks == ParsedCommand.Reason)
        {
            return CardText.Ours("what is the reason?");
        }

        return state.Choices.IsEmpty
            ? CardText.Ours($"which {CardText.Theirs(state.Asks)}? ({CardText.Theirs(grammar.Arguments.First(argument => argument.Name == state.Asks).Help)})")
            : CardText.Ours($"which {CardText.Theirs(state.Asks)} do you mean?");
    }

    private static CardElement Input(DialogState state, CardText question) => (state.Choices.IsEmpty, CardDatasets.Of(state.Asks)) switch
    {
        (true, null) => new TextInput
        {
            Id = CardVerbs.AnswerInput,
            Label = question,
            IsRequired = true,
            ErrorMessage = CardText.Ours("Please type an answer"),
            MaxLength = CommandGrammar.MaxReasonLength,
        },

        // A client that cannot ask for choices while somebody types shows an empty list: the card says that words do as well.
        (true, { } dataset) => Choose(question, []) with
        {
            Style = ChoiceStyle.Filtered,
            ChoicesData = new(dataset),
            Placeholder = CardDatasets.WhatToType(dataset),
        },
        _ => Choose(question, [.. state.Choices.Select((choice, index) => new Choice(CardText.Ours($"{index + 1}: {CardText.TheirName(choice.Title, MostOfName)}"), choice.Id))]),
    };

    private static ChoiceSetInput Choose(CardText question, IReadOnlyList<Choice> choices) => new()
    {
        Id = CardVerbs.AnswerInput,
        Label = question,
        IsRequired = true,
        ErrorMessage = CardText.Ours("Please choose one"),
        Choices = choices,
    };
}
