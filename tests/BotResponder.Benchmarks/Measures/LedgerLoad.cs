using System.Diagnostics;
using System.Globalization;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.People;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Core.Work;

namespace BotResponder.Benchmarks.Measures;

/// <summary>
/// Requests that each go through four decisions, as from the words to the outcome. A decision reads the request and its lane and writes 8 rows:
/// both, the request's open mark, an audit line with its three index rows, and one thing to do.
/// </summary>
/// <param name="ledger">Asked before each decision.</param>
/// <param name="customer">Whose ledger.</param>
internal sealed class LedgerLoad(Func<Ledger> ledger, CustomerId customer)
{
    public const int RowsOfOne = 8;

    private const int DecisionsOfOne = 4;

    private static readonly Person Bo = new(new("tenant", "object"), "Bo Lind");
    private static readonly string Request = $$"""{"text":"{{new string('x', 1200)}}"}""";

    private int _requests;

    /// <returns>Decisions per second.</returns>
    public async Task<double> RunAsync(int underWay, TimeSpan span)
    {
        long decided = 0;
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, underWay).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(began) < span)
            {
                var request = Interlocked.Increment(ref _requests);
                for (var step = 0; step < DecisionsOfOne; step++)
                {
                    await DecideAsync(request, step);
                    Interlocked.Increment(ref decided);
                }
            }
        })));
        return Interlocked.Read(ref decided) / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private Task<Result<int>> DecideAsync(int number, int step)
    {
        var id = new RequestId($"abcdefgh.{number.ToString("D8", CultureInfo.InvariantCulture)}");
        var target = new ActionTarget("device", $"device-{number % 400}", $"ws-{number % 400}.contoso.example");
        return ledger().DecideAsync(
            customer,
            async (view, cancellationToken) =>
            {
                await view.FindAsync(LedgerRows.Request(id), cancellationToken);
                await view.FindAsync(LedgerRows.Lane(target), cancellationToken);
                return new Decision<int>(number)
                {
                    Rows = [new(LedgerRows.Request(id), Request), new(LedgerRows.Lane(target), $"\"{id}\""), new(LedgerRows.Open(id), "{}")],
                    Facts = [new("operation.sent", Bo, "Isolate device was sent to Defender.") { Request = id, Target = target, Action = new ActionId("device.isolate") }],
                    Outbox = [new(WorkKind.Poll, id, step, view.Now)],
                };
            },
            CancellationToken.None);
    }
}
