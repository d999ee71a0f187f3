using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender;
using BotResponder.Host.Cards;
using BotResponder.Host.People;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;
using BotResponder.Teams.Connector;

namespace BotResponder.Host.Chat.Commands;

/// <summary>
/// The link of a collected package, asked of Defender now and kept nowhere. Whoever sees it can open it, so it goes into the personal chat of the one who
/// asks, wherever she asks.
/// </summary>
internal sealed class PackageLinkCommand(InvestigationPackages packages, ChatBook book, ConnectorClient connector, ChatReplies replies, TimeProvider time) : CustomerCommand
{
    private const string Device = "device";
    private const string Personal = "personal";

    public override CommandGrammar Grammar { get; } = CommandGrammar.ForVerb("package").Takes(Device, "host name or Defender device id");

    public override string Summary => "Sends you a link to the newest investigation package of a device, in our personal chat.";

    protected override async Task RunAsync(ChatContext chat, Customer customer, CommandArguments arguments, CancellationToken cancellationToken)
    {
        if (!customer.MayAct(chat.Person.Id))
        {
            await replies.SayAsync(chat, CommandTurn.NotHere, cancellationToken);
            return;
        }

        if (await OpenChatAsync(chat, cancellationToken) is not { } personal)
        {
            await replies.SayAsync(chat, new Problem.NotAllowed("I could not open a personal chat with you, and whoever sees the link can open the package: add me to your apps and ask again."), cancellationToken);
            return;
        }

        var found = await packages.FindAsync(customer.Id, arguments[Device], cancellationToken);
        if (!found.TryGetValue(out var package, out var problem))
        {
            await replies.SayAsync(chat, problem, cancellationToken);
            return;
        }

        var (card, summary) = PackageCard.Render(package, time.GetUtcNow());
        await replies.SayAsync(personal, card, summary, cancellationToken);
        if (personal != chat)
        {
            await replies.SayAsync(chat, CardText.Ours("The link is in our personal chat. It works for about a minute."), cancellationToken);
        }
    }

    /// <returns>The turn itself in a personal chat; null when Teams does not open one.</returns>
    private async Task<ChatContext?> OpenChatAsync(ChatContext chat, CancellationToken cancellationToken)
    {
        if (chat.Reference.ConversationType == Personal)
        {
            return chat;
        }

        return await book.FindAsync(chat.Person.Id, cancellationToken) is { } known
            && await connector.CreatePersonalConversationAsync(
                chat.Reference.ServiceUrl, chat.Person.Id.Tenant, chat.Reference.BotId, known.TeamsId, cancellationToken)
                is ConnectorAnswer<ConversationReference>.Done { Value: var reference }
            ? chat with { Reference = reference, Thread = null }
            : null;
    }
}
