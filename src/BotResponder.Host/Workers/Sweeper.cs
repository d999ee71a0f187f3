namespace BotResponder.Host.Workers;

/// <summary>Looks again and again for what got lost. A round that fails is no harm: the next one finds the same rows.</summary>
internal abstract class Sweeper(TimeSpan pause, TimeProvider time, ILogger log) : BackgroundService
{
    protected TimeProvider Time => time;

    protected ILogger Log => log;

    protected abstract Task SweepAsync(CancellationToken cancellationToken);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(pause, time);
        do
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
#pragma warning disable CA1031 // The store may be away for a moment; the next round finds the same rows.
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                log.SweepFailed(exception, GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
