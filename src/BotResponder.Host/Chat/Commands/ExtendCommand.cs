using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Containments;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;

namespace BotResponder.Host.Chat.Commands;

/// <summary>Asks to move the end of what was asked for a while: a new request, which somebody approves. The action behind it takes ids; people type codes.</summary>
internal sealed class ExtendCommand(RequestLookup lookup, ActionCatalog catalog, CustomerDirectory customers, ActionTurn actions, ChatReplies replies) : IChatCommand
{
    private const string Request = "request";
    private const string Verb = "extend-containment";

    public CommandGrammar Grammar { get; } = CommandGrammar.ForVerb("extend")
        .Takes(Request, "the code of a request that has an end, such as R-4F7K2")
        .TakesAfter("for", LeaseTime.Argument, "how much longer, such as 4h or 2d")
        .Because();

    public string Summary => "Asks to move the end of what was asked for a while: a new request with its own approval.";

    public bool NeedsCustomer => false;

    public async Task RunAsync(ChatContext chat, CommandArguments arguments, CancellationToken cancellationToken)
    {
        if (arguments.Find(Request) is not { } code || arguments.Find(LeaseTime.Argument) is not { } time || arguments.Reason is null)
        {
            await replies.SayAsync(chat, new Problem.Malformed("Please type the code, how much longer, and why, such as: extend R-4F7K2 for 4h because forensics needs longer."), cancellationToken);
            return;
        }

        var found = await lookup.FindAsync(chat, code, cancellationToken);
        if (!found.TryGetValue(out var request, out var problem))
        {
            await replies.SayAsync(chat, problem, cancellationToken);
            return;
        }

        var action = catalog.FindByVerb(Verb) ?? throw new InvalidOperationException($"No action is called {Verb}.");
        var command = arguments with { Verb = Verb, Values = CommandArguments.None.Add(action.Descriptor.TargetKind, request.Id.Value).Add(LeaseTime.Argument, time) };
        await actions.RunAsync(chat with { Customer = customers.Find(request.Customer) }, action, new ParsedCommand(action.Descriptor.Grammar, command), undoes: null, cancellationToken);
    }
}
