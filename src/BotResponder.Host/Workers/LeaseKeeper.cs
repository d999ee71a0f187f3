using BotResponder.Core.Work;
using Microsoft.Extensions.Options;

namespace BotResponder.Host.Workers;

/// <summary>Keeps work leased for as long as it runs, however long that is.</summary>
internal sealed class LeaseKeeper(IWorkQueue queue, IOptions<WorkOptions> options, TimeProvider time, ILogger<LeaseKeeper> log)
{
    /// <summary>Renews at half the lease's time until <paramref name="run"/> has ended.</summary>
    /// <returns>The work with the receipt that holds; null when the lease was lost. The run goes on all the same: what it does knows when it was done already.</returns>
    public async Task<LeasedWork?> KeepAsync(LeasedWork work, Task run)
    {
        LeasedWork? held = work;
        using var ended = new CancellationTokenSource();
        while (held is not null && await Task.WhenAny(run, Task.Delay(options.Value.Lease / 2, time, ended.Token)) != run)
        {
            held = await RenewAsync(held);
        }

        await ended.CancelAsync();
        await run;
        return held;
    }

    private async Task<LeasedWork?> RenewAsync(LeasedWork work)
    {
        try
        {
            var renewed = await queue.RenewAsync(work, options.Value.Lease, CancellationToken.None);
            if (renewed is null)
            {
                log.LeaseLost(work.Item.Row);
            }

            return renewed;
        }
#pragma warning disable CA1031 // The queue may be away for a moment; half the lease is left for the next attempt.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.QueueNotReached(exception);
            return work;
        }
    }
}
