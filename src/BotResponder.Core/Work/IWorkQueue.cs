namespace BotResponder.Core.Work;

/// <summary>Wake-ups. Delivered at least once, in no order; what is to be done stands in the record store, and a lost wake-up is sent again from there.</summary>
/// <remarks>A lease lasts more than no time and seven days at most, which is as long as Azure Storage hides a message; a delay may be longer.</remarks>
public interface IWorkQueue
{
    /// <summary>Durable when it returns.</summary>
    /// <param name="item">What to wake up for.</param>
    /// <param name="delay">How long it stays invisible. Zero or less: due now.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task EnqueueAsync(WorkItem item, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Takes up to <paramref name="most"/> due items, oldest due first as far as the engine can tell, and hides them for <paramref name="lease"/>. Empty when nothing is due.</summary>
    Task<IReadOnlyList<LeasedWork>> LeaseAsync(int most, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Hides the item for <paramref name="lease"/> from now: the work takes longer than thought.</summary>
    /// <returns>The item with its new receipt, or null when the lease had run out and another worker has it.</returns>
    Task<LeasedWork?> RenewAsync(LeasedWork work, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Removes the item. Does nothing when the lease had run out and another worker has it.</summary>
    Task CompleteAsync(LeasedWork work, CancellationToken cancellationToken);

    /// <summary>Gives the item back, due after <paramref name="delay"/>. Does nothing when the lease had run out.</summary>
    Task ReleaseAsync(LeasedWork work, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Moves the item to the dead letters with the reason. Does nothing when the lease had run out.</summary>
    Task ParkAsync(LeasedWork work, string reason, CancellationToken cancellationToken);

    /// <summary>How many items wait, are leased, and are parked. For health checks; may be a moment old.</summary>
    Task<QueueDepth> DepthAsync(CancellationToken cancellationToken);
}

/// <summary>A wake-up: which outbox row of which partition to look at.</summary>
/// <param name="Partition">A record partition.</param>
/// <param name="Row">The outbox row in it.</param>
public sealed record WorkItem(string Partition, string Row);

/// <summary>A taken wake-up.</summary>
/// <param name="Receipt">Proof of the lease; opaque.</param>
/// <param name="Attempts">
/// How often it has been taken, this time included: 1 the first time. Counted, durably, before the work begins: more than 1 says that a worker
/// failed or died at it, or gave it back. How often the work itself was begun stands in its outbox row (<see cref="Retries"/>).
/// </param>
public sealed record LeasedWork(WorkItem Item, string Receipt, int Attempts);

/// <param name="Waiting">Not leased, due or not.</param>
/// <param name="Leased">Being worked on.</param>
/// <param name="Parked">Dead letters.</param>
public sealed record QueueDepth(int Waiting, int Leased, int Parked);
