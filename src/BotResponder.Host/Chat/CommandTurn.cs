using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;

namespace BotResponder.Host.Chat;

/// <summary>Carries out a typed command, or starts the dialog that asks for what it lacks.</summary>
internal sealed class CommandTurn(ChatVocabulary vocabulary, CustomerChoice choice, DialogTurn dialogs, ActionTurn actions, ChatReplies replies)
{
    /// <summary>Who holds no role is told the same everywhere, whether the place belongs to a customer or not.</summary>
    public static Problem.NotAllowed NotHere { get; } =
        new("I cannot do that for you here. Ask in your security channel, or ask the people who run this bot for a role. Type whoami to see what you may do.");

    public async Task RunAsync(ChatContext chat, string text, CancellationToken cancellationToken)
    {
        if (choice.Read(chat, text).TryGetValue(out var meant, out var problem) && vocabulary.Parser.Parse(meant.Text).TryGetValue(out var parsed, out problem))
        {
            await RunAsync(meant.Chat, parsed, cancellationToken);
        }
        else
        {
            await replies.SayAsync(chat, problem!, cancellationToken);
        }
    }

    /// <summary>Also the end of a dialog: the command that lacked something, complete or a little more so.</summary>
    public async Task RunAsync(ChatContext chat, ParsedCommand parsed, CancellationToken cancellationToken)
    {
        var command = vocabulary.FindCommand(parsed.Grammar);
        if (command is { NeedsCustomer: false })
        {
            await command.RunAsync(chat, parsed.Arguments, cancellationToken);
        }
        else if (RefuseByPlace(chat) is { } refused && !IsForTheRecord(chat, parsed))
        {
            await ChooseAsync(chat, parsed, asks: command is null, refused, cancellationToken);
        }
        else if (!parsed.Missing.IsEmpty && command is null && !chat.Customer!.MayAsk(chat.Person.Id))
        {
            await replies.SayAsync(chat, SubmitRequest.MayNotAsk, cancellationToken);
        }
        else if (!parsed.Missing.IsEmpty)
        {
            await dialogs.AskAsync(chat, parsed, cancellationToken);
        }
        else if (command is not null)
        {
            await command.RunAsync(chat, parsed.Arguments, cancellationToken);
        }
        else
        {
            await actions.RunAsync(chat, Action(parsed.Grammar), parsed, undoes: null, cancellationToken);
        }
    }

    /// <summary>Whoever works for several customers says for which.</summary>
    private async Task ChooseAsync(ChatContext chat, ParsedCommand parsed, bool asks, Problem refused, CancellationToken cancellationToken)
    {
        if (!choice.Among(chat, asks).TryGetValue(out var among, out var unsaid))
        {
            await replies.SayAsync(chat, unsaid, cancellationToken);
        }
        else if (among is [var only])
        {
            await RunAsync(chat with { Customer = choice.Chosen(chat, only.Id) }, parsed, cancellationToken);
        }
        else if (among.Length > 1)
        {
            await dialogs.WhichAsync(chat, parsed, among, cancellationToken);
        }
        else
        {
            await replies.SayAsync(chat, refused, cancellationToken);
        }
    }

    private static Problem.NotAllowed? RefuseByPlace(ChatContext chat) =>
        chat.Customer is { } customer && customer.Knows(chat.Person.Id) ? null : NotHere;

    /// <summary>A whole response action that somebody without a role asks for in a customer's channel: refused where it is written down too.</summary>
    private bool IsForTheRecord(ChatContext chat, ParsedCommand parsed) =>
        chat.Customer is not null && parsed.Missing.IsEmpty && vocabulary.FindCommand(parsed.Grammar) is null;

    private IResponseAction Action(CommandGrammar grammar) =>
        vocabulary.Catalog.FindByVerb(grammar.Verb) ?? throw new InvalidOperationException($"The parser knows {grammar.Verb}, and nothing answers to it.");
}
