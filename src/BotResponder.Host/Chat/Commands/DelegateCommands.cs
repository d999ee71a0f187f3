using BotResponder.Core.Commands;
using BotResponder.Core.Containments;
using BotResponder.Core.Customers;
using BotResponder.Core.Delegations;
using BotResponder.Core.People;
using BotResponder.Core.Results;
using BotResponder.Host.Cards;
using BotResponder.Teams.Cards;
using Microsoft.Extensions.Options;

namespace BotResponder.Host.Chat.Commands;

/// <summary>An approver lends her right to approve for a time.</summary>
internal sealed class DelegateCommand(DelegateApprovals delegates, IPersonDirectory people, CustomerDirectory customers, IOptions<CustomerOptions> options, ChatReplies replies) : CustomerCommand
{
    private const string Whom = "person";
    private const string Time = "time";

    public override CommandGrammar Grammar { get; } = CommandGrammar.ForVerb("delegate")
        .TakesAfter("to", Whom, "who approves for you, such as cy@contoso.com").TakesAfter("for", Time, "how long, such as 8h or 2d").Because();

    public override string Summary => "Lets somebody approve for you for a time; never what you or they asked for. Ends by itself, or by undelegate.";

    protected override async Task RunAsync(ChatContext chat, Customer customer, CommandArguments arguments, CancellationToken cancellationToken)
    {
        var made = await DelegateAsync(chat, customer, arguments, cancellationToken);
        await (made.TryGetValue(out var delegation, out var problem)
            ? replies.SayAsync(chat, Say(customer, delegation), cancellationToken)
            : replies.SayAsync(chat, problem is Problem.Ambiguous ambiguous ? Choose(ambiguous) : problem, cancellationToken));
    }

    private async Task<Result<Delegation>> DelegateAsync(ChatContext chat, Customer customer, CommandArguments arguments, CancellationToken cancellationToken)
    {
        if (!LeaseTime.Read(arguments[Time]).TryGetValue(out var time, out var problem))
        {
            return problem;
        }

        // The bot reads people of tenants that it serves; a delegate is of the delegator's own side.
        if (customers.Find(new(chat.Person.Id.Tenant)) is not { } home)
        {
            return new Problem.NotAllowed("I cannot look up people of your tenant, because it is no customer of this bot. Ask an administrator of this bot to name another approver.");
        }

        // Nobody looks through a directory who may not delegate anyway: the use case says no, and writes that down.
        var found = customer.Approvers.Contains(chat.Person.Id)
            ? await people.FindAsync(home.Id, arguments[Whom], cancellationToken)
            : new Person(new("-", "-"), Suggestion.Quote(arguments[Whom]));
        return found.TryGetValue(out var person, out problem)
            ? await delegates.RunAsync(customer.Id, new(chat.Person, person, time, arguments.Reason!, chat.ActivityId), cancellationToken)
            : problem;
    }

    private CardText Say(Customer customer, Delegation delegation) => CardText.Ours(
        $"{CardText.TheirName(delegation.To.Name, 80)} approves for you for {CardText.Theirs(customer.Name)} until {CardParts.Time(delegation.Until)}, never what you or they asked for; for critical targets from {CardParts.Time(delegation.Since + options.Value.MembershipAge)} on. Type **undelegate** to end it sooner.");

    private static Problem.Malformed Choose(Problem.Ambiguous ambiguous) => new(
        $"{ambiguous.Sentence} Nothing was changed: type it again with the sign-in name, such as {string.Join(" or ", ambiguous.Candidates.Take(3).Select(each => each.Title))}.");
}

internal sealed class UndelegateCommand(DelegateApprovals delegates, ChatReplies replies) : CustomerCommand
{
    public override CommandGrammar Grammar { get; } = CommandGrammar.ForVerb("undelegate");

    public override string Summary => "Ends whatever you have delegated here: nobody approves for you any more.";

    protected override async Task RunAsync(ChatContext chat, Customer customer, CommandArguments arguments, CancellationToken cancellationToken)
    {
        var ended = (await delegates.EndAsync(customer.Id, chat.Person, chat.ActivityId, cancellationToken)).Value;
        await replies.SayAsync(chat, ended.IsEmpty
            ? CardText.Ours($"You have delegated nothing for {CardText.Theirs(customer.Name)}.")
            : CardText.Ours($"Ended: {CardText.Join(", ", ended.Select(person => CardText.TheirName(person.Name, 80)))} cannot approve for you for {CardText.Theirs(customer.Name)} any more."), cancellationToken);
    }
}
