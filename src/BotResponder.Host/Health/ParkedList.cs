using System.Globalization;
using BotResponder.Core.Customers;
using BotResponder.Core.Work;
using BotResponder.Host.Inbox;

namespace BotResponder.Host.Health;

/// <summary>Everything that was put aside: work of all customers, and turns.</summary>
internal sealed class ParkedList(ParkedWork work, UnparkWork unpark, ActivityInbox inbox, CustomerDirectory customers)
{
    /// <summary>More of one customer are not counted: somebody must look long before.</summary>
    private const int Most = 1000;

    private const string What = "parked";

    public async Task<int> CountAsync(CancellationToken cancellationToken) =>
        (await WorkAsync(cancellationToken)).Count + (await TurnsAsync(cancellationToken)).Count;

    public async Task<IReadOnlyList<CheckLine>> CheckAsync(CancellationToken cancellationToken)
    {
        var lines = (await WorkAsync(cancellationToken)).Select(Line).Concat((await TurnsAsync(cancellationToken)).Select(Line)).ToList();
        return lines.Count == 0
            ? [CheckLine.Ok(What, "Nothing is parked.")]
            : [.. lines, CheckLine.Warning(What, $"{lines.Count} in all. Look into the log for why, then bring them back with `BotResponder.Host -- unpark`.")];
    }

    /// <summary>Brings everything back, due now.</summary>
    public async Task<IReadOnlyList<CheckLine>> UnparkAsync(CancellationToken cancellationToken)
    {
        List<CheckLine> lines = [];
        foreach (var (customer, entry) in await WorkAsync(cancellationToken))
        {
            lines.Add(await unpark.RunAsync(customer.Id, entry, cancellationToken)
                ? CheckLine.Ok("unparked", Describe(customer, entry))
                : CheckLine.Warning("unparked", $"Left where it is, this version cannot read it. {Describe(customer, entry)}"));
        }

        foreach (var turn in await TurnsAsync(cancellationToken))
        {
            await inbox.UnparkAsync(turn, cancellationToken);
            lines.Add(CheckLine.Ok("unparked", Describe(turn)));
        }

        return lines.Count == 0 ? [CheckLine.Ok("unparked", "Nothing was parked.")] : lines;
    }

    private async Task<List<(Customer Customer, ParkedEntry Entry)>> WorkAsync(CancellationToken cancellationToken)
    {
        List<(Customer, ParkedEntry)> found = [];
        foreach (var customer in customers.All)
        {
            found.AddRange((await work.ListAsync(customer.Id, Most, cancellationToken)).Select(entry => (customer, entry)));
        }

        return found;
    }

    private async Task<List<InboxItem>> TurnsAsync(CancellationToken cancellationToken)
    {
        List<InboxItem> found = [];
        for (var shard = 0; shard < ActivityInbox.Shards; shard++)
        {
            await foreach (var item in inbox.AllParkedAsync(shard, cancellationToken))
            {
                found.Add(item);
            }
        }

        return found;
    }

    private static CheckLine Line((Customer Customer, ParkedEntry Entry) parked) => CheckLine.Warning(What, Describe(parked.Customer, parked.Entry));

    private static CheckLine Line(InboxItem turn) => CheckLine.Warning(What, Describe(turn));

    private static string Describe(Customer customer, ParkedEntry entry) =>
        $"{entry.Code?.Value ?? entry.Row} of {customer.Name}: {entry.What} failed {entry.Runs} times ({entry.Reason}), last at {At(entry.At)}.";

    private static string Describe(InboxItem turn) => $"A {turn.Entry.Activity.Type} of {At(turn.Entry.ReceivedAt)} failed {turn.Entry.Runs} times.";

    private static string At(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
