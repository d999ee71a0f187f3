using System.Globalization;
using BotResponder.Core.Audit;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Results;
using BotResponder.Core.Work;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Ledgers;

/// <summary>The smallest decision that can go wrong: read a number, write the next one, with an audit line.</summary>
internal static class Counting
{
    /// <summary>Of the kind that a ledger keeps in memory, so that every race runs into what it keeps.</summary>
    public const string Row = "request|abcdefgh.counter";

    public static Task<Result<int>> CountAsync(this House house, CustomerId? customer = null, OutboxEntry? outbox = null) =>
        house.Ledger.DecideAsync(customer ?? Cast.Contoso, async (view, token) =>
        {
            var next = Read(await view.FindAsync(Row, token)) + 1;
            return new Decision<int>(next)
            {
                Rows = [new(Row, next.ToString(CultureInfo.InvariantCulture))],
                Facts = [Fact(next)],
                Outbox = outbox is null ? [] : [outbox],
            };
        }, CancellationToken.None);

    public static Task<Result<int>> ThrowAsync(this House house, Exception exception) =>
        house.Ledger.DecideAsync<int>(Cast.Contoso, (_, _) => ValueTask.FromException<Decision<int>>(exception), CancellationToken.None);

    public static async Task<int> CountedAsync(this House house, CustomerId? customer = null) => Read((await house.RowAsync(Row, customer))?.Body);

    public static async Task AssertIntactAsync(this House house, int lines)
    {
        var verdict = await house.Verifier.VerifyAsync(Cast.Contoso, CancellationToken.None);

        Assert.Null(verdict.Fault);
        Assert.Equal(lines, verdict.Verified);
        Assert.Equal(Enumerable.Range(1, lines).Select(each => (long)each), (await house.TrailAsync()).Select(line => line.Sequence));
    }

    public static AuditFact Fact(int number) => new("test.counted", Cast.Ann, $"Counted to {number}")
    {
        Request = new("abcdefgh.count"),
        Target = Isolation.Workstation,
    };

    private static int Read(string? body) => body is null ? 0 : int.Parse(body, CultureInfo.InvariantCulture);
}
