using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Alerts;
using BotResponder.Host.Cards;

namespace BotResponder.Host.Chat.Commands;

internal sealed class AlertCommand(CaseLookup cases, ChatReplies replies, TimeProvider time) : CaseCommand(replies, time)
{
    public override CommandGrammar Grammar { get; } = CommandGrammar.ForVerb("alert").Takes("alert", CaseLookup.AlertHelp);

    public override string Summary => "Shows an alert: how it stands, what happened, and its evidence with the ids that can be acted on.";

    protected override Task<Result<CaseView>> FindAsync(CustomerId customer, string id, CancellationToken cancellationToken) =>
        cases.FindAlertAsync(customer, id, cancellationToken);
}

internal sealed class IncidentCommand(CaseLookup cases, ChatReplies replies, TimeProvider time) : CaseCommand(replies, time)
{
    public override CommandGrammar Grammar { get; } = CommandGrammar.ForVerb("incident").Takes("incident", CaseLookup.IncidentHelp);

    public override string Summary => "Shows an incident: how it stands, what happened, and its alerts.";

    protected override Task<Result<CaseView>> FindAsync(CustomerId customer, string id, CancellationToken cancellationToken) =>
        cases.FindIncidentAsync(customer, id, cancellationToken);
}

/// <summary>What both have in common. "Not there" and "not of this customer" are one answer, because only this customer's tenant is asked.</summary>
internal abstract class CaseCommand(ChatReplies replies, TimeProvider time) : CustomerCommand
{
    protected abstract Task<Result<CaseView>> FindAsync(CustomerId customer, string id, CancellationToken cancellationToken);

    protected override async Task RunAsync(ChatContext chat, Customer customer, CommandArguments arguments, CancellationToken cancellationToken)
    {
        if (!(await FindAsync(customer.Id, arguments[Grammar.Arguments[0].Name], cancellationToken)).TryGetValue(out var found, out var problem))
        {
            await replies.SayAsync(chat, problem, cancellationToken);
            return;
        }

        var (card, summary) = CaseCard.Render(found, customer.Name, time.GetUtcNow());
        await replies.SayAsync(chat, card, summary, cancellationToken);
    }
}
