using System.Security.Cryptography;
using BotResponder.Core.Commands;
using BotResponder.Core.Dialogs;
using BotResponder.Core.Results;
using BotResponder.Host.Cards;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Chat;

/// <summary>Asks for what a command lacks, and takes the answer, by words or by card.</summary>
internal sealed class DialogTurn(DialogBook dialogs, ChatReplies replies, TimeProvider time, IServiceProvider services)
{
    public const string CancelWord = "cancel";

    // They need each other: a command may lack something, and an answer completes a command.
    private CommandTurn Commands => services.GetRequiredService<CommandTurn>();

    private ChatVocabulary Vocabulary => services.GetRequiredService<ChatVocabulary>();

    public async Task AskAsync(ChatContext chat, ParsedCommand parsed, CancellationToken cancellationToken)
    {
        var state = Dialog.Start(NewId(), chat.Person.Id, parsed, time.GetUtcNow())!;
        await ShowAsync(chat, parsed.Grammar, state, CardText.Empty, cancellationToken);
    }

    public async Task ChooseAsync(ChatContext chat, ParsedCommand parsed, Problem.Ambiguous ambiguous, CancellationToken cancellationToken)
    {
        var argument = parsed.Grammar.Arguments.First(each => each.IsRequired).Name;
        var state = Dialog.Choose(NewId(), chat.Person.Id, parsed.Arguments, argument, ambiguous.Candidates, time.GetUtcNow());
        await ShowAsync(chat, parsed.Grammar, state, CardText.Theirs(ambiguous.Sentence, 500), cancellationToken);
    }

    /// <summary>Takes a typed message as the answer to this person's open question, if there is one and the message is no command of its own.</summary>
    /// <returns>False when the message is not an answer.</returns>
    public async Task<bool> TryAnswerAsync(ChatContext chat, string text, CancellationToken cancellationToken)
    {
        var isCancel = text.Trim().Equals(CancelWord, StringComparison.OrdinalIgnoreCase);
        if (await dialogs.FindAsync(chat.Conversation, chat.Person.Id, cancellationToken) is not var (state, row))
        {
            if (isCancel)
            {
                await replies.SayAsync(chat, CardText.Ours("There is nothing to cancel: I have not asked you anything. To take a request back, type **withdraw** and its code."), cancellationToken);
            }

            return isCancel;
        }

        if (isCancel)
        {
            await dialogs.EndAsync(row, cancellationToken);
            await replies.SayAsync(chat, CardText.Ours("Cancelled. Nothing was done."), cancellationToken);
            return true;
        }

        if (IsCommandOfItsOwn(text))
        {
            return false;
        }

        await TakeAsync(chat, state, row, text, cancellationToken);
        return true;
    }

    /// <summary>An answer by card. The card carries the question's id: a tap on an old card answers nothing.</summary>
    public async Task AnswerAsync(ChatContext chat, string dialogId, string text, CancellationToken cancellationToken)
    {
        if (await dialogs.FindAsync(chat.Conversation, chat.Person.Id, cancellationToken) is var (state, row) && state.Id == dialogId)
        {
            await TakeAsync(chat, state, row, text, cancellationToken);
        }
        else
        {
            await replies.SayAsync(chat, CardText.Ours("That question is not open any more. Nothing was done: please type the command again."), cancellationToken);
        }
    }

    /// <summary>A whole command, or the beginning of another response action: an open question must not stand in its way. A reason that only begins like one does not parse.</summary>
    private bool IsCommandOfItsOwn(string text) => Vocabulary.Parser.Parse(text).TryGetValue(out var parsed, out _)
        && (parsed.Missing.IsEmpty || Vocabulary.FindCommand(parsed.Grammar) is null);

    private async Task TakeAsync(ChatContext chat, DialogState state, Core.Records.StoredRecord row, string text, CancellationToken cancellationToken)
    {
        if (!Vocabulary.Parser.Parse(state.Arguments.Verb).TryGetValue(out var known, out _))
        {
            throw new InvalidOperationException("A stored question belongs to a verb that is not known any more.");
        }

        if (!Dialog.Answer(state, known.Grammar, text).TryGetValue(out var completed, out var problem))
        {
            await replies.SayAsync(chat, problem, cancellationToken);
            return;
        }

        await Commands.RunAsync(chat, completed, cancellationToken);
        await dialogs.EndAsync(row, cancellationToken);
    }

    private async Task ShowAsync(ChatContext chat, CommandGrammar grammar, DialogState state, CardText intro, CancellationToken cancellationToken)
    {
        await dialogs.PutAsync(chat.Conversation, state, cancellationToken);
        var (card, summary) = QuestionCard.Render(grammar, state, intro);
        await replies.SayAsync(chat, card, summary, cancellationToken);
    }

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
