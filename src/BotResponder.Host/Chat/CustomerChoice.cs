using System.Collections.Immutable;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.People;
using BotResponder.Core.Results;

namespace BotResponder.Host.Chat;

/// <summary>For whom a command is, when whoever types works for several: the word in the line says it, else the channel does, else she is asked. Nobody hears of another's customer.</summary>
internal sealed class CustomerChoice(CustomerDirectory customers)
{
    /// <summary>What a question for the customer asks for.</summary>
    public const string Asked = "customer";

    private static readonly Problem Elsewhere = new Problem.NotAllowed(
        "This place is for one customer only. Ask for another in its own channel, or in our personal chat. Nothing was done.");

    private static readonly Problem NotSaid = new Problem.Malformed(
        "You work for several customers, and this place does not say for which. Nothing was done: add for and the customer's name in front of because, or ask in its channel.");

    /// <returns>The turn and the line as they are meant; or why they cannot be.</returns>
    public Result<MeantLine> Read(ChatContext chat, string text)
    {
        var (named, rest) = CustomerWord.Take(text, customers.Of(chat.Person.Id));
        return named is null ? new MeantLine(chat, text)
            : customers.FindByChannel(chat.Conversation) is { } owner && owner.Id != named.Id ? Elsewhere
            : new MeantLine(chat with { Customer = named }, rest);
    }

    /// <summary>The line without the words that name a customer.</summary>
    public string Rest(ChatContext chat, string text) => CustomerWord.Take(text, customers.Of(chat.Person.Id)).Text;

    /// <param name="asks">True for a response action: only customers for whom she may ask.</param>
    /// <returns>What there is to choose from: empty for who has nothing to choose. In front of others nothing is listed.</returns>
    public Result<ImmutableArray<Candidate>> Among(ChatContext chat, bool asks)
    {
        var hers = chat.Customer is null ? customers.Of(chat.Person.Id).Where(customer => !asks || customer.MayAsk(chat.Person.Id)).ToArray() : [];
        return hers.Length == 0 ? ImmutableArray<Candidate>.Empty
            : chat.Reference.ConversationType != "personal" ? NotSaid
            : hers.Select(customer => new Candidate(
                customer.Id.Tenant, customer.Name, $"you are {string.Join(" and ", customer.RolesOf(chat.Person.Id).Order().Select(Roles.Describe))} there")).ToImmutableArray();
    }

    /// <returns>What to say where no question is asked: to whoever works for several customers that one must be named, to everybody else that this is no place for it.</returns>
    public Problem Unsaid(PersonId person) => customers.Of(person).Skip(1).Any() ? NotSaid : CommandTurn.NotHere;

    /// <returns>Null when she holds no role there any more.</returns>
    public Customer? Chosen(ChatContext chat, string tenant) => customers.Find(new(tenant)) is { } customer && customer.Knows(chat.Person.Id) ? customer : null;
}

/// <param name="Text">Without the words that name a customer.</param>
internal sealed record MeantLine(ChatContext Chat, string Text);
