using BotResponder.Core.Audit;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Records;
using BotResponder.Core.Results;
using BotResponder.Host.Cards;

namespace BotResponder.Host.Chat.Commands;

internal sealed class AuditCommand(AuditTrail trail, RequestLookup lookup, ChatReplies replies, TimeProvider time) : CustomerCommand
{
    private const string Subject = "subject";
    private const int Most = 15;

    public override CommandGrammar Grammar { get; } = CommandGrammar.ForVerb("audit").MayTakeAfter("for", Subject, "a device by name or id, or the code of a request");

    public override string Summary => "Shows the newest lines of the audit trail, of everything or of one device or request.";

    protected override async Task RunAsync(ChatContext chat, Customer customer, CommandArguments arguments, CancellationToken cancellationToken)
    {
        var subject = arguments.Find(Subject);
        var entries = subject is null
            ? await trail.NewestAsync(customer.Id, Most, cancellationToken)
            : await OfAsync(chat, customer, subject, cancellationToken);
        if (entries.Count == 0)
        {
            var what = subject is null ? "Nothing has been written down yet." : $"The trail has no line about {Suggestion.Quote(subject)}. Type audit to see the newest lines.";
            await replies.SayAsync(chat, new Problem.NotFound(what), cancellationToken);
            return;
        }

        var (card, summary) = ListCards.Audit(customer.Name, subject, entries, time.GetUtcNow());
        await replies.SayAsync(chat, card, summary, cancellationToken);
    }

    private async Task<IReadOnlyList<SealedEntry>> OfAsync(ChatContext chat, Customer customer, string subject, CancellationToken cancellationToken)
    {
        if ((await lookup.FindAsync(chat, subject, cancellationToken)).TryGetValue(out var request, out _))
        {
            return await trail.OfRequestAsync(customer.Id, request.Id, Most, cancellationToken);
        }

        if (subject.Length > RecordKey.MaxLength / 8)
        {
            return [];
        }

        // One name may belong to several devices: the trail of each is shown, newest first.
        var targets = await trail.FindTargetsAsync(customer.Id, subject, cancellationToken);
        var lines = await Task.WhenAll(targets.Select(target => trail.OfTargetAsync(customer.Id, target.Kind, target.Id, Most, cancellationToken)));
        return [.. lines.SelectMany(each => each).OrderByDescending(line => line.Entry.Sequence).Take(Most)];
    }
}
