using BotResponder.Core.Records;
using BotResponder.Core.Work;

namespace BotResponder.Host.Health;

/// <summary>Live: the process answers. Ready: the store reads and the queue answers too.</summary>
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
            await context.Response.WriteAsync("ready");
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

internal static partial class HealthLog
{
    [LoggerMessage(1400, LogLevel.Error, "Not ready")]
    public static partial void NotReady(this ILogger log, Exception exception);
}
