using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Host.Cards;
using BotResponder.Teams.Activities;

namespace BotResponder.Host.Chat;

/// <summary>The part of a tap that may have to ask Microsoft, so it runs after the tap was answered: an answer to a question, or an undo.</summary>
internal sealed class TapTurn(RequestBook requests, DialogTurn dialogs, UndoTurn undo)
{
    public async Task RunAsync(ChatContext chat, Activity activity, CancellationToken cancellationToken)
    {
        if (!CardTap.Read(activity).TryGetValue(out var tap, out _))
        {
            return;
        }

        switch (tap.Verb)
        {
            case CardVerbs.Answer when tap.Get(CardVerbs.Dialog) is { } dialog && tap.Get(CardVerbs.AnswerInput) is { } answer:
                await dialogs.AnswerAsync(chat, dialog, answer, cancellationToken);
                break;
            case CardVerbs.CancelQuestion when tap.Get(CardVerbs.Dialog) is { } dialog:
                await dialogs.CancelAsync(chat, dialog, cancellationToken);
                break;
            case CardVerbs.Undo when tap.Get(CardVerbs.Request) is { } id && await requests.FindAsync(new(id), cancellationToken) is { } request:
                await undo.RunAsync(chat, request, reason: null, cancellationToken);
                break;
            default:
                break;
        }
    }
}

/// <summary>Asks to take a finished request back: a new, linked request with its own policy.</summary>
internal sealed class UndoTurn(ActionCatalog catalog, CustomerDirectory customers, ActionTurn actions, ChatReplies replies)
{
    /// <param name="reason">Null when none was given: the link to the undone request says enough.</param>
    public async Task RunAsync(ChatContext chat, ResponseRequest request, string? reason, CancellationToken cancellationToken)
    {
        if (catalog.Find(request.Action)?.Descriptor is not { UndoneBy: { } undoId } undone || catalog.Find(undoId) is not { } action)
        {
            await replies.SayAsync(chat, new Problem.Refused($"{request.Code} cannot be undone by the bot."), cancellationToken);
            return;
        }

        // The undone request says for which customer: in a personal chat the place alone may not.
        if (customers.Find(request.Customer) is not { } customer || !customer.Knows(chat.Person.Id))
        {
            await replies.SayAsync(chat, RequestTaps.Unknown, cancellationToken);
            return;
        }

        var grammar = action.Descriptor.Grammar;
        var commands = ToUndo(request).Select(operation => undone.Undo(operation.Target, operation.Parameters)).OfType<CommandArguments>();
        var arguments = CommandArguments.Together(grammar, [.. commands]) with { Reason = reason ?? $"Undo of {request.Code}" };
        await actions.RunAsync(chat with { Customer = customer }, action, new ParsedCommand(grammar, arguments), request.Id, cancellationToken);
    }

    /// <summary>What was done and nobody took back outside the bot. Of a request that did nothing all targets, so that it is refused for what it is.</summary>
    private static IEnumerable<TargetOperation> ToUndo(ResponseRequest request) => request.Operations
        .Where(operation => !request.HasDoneAny || (operation.Outcome is { Kind: OutcomeKind.Done } && (operation.Outside is null || !request.HoldsAny)));
}
