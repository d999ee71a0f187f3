using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Alerts;
using BotResponder.Host.Cards;

namespace BotResponder.Host.Chat.Commands;

/// <summary>Open alerts with their ids, for a list that is then resolved or assigned together.</summary>
internal sealed class AlertsCommand(CaseLookup cases, ChatReplies replies, TimeProvider time) : CustomerCommand
{
    private const string Severity = "severity";

    /// <summary>A card has room for so many with their whole ids.</summary>
    private const int Most = 25;

    private static readonly string[] Severities = ["high", "medium", "low", "informational"];

    public override CommandGrammar Grammar { get; } = CommandGrammar.ForVerb("alerts").MayTake(Severity, "high, medium, low or informational");

    public override string Summary => "Counts the open alerts, of all severities or of one, and lists the first of them with their ids.";

    protected override async Task RunAsync(ChatContext chat, Customer customer, CommandArguments arguments, CancellationToken cancellationToken)
    {
        var severity = arguments.Find(Severity)?.ToLowerInvariant();
        if (severity is not null && !Severities.Contains(severity, StringComparer.Ordinal))
        {
            await replies.SayAsync(chat, new Problem.Malformed($"{Suggestion.Quote(severity)} is no severity. Type alerts, or alerts and one of {string.Join(", ", Severities)}."), cancellationToken);
            return;
        }

        if (!(await cases.ListOpenAlertsAsync(customer.Id, severity, Most, cancellationToken)).TryGetValue(out var open, out var problem))
        {
            await replies.SayAsync(chat, problem, cancellationToken);
            return;
        }

        var (card, summary) = AlertListCard.Render(open, severity, customer.Name, time.GetUtcNow());
        await replies.SayAsync(chat, card, summary, cancellationToken);
    }
}
