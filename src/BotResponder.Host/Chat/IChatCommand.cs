using BotResponder.Core.Commands;
using BotResponder.Core.Customers;

namespace BotResponder.Host.Chat;

/// <summary>Something that can be typed and is no response action.</summary>
internal interface IChatCommand
{
    CommandGrammar Grammar { get; }

    /// <summary>One sentence for help.</summary>
    string Summary { get; }

    /// <summary>False for what everybody may type, wherever it is.</summary>
    bool NeedsCustomer { get; }

    Task RunAsync(ChatContext chat, CommandArguments arguments, CancellationToken cancellationToken);
}

/// <summary>A command that shows or changes something of one customer. Reached only by people who hold a role there.</summary>
internal abstract class CustomerCommand : IChatCommand
{
    public abstract CommandGrammar Grammar { get; }

    public abstract string Summary { get; }

    public bool NeedsCustomer => true;

    public Task RunAsync(ChatContext chat, CommandArguments arguments, CancellationToken cancellationToken) =>
        RunAsync(chat, chat.Customer ?? throw new InvalidOperationException("The turn let a command through without a customer."), arguments, cancellationToken);

    protected abstract Task RunAsync(ChatContext chat, Customer customer, CommandArguments arguments, CancellationToken cancellationToken);
}
