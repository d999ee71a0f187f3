using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;

namespace BotResponder.Host.Chat.Commands;

/// <summary>
/// Asks Defender to stop what it has been told by a request and has not done yet: a new request, which somebody approves. What has not been sent is taken
/// back with <c>withdraw</c>.
/// </summary>
internal sealed class StopCommand(RequestLookup lookup, ActionCatalog catalog, CustomerDirectory customers, ActionTurn actions, ChatReplies replies) : IChatCommand
{
    private const string Request = "request";
    private const string Verb = "stop-action";

    public CommandGrammar Grammar { get; } = CommandGrammar.ForVerb("stop").Takes(Request, "the code of a running request, such as R-4F7K2").MayBecause();

    public string Summary => "Asks to stop what Defender is doing for a request: a new request with its own approvals.";

    public bool NeedsCustomer => false;

    public async Task RunAsync(ChatContext chat, CommandArguments arguments, CancellationToken cancellationToken)
    {
        var found = await lookup.FindAsync(chat, arguments[Request], cancellationToken);
        if (!found.TryGetValue(out var request, out var problem))
        {
            await replies.SayAsync(chat, problem, cancellationToken);
            return;
        }

        var running = Running(request);
        if (running.Length == 0)
        {
            await replies.SayAsync(chat, Nothing(request), cancellationToken);
            return;
        }

        var action = catalog.FindByVerb(Verb) ?? throw new InvalidOperationException($"No action is called {Verb}.");
        var command = new CommandArguments { Verb = Verb, Reason = arguments.Reason ?? $"Stop of {request.Code}" };
        var asked = command with { Values = command.Values.Add(action.Descriptor.TargetKind, string.Join(", ", running)) };
        await actions.RunAsync(
            chat with { Customer = customers.Find(request.Customer) }, action, new ParsedCommand(action.Descriptor.Grammar, asked), undoes: null, cancellationToken);
    }

    /// <summary>Only machine actions can be stopped, and their receipts are GUIDs: what is told to accounts, tags and indicators is done at once.</summary>
    private static string[] Running(ResponseRequest request) =>
    [
        .. request.Operations.Where(operation => operation.State == OperationState.Accepted)
            .Select(operation => operation.Receipt?.Id).OfType<string>().Where(id => Guid.TryParseExact(id, "D", out _)),
    ];

    private static Problem.Conflict Nothing(ResponseRequest request) => new(
        request.State is RequestState.Pending or RequestState.Approved
            ? $"Defender has not been told about {request.Code} yet. Type withdraw {request.Code} to take it back, or deny {request.Code}."
            : $"Defender does nothing for {request.Code} that could be stopped: it is {RequestLifecycle.Describe(request.State)}.");
}
