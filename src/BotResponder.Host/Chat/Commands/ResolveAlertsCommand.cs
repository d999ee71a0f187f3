using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Defender.Alerts;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Chat.Commands;

/// <summary>
/// Resolves all open alerts that a filter finds: they are found once, and become the targets of one request as if their ids had been typed. What comes later is
/// not in it, and whoever approves sees how many there are.
/// </summary>
internal sealed class ResolveAlertsCommand(OpenAlertSearch search, ActionCatalog catalog, ActionTurn actions, ChatReplies replies) : CustomerCommand
{
    private const string Severity = "severity";
    private const string On = "device or account";
    private const string Title = "words";
    private const string Verdict = "verdict";

    private static readonly ActionId Resolve = new("alert.resolve");

    public override CommandGrammar Grammar { get; } = CommandGrammar.ForVerb("resolve-alerts")
        .Takes(Severity, "high, medium, low, informational or all")
        .MayTakeAfter("on", On, "the whole name or id of a device or an account that they are about")
        .MayTakeAfter("titled", Title, "words of their title, in double quotes")
        .TakesAfter("as", Verdict, "what they were, as for resolve: false-positive/not-malicious")
        .Because();

    public override string Summary => "Resolves all open alerts of a severity, a device or a title under one verdict, as one request.";

    protected override async Task RunAsync(ChatContext chat, Customer customer, CommandArguments arguments, CancellationToken cancellationToken)
    {
        if (!AlertFilter.Read(arguments[Severity], arguments.Find(On), arguments.Find(Title)).TryGetValue(out var filter, out var problem)
            || !(await search.FindAsync(customer.Id, filter, cancellationToken)).TryGetValue(out var ids, out problem))
        {
            await replies.SayAsync(chat, problem, cancellationToken);
            return;
        }

        if (customer.MayAsk(chat.Person.Id))
        {
            var which = filter.Words.Length == 0 ? CardText.Empty : CardText.Ours($" {CardText.Theirs(filter.Words)}");
            await replies.SayAsync(chat, CardText.Ours($"Found {ids.Length} open alerts{which}. They alone are the targets of one request; what comes later is not in it."), cancellationToken);
        }

        // Who may not ask is told so, and it is written down, where every request is.
        var action = catalog.Find(Resolve) ?? throw new InvalidOperationException($"There is no {Resolve}.");
        await actions.RunAsync(chat, action, Command(action.Descriptor.Grammar, arguments, ids), undoes: null, cancellationToken);
    }

    private static ParsedCommand Command(CommandGrammar grammar, CommandArguments typed, IReadOnlyCollection<string> ids)
    {
        var list = grammar.Arguments.Single(argument => argument.IsList).Name;
        var verdict = grammar.Arguments.Single(argument => argument.Keyword == "as").Name;
        var command = new CommandArguments { Verb = grammar.Verb, Reason = typed.Reason };
        return new(grammar, command with { Values = command.Values.Add(list, string.Join(", ", ids)).Add(verdict, typed[Verdict]) });
    }
}
