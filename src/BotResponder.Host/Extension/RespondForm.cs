using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Teams.Activities;

namespace BotResponder.Host.Extension;

/// <summary>What the dialog "Respond" holds so far. All of it comes back from the client, so all of it is read anew each time and means no more than typed words.</summary>
/// <param name="Found">What the message names and some action takes.</param>
/// <param name="Customer">Null when it is still to be chosen, or is none of the caller's.</param>
/// <param name="Action">Null when it is still to be chosen, or takes nothing of what was found.</param>
/// <param name="Targets">With commas between, as a list is typed.</param>
/// <param name="Flags">Of the action's own.</param>
/// <param name="Reason">Null in the first step.</param>
internal sealed record RespondForm(
    ImmutableArray<FoundTarget> Found, Customer? Customer, IResponseAction? Action, string Targets, ImmutableArray<string> Flags, string? Reason)
{
    public const string FoundData = "found";
    public const string CustomerInput = "customer";
    public const string ActionInput = "action";
    public const string TargetsInput = "targets";
    public const string FlagsInput = "flags";
    public const string ReasonInput = "reason";

    /// <summary>As much as is carried from step to step.</summary>
    private const int MostCarried = 8000;

    /// <summary>What is carried from step to step: read again, it gives the same.</summary>
    public string Carried => string.Join('\n', Found.Select(target => target.Text));

    /// <summary>The first step: what the message offers.</summary>
    public static RespondForm Of(ExtensionMessage message, ActionCatalog catalog) =>
        new(Offered(MessageText.Of(message), catalog), Customer: null, Action: null, "", [], Reason: null);

    /// <param name="customers">From whom one may be chosen.</param>
    public static RespondForm Read(ExtensionCommand command, ImmutableArray<Customer> customers, ActionCatalog catalog)
    {
        var found = Offered(command.Get(FoundData) ?? "", catalog);
        var action = command.Get(ActionInput) is { } id ? catalog.Find(new ActionId(id)) : null;
        var customer = command.Get(CustomerInput) is { } tenant ? customers.FirstOrDefault(each => each.Id.Tenant == tenant) : customers is [var only] ? only : null;
        var flags = (command.Get(FlagsInput) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new(
            found, customer, action is not null && found.Any(target => target.Sort.IsTakenBy(action.Descriptor)) ? action : null, command.Get(TargetsInput)?.Trim() ?? "",
            [.. action?.Descriptor.Grammar.Flags.Select(flag => flag.Name).Where(name => flags.Contains(name, StringComparer.Ordinal)) ?? []],
            command.Get(ReasonInput)?.Trim());
    }

    /// <summary>The actions that take something of what was found, in the order of the catalog.</summary>
    public IEnumerable<ActionDescriptor> Offers(ActionCatalog catalog) =>
        catalog.All.Select(each => each.Descriptor).Where(action => Found.Any(target => target.Sort.IsTakenBy(action)));

    /// <summary>The command as it would have been typed; nothing of it is parsed, so no word of the message can become a verb.</summary>
    /// <returns>What is missing, in one sentence, when something is.</returns>
    public Result<ParsedCommand> ToCommand()
    {
        if (Action?.Descriptor.Grammar is not { } grammar || Customer is null)
        {
            return new Problem.Malformed("Please choose what should be done, and for whom.");
        }

        if (Targets.Length == 0)
        {
            return new Problem.Malformed($"Please choose the {grammar.Arguments[0].Name}.");
        }

        if (string.IsNullOrEmpty(Reason) && grammar.NeedsReason)
        {
            return new Problem.Malformed("Please give the reason: whoever approves reads it.");
        }

        var arguments = new CommandArguments { Verb = grammar.Verb, Flags = [.. Flags], Reason = string.IsNullOrEmpty(Reason) ? null : Reason };
        return CommandParser.CheckReason(Reason) is { } tooLong ? tooLong
            : new ParsedCommand(grammar, arguments with { Values = arguments.Values.SetItem(grammar.Arguments[0].Name, Targets) });
    }

    private static ImmutableArray<FoundTarget> Offered(string text, ActionCatalog catalog)
    {
        var carried = 0;
        return
        [
            .. MessageTargets.Find(text)
                .Where(target => catalog.All.Any(action => target.Sort.IsTakenBy(action.Descriptor)))
                .TakeWhile(target => (carried += target.Text.Length + 1) <= MostCarried),
        ];
    }
}
