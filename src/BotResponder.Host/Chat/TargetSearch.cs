using System.Collections.Immutable;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Lookups;
using BotResponder.Host.Cards;

namespace BotResponder.Host.Chat;

/// <summary>Looks for one customer's targets while somebody types and waits: what Microsoft has not answered soon is not waited for.</summary>
internal sealed class TargetSearch(DeviceLookup devices, AccountLookup accounts, AlertLookup alerts, TimeProvider time, ILogger<TargetSearch> log)
{
    /// <summary>Teams gives up after 5 seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <param name="dataset">One of <see cref="CardDatasets"/>; in any other nothing is found.</param>
    /// <param name="most">1 to 50.</param>
    public async Task<Result<ImmutableArray<LookedUp>>> FindAsync(Customer customer, string dataset, string words, int most, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var found = dataset switch
        {
            CardDatasets.Devices => devices.FindAsync(customer.Id, words, most, patience.Token),
            CardDatasets.Accounts => accounts.FindAsync(customer.Id, words, most, patience.Token),
            CardDatasets.Alerts => alerts.FindAsync(customer.Id, words, most, patience.Token),
            _ => Task.FromResult<Result<ImmutableArray<LookedUp>>>(ImmutableArray<LookedUp>.Empty),
        };
        try
        {
            return await found.WaitAsync(Patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            await patience.CancelAsync();
            log.SearchSlow(dataset, customer.Id);
            return new Problem.Unavailable("That takes too long just now. Please search again in a moment.");
        }
    }
}
