using BotResponder.Core.Audit;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Results;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;
using BotResponder.Teams.Connector;

namespace BotResponder.Host.People;

/// <summary>What becomes of people without standing: a line in the trail of the customer in whose channel they spoke, and a sentence that tells them nothing.</summary>
internal sealed class Outsiders(Ledger ledger, CustomerDirectory customers, ConnectorClient connector, ILogger<Outsiders> log)
{
    internal static CardText Sentence { get; } = CardText.Ours("I answer people of this organization only. Please ask somebody of its security team.");

    public async Task RefuseAsync(Activity activity, Standing.Outsider outsider, CancellationToken cancellationToken)
    {
        await NoteAsync(activity, outsider, cancellationToken);

        // A tap was answered where it arrived.
        if (activity.Type == ActivityTypes.Message && ConversationReference.FromActivity(activity) is { } place
            && await connector.SendAsync(place, new OutgoingMessage.Text(Sentence), null, cancellationToken) is not ConnectorAnswer<string>.Done)
        {
            log.OutsiderNotTold(activity.Id ?? "-");
        }
    }

    /// <summary>Writes down that somebody tried. Outside the customers' channels there is no trail that it would belong to, and the log has to do.</summary>
    public async Task NoteAsync(Activity activity, Standing.Outsider outsider, CancellationToken cancellationToken)
    {
        log.NotHeard(activity.Id ?? "-", outsider.Reason);
        if (outsider.Person is not { } person || Speakers.ConversationOf(activity) is not { } conversation || customers.FindByChannel(conversation) is not { } customer)
        {
            return;
        }

        var refusal = new Problem.NotAllowed($"Not heard: {outsider.Reason}.");
        var fact = new AuditFact("person.refused", person, $"Spoke to the bot and was not heard: {outsider.Reason}") { Activity = activity.Id };
        await ledger.DecideAsync(customer.Id, (_, _) => ValueTask.FromResult(Decision<string>.Refused(refusal, fact)), cancellationToken);
    }
}
