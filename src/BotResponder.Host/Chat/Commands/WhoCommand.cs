using BotResponder.Core.Approvals;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.People;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Host.Cards;
using BotResponder.Host.People;

namespace BotResponder.Host.Chat.Commands;

/// <summary>Whose approval a request is waiting for.</summary>
internal sealed class WhoCommand(RequestLookup lookup, CustomerDirectory customers, ChatBook book, ChatReplies replies) : IChatCommand
{
    private const string Request = "request";

    public CommandGrammar Grammar { get; } = CommandGrammar.ForVerb("who").Takes(Request, "the code of a request, such as R-4F7K2", "can", "approve");

    public string Summary => "Shows who can approve a request now.";

    public bool NeedsCustomer => false;

    public async Task RunAsync(ChatContext chat, CommandArguments arguments, CancellationToken cancellationToken)
    {
        var found = await lookup.FindAsync(chat, arguments[Request], cancellationToken);
        if (!found.TryGetValue(out var request, out var problem) || customers.Find(request.Customer) is not { } customer)
        {
            await replies.SayAsync(chat, problem ?? RequestTaps.Unknown, cancellationToken);
            return;
        }

        if (request.State != RequestState.Pending)
        {
            await replies.SayAsync(chat, new Problem.Conflict($"Nobody has to approve {request.Code} any more: it is {RequestLifecycle.Describe(request.State)}."), cancellationToken);
            return;
        }

        var people = ApproverRules.Candidates(request, customer).Select(person => DescribeAsync(request, customer, person, cancellationToken));
        var (card, summary) = PolicyCards.Who(request, await Task.WhenAll(people));
        await replies.SayAsync(chat, card, summary, cancellationToken);
    }

    private async Task<PolicyCards.Candidate> DescribeAsync(ResponseRequest request, Customer customer, PersonId person, CancellationToken cancellationToken)
    {
        var authority = Authority.Of(request, customer, person, approves: true);
        var lent = customer.DelegatedTo(person).FirstOrDefault(delegation => delegation.From.Id == authority.For);
        var roles = string.Join(" and ", authority.Roles.Order().Select(Roles.Describe)) + (lent is null ? "" : $" for {lent.From.Name} until {CardParts.Time(lent.Until).Plain}, delegated");
        var side = ApprovalDemand.IsOfCustomer(customer.Id, person) ? "of the customer" : "of the provider";
        return new((await book.FindAsync(person, cancellationToken))?.Name ?? lent?.To.Name ?? person.ObjectId, $"{roles}, {side}");
    }
}
