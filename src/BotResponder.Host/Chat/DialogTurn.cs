using System.Collections.Immutable;
using System.Security.Cryptography;
using BotResponder.Core.Commands;
using BotResponder.Core.Dialogs;
using BotResponder.Core.Results;
using BotResponder.Host.Cards;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Chat;

/// <summary>Asks for what a command lacks, and takes the answer, by words or by card.</summary>
/// <remarks>A turn may be run again after a crash. The question remembers the activity that led to it, so that the same words are never the answer to the next question too.</remarks>
internal sealed class DialogTurn(DialogBook dialogs, ChatReplies replies, CustomerChoice choice, TimeProvider time, IServiceProvider services)
{
    private const string CancelWord = "cancel";

    // They need each other: a command may lack something, and an answer completes a command.
    private CommandTurn Commands => services.GetRequiredService<CommandTurn>();

    private ChatVocabulary Vocabulary => services.GetRequiredService<ChatVocabulary>();

    public Task AskAsync(ChatContext chat, ParsedCommand parsed, CancellationToken cancellationToken) =>
        OpenAsync(chat, parsed.Grammar, Dialog.Start(NewId(), chat.Person.Id, parsed, time.GetUtcNow())!, CardText.Empty, cancellationToken);

    public Task ChooseAsync(ChatContext chat, ParsedCommand parsed, Problem.Ambiguous ambiguous, CancellationToken cancellationToken)
    {
        var argument = ambiguous.Argument ?? parsed.Grammar.Arguments.First(each => each.IsRequired).Name;
        var state = Dialog.Choose(NewId(), chat.Person.Id, parsed.Arguments, argument, ambiguous.Candidates, time.GetUtcNow());
        return OpenAsync(chat, parsed.Grammar, state, CardText.Theirs(ambiguous.Sentence, 500), cancellationToken);
    }

    /// <summary>For which of her customers the command is.</summary>
    public Task WhichAsync(ChatContext chat, ParsedCommand parsed, ImmutableArray<Candidate> among, CancellationToken cancellationToken) => OpenAsync(
        chat, parsed.Grammar, Dialog.Choose(NewId(), chat.Person.Id, parsed.Arguments, CustomerChoice.Asked, among, time.GetUtcNow()),
        CardText.Ours("You work for several. Next time add **for** and the customer's name to the command."), cancellationToken);

    /// <summary>Takes a typed message as the answer to this person's open question, if there is one and the message is no command of its own.</summary>
    /// <returns>False when the message is not an answer.</returns>
    public async Task<bool> TryAnswerAsync(ChatContext chat, string text, CancellationToken cancellationToken)
    {
        var isCancel = text.Trim().Equals(CancelWord, StringComparison.OrdinalIgnoreCase);
        switch (await dialogs.FindAsync(chat.Conversation, chat.Person.Id, cancellationToken))
        {
            case { HasExpired: false, State.AskedBy: { } askedBy } again when askedBy == chat.ActivityId:
                await ShowAgainAsync(chat, again, cancellationToken);
                return true;
            case { HasExpired: false } open when isCancel:
                await CancelAsync(chat, open, cancellationToken);
                return true;
            case { HasExpired: false } open when !IsCommandOfItsOwn(choice.Rest(chat, text)):
                await TakeAsync(chat, open, text, cancellationToken);
                return true;
            case { HasExpired: true } late when !isCancel && !Vocabulary.Parser.Parse(choice.Rest(chat, text)).TryGetValue(out _, out _):
                await dialogs.EndAsync(late, cancellationToken);
                await replies.SayAsync(chat, CardText.Ours($"I had asked you something for **{CardText.Theirs(late.State.Arguments.Verb)}**, and waited ten minutes. Nothing was done: please type the command again."), cancellationToken);
                return true;
            case null or { HasExpired: true } when isCancel:
                await replies.SayAsync(chat, CardText.Ours("There is nothing to cancel: I have not asked you anything. To take a request back, type **withdraw** and its code."), cancellationToken);
                return true;
            default:
                return false;
        }
    }

    /// <summary>An answer by card. The card carries the question's id: a tap on an old card, or by somebody else, answers nothing.</summary>
    public async Task AnswerAsync(ChatContext chat, string dialogId, string text, CancellationToken cancellationToken)
    {
        switch (await FindAsync(chat, dialogId, cancellationToken))
        {
            case { State: var state } open when state.Id == dialogId:
                await TakeAsync(chat, open, text, cancellationToken);
                break;
            case { } again:
                await ShowAgainAsync(chat, again, cancellationToken);
                break;
            default:
                await replies.SayAsync(chat, CardText.Ours("That question is not open any more, or it is somebody else's. Nothing was done: please type the command yourself."), cancellationToken);
                break;
        }
    }

