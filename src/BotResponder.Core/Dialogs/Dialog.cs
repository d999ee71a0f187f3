using System.Collections.Immutable;
using System.Globalization;
using BotResponder.Core.Commands;
using BotResponder.Core.People;
using BotResponder.Core.Results;

namespace BotResponder.Core.Dialogs;

/// <summary>Asks for what a command lacks, one thing at a time. Pure: no clock, no storage.</summary>
public static class Dialog
{
    /// <summary>The question for the first thing that the command lacks, or null when it lacks nothing.</summary>
    public static DialogState? Start(string id, PersonId person, ParsedCommand command, DateTimeOffset now) => command.Missing is [var first, ..]
        ? new() { Id = id, Person = person, Arguments = command.Arguments, Asks = first, ExpiresAt = now + DialogState.Lifetime }
        : null;

    /// <summary>The question which of several targets is meant.</summary>
    public static DialogState Choose(
        string id, PersonId person, CommandArguments arguments, string argument, IEnumerable<Candidate> choices, DateTimeOffset now) => new()
        {
            Id = id,
            Person = person,
            Arguments = arguments,
            Asks = argument,
            Choices = [.. choices],
            ExpiresAt = now + DialogState.Lifetime,
        };

    /// <summary>Puts an answer into the command.</summary>
    /// <returns>The command, which may lack something else; or why the answer will not do, and the question stands.</returns>
    public static Result<ParsedCommand> Answer(DialogState state, CommandGrammar grammar, string answer)
    {
        var text = answer.Trim();
        if (text.Length == 0)
        {
            return new Problem.Malformed("That answer is empty. Please answer the question, or type cancel.");
        }

        if (text.Length > CommandParser.MaxLength)
        {
            return new Problem.Malformed($"That answer has {text.Length} characters; at most {CommandParser.MaxLength} fit. Please answer again, shorter, or type cancel.");
        }

        if (state.Asks == ParsedCommand.Reason)
        {
            return CommandParser.CheckReason(text) is { } tooLong ? tooLong : new ParsedCommand(grammar, state.Arguments with { Reason = text });
        }

        var value = state.Choices.IsEmpty ? text : Chosen(state.Choices, text)?.Id;
        return value is null
            ? new Problem.Malformed($"Please answer with a number from 1 to {state.Choices.Length}, or type cancel.")
            : new ParsedCommand(grammar, state.Arguments with { Values = state.Arguments.Values.SetItem(state.Asks, value) });
    }

    private static Candidate? Chosen(ImmutableArray<Candidate> choices, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= choices.Length
            ? choices[number - 1]
            : choices.FirstOrDefault(choice => choice.Id.Equals(text, StringComparison.OrdinalIgnoreCase))
                ?? (choices.Where(choice => choice.Title.Equals(text, StringComparison.OrdinalIgnoreCase)).Take(2).ToArray() is [var only] ? only : null);
}
