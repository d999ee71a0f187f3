using BotResponder.Core.Customers;
using BotResponder.Core.Records;
using BotResponder.Core.Requests;
using BotResponder.Host.Cards;
using BotResponder.Host.People;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Connector;

namespace BotResponder.Host.Chat;

/// <summary>Says hello, what the bot can do and who may: once for each time that it is installed, however often Teams or a crash repeats that.</summary>
internal sealed class WelcomeTurn(IRecordStore records, ConnectorClient connector, ChatVocabulary vocabulary, CustomerDirectory customers)
{
    /// <exception cref="ReplyFailedException">Teams can certainly not have shown it, and may next time: the turn is run again.</exception>
    public async Task RunAsync(ConversationReference reference, CancellationToken cancellationToken)
    {
        var conversation = new ConversationKey(reference.ChannelOrChatId());
        if (await records.CommitAsync([new RecordWrite.Insert(KeyOf(conversation), "true")], cancellationToken) != WriteOutcome.Written)
        {
            return;
        }

        var (card, summary) = HelpCard.Welcome(vocabulary, customers.FindByChannel(conversation)?.Name);
        if (await connector.SendAsync(reference, new OutgoingMessage.Card(card, summary), null, cancellationToken)
            is ConnectorAnswer<string>.Throttled or ConnectorAnswer<string>.Failed { Transient: true, MayHaveHappened: false })
        {
            await ForgetAsync(conversation, cancellationToken);
            throw new ReplyFailedException();
        }
    }

    /// <summary>The next installation is greeted again.</summary>
    public Task ForgetAsync(ConversationKey conversation, CancellationToken cancellationToken) =>
        records.CommitAsync([new RecordWrite.Delete(KeyOf(conversation), null)], cancellationToken);

    private static RecordKey KeyOf(ConversationKey conversation) => new(ChatBook.Partition(conversation), "welcomed");
}
