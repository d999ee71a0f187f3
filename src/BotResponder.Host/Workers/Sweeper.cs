using Microsoft.Extensions.Options;

namespace BotResponder.Host.Workers;

/// <summary>Looks again and again for what got lost. A round that fails is no harm: the next one finds the same rows.</summary>
/// <remarks>Begins at a random moment and slows down while nothing is found, so that replicas do not all look at once and an idle bot costs little.</remarks>
internal abstract class Sweeper(IOptions<WorkOptions> options, TimeProvider time, ILogger log) : BackgroundService
{
    private const double Slowest = 6;

    protected TimeProvider Time => time;

    protected ILogger Log => log;

    protected WorkOptions Options => options.Value;

    /// <returns>True when something was found: then the next round comes soon.</returns>
    protected abstract Task<bool> SweepAsync(CancellationToken cancellationToken);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = 1.0;
        await WaitAsync(Jitter(0, 0.5), stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            pause = await TrySweepAsync(stoppingToken) ? 1 : Math.Min(pause * 1.5, Slowest);
            await WaitAsync(pause * Jitter(0.8, 1.2), stoppingToken);
        }
    }

    private async Task<bool> TrySweepAsync(CancellationToken stoppingToken)
    {
        try
        {
            return await SweepAsync(stoppingToken);
        }
#pragma warning disable CA1031 // The store may be away for a moment; the next round finds the same rows.
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            log.SweepFailed(exception, GetType().Name);
            return true;
        }
    }

    private Task WaitAsync(double periods, CancellationToken stoppingToken) => Task.Delay(Options.Sweep * periods, time, stoppingToken);

#pragma warning disable CA5394 // Not a secret.
    private static double Jitter(double least, double most) => least + ((most - least) * Random.Shared.NextDouble());
#pragma warning restore CA5394
}