    /// <summary>The button Cancel. Somebody else's tap, or one on an old card, cancels nothing.</summary>
    public async Task CancelAsync(ChatContext chat, string dialogId, CancellationToken cancellationToken)
    {
        if (await FindAsync(chat, dialogId, cancellationToken) is { } open && open.State.Id == dialogId)
        {
            await CancelAsync(chat, open, cancellationToken);
        }
        else
        {
            await replies.SayAsync(chat, CardText.Ours("That question is not open any more, or it is somebody else's. Nothing was changed."), cancellationToken);
        }
    }

    /// <returns>The person's open question when it is the one on the card, or when this very tap has led to it.</returns>
    private async Task<OpenDialog?> FindAsync(ChatContext chat, string dialogId, CancellationToken cancellationToken) =>
        await dialogs.FindAsync(chat.Conversation, chat.Person.Id, cancellationToken) is { HasExpired: false } open
            && (open.State.Id == dialogId || open.State.AskedBy == chat.ActivityId) ? open : null;

    private async Task CancelAsync(ChatContext chat, OpenDialog open, CancellationToken cancellationToken)
    {
        await dialogs.EndAsync(open, cancellationToken);
        await replies.SayAsync(chat, CardText.Ours("Cancelled. Nothing was done."), cancellationToken);
    }

    /// <summary>A whole command, or the beginning of another response action: an open question must not stand in its way. A reason that only begins like one does not parse.</summary>
    private bool IsCommandOfItsOwn(string text) => Vocabulary.Parser.Parse(text).TryGetValue(out var parsed, out _)
        && (parsed.Missing.IsEmpty || Vocabulary.FindCommand(parsed.Grammar) is null);

    private async Task TakeAsync(ChatContext chat, OpenDialog open, string text, CancellationToken cancellationToken)
    {
        if (!Vocabulary.Parser.Parse(open.State.Arguments.Verb).TryGetValue(out var known, out _))
        {
            await dialogs.EndAsync(open, cancellationToken);
            await replies.SayAsync(chat, CardText.Ours("I do not know the command any more that this question was for. Nothing was done."), cancellationToken);
            return;
        }

        if (!Dialog.Answer(open.State, known.Grammar, text).TryGetValue(out var completed, out var problem))
        {
            await replies.SayAsync(chat, problem, cancellationToken);
            return;
        }

        await (completed.Arguments.Find(CustomerChoice.Asked) is { } tenant && open.State.Asks == CustomerChoice.Asked
            ? Commands.RunAsync(chat with { Customer = choice.Chosen(chat, tenant) }, WithoutCustomer(completed), cancellationToken)
            : Commands.RunAsync(For(chat, open.State), completed, cancellationToken));
        await dialogs.EndAsync(open, cancellationToken);
    }

    /// <summary>The command stays with the customer for whom it was begun; whether the person still may is asked again.</summary>
    private ChatContext For(ChatContext chat, DialogState state) => state.Customer is { } customer ? chat with { Customer = choice.Chosen(chat, customer.Tenant) } : chat;

    private static ParsedCommand WithoutCustomer(ParsedCommand completed) =>
        completed with { Arguments = completed.Arguments with { Values = completed.Arguments.Values.Remove(CustomerChoice.Asked) } };

    private async Task OpenAsync(ChatContext chat, CommandGrammar grammar, DialogState state, CardText intro, CancellationToken cancellationToken)
    {
        var asked = state with { Customer = chat.Customer?.Id, AskedBy = chat.ActivityId };
        await dialogs.PutAsync(chat.Conversation, asked, cancellationToken);
        await ShowAsync(chat, grammar, asked, intro, cancellationToken);
    }

    /// <summary>The turn that asked is run again: whether its question was shown is not known.</summary>
    private Task ShowAgainAsync(ChatContext chat, OpenDialog open, CancellationToken cancellationToken) =>
        Vocabulary.Parser.Parse(open.State.Arguments.Verb).TryGetValue(out var known, out _)
            ? ShowAsync(chat, known.Grammar, open.State, CardText.Empty, cancellationToken)
            : Task.CompletedTask;

    private Task ShowAsync(ChatContext chat, CommandGrammar grammar, DialogState state, CardText intro, CancellationToken cancellationToken)
    {
        var (card, summary) = QuestionCard.Render(grammar, state, intro);
        return replies.SayAsync(chat, card, summary, cancellationToken);
    }

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
