using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Requests;

namespace BotResponder.Core.Work;

/// <summary>Brings parked work back, due now and counted from the beginning, with its audit line.</summary>
public sealed class UnparkWork(Ledger ledger)
{
    /// <summary>Safe to call twice.</summary>
    /// <returns>False when it was brought back before, or cannot be read by this version either: that stays parked.</returns>
    public async Task<bool> RunAsync(CustomerId customer, ParkedEntry parked, CancellationToken cancellationToken) =>
        (await ledger.DecideAsync(customer, (view, token) => DecideAsync(view, parked, token), cancellationToken)).Value;

    private static async ValueTask<Decision<bool>> DecideAsync(ILedgerView view, ParkedEntry parked, CancellationToken cancellationToken)
    {
        if (Outbox.TryRead(parked.Body) is not { } entry)
        {
            return Decision<bool>.Nothing(false);
        }

        var row = ParkedWork.RowOf(parked.Row, entry.Request);
        if (await view.FindAsync(row, cancellationToken) is null)
        {
            return Decision<bool>.Nothing(false);
        }

        var request = (await RequestChange.LoadAsync(view, entry.Request, cancellationToken)).Request;
        return new(true)
        {
            Rows = [new(row, null)],
            Facts = [ParkWork.Fact(request, "work.unparked", $"{parked.What} was brought back by whoever runs the bot and is tried again")],
            Outbox = [entry with { Due = view.Now, Retry = null }],
        };
    }
}
