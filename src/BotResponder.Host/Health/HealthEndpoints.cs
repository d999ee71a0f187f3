using System.Globalization;
using BotResponder.Core.Records;
using BotResponder.Core.Work;

namespace BotResponder.Host.Health;

/// <summary>Live: the process answers. Ready: the store reads and the queue answers too; degraded when something is parked, which does not stop the bot.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", static context => context.Response.WriteAsync("live"));
        endpoints.MapGet("/health/ready", ReadyAsync);
    }

    private static async Task ReadyAsync(HttpContext context)
    {
        var log = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(HealthEndpoints));
        try
        {
            var records = context.RequestServices.GetRequiredService<IRecordStore>();
            var queue = context.RequestServices.GetRequiredService<IWorkQueue>();
            await records.FindAsync(new("health", "probe"), context.RequestAborted);
            await queue.DepthAsync(context.RequestAborted);
            var parked = await context.RequestServices.GetRequiredService<ParkedCount>().ReadAsync(context.RequestAborted);
            await context.Response.WriteAsync(parked == 0 ? "ready" : string.Create(CultureInfo.InvariantCulture, $"degraded: {parked} parked"));
        }
#pragma warning disable CA1031 // Whatever stands in the way, the answer is the same: not ready. The reason is in the log, not in the answer.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.NotReady(exception);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsync("not ready");
        }
    }
}

/// <summary>How much is parked, read at most twice a minute: health is asked for often, and by many.</summary>
internal sealed class ParkedCount(ParkedList parked, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private (long At, int Count)? _last;

    public async Task<int> ReadAsync(CancellationToken cancellationToken)
    {
        if (_last is { } last && time.GetElapsedTime(last.At) < Fresh)
        {
            return last.Count;
        }

        var count = await parked.CountAsync(cancellationToken);
        _last = (time.GetTimestamp(), count);
        return count;
    }
}

internal static partial class HealthLog
{
    [LoggerMessage(1400, LogLevel.Error, "Not ready")]
    public static partial void NotReady(this ILogger log, Exception exception);
}
