using System.Text;
using BotResponder.Simulator.Faults;

namespace BotResponder.Simulator.Http;

/// <summary>Around every call: read it, write it down, let the faults at it.</summary>
internal sealed class UpstreamPipeline(CallLog calls, FaultBoard faults, TimeProvider time, Action changed)
{
    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        var request = await ReadAsync(context.Request, context.RequestAborted);
        var exchange = new UpstreamExchange(request);
        context.Features.Set(exchange);
        var finish = calls.Begin(request, time.GetUtcNow());
        try
        {
            await FaultyAnswer.RunAsync(context, faults.Take(request), time, next);
        }
        finally
        {
            finish(context.RequestAborted.IsCancellationRequested ? 0 : context.Response.StatusCode, exchange.TenantId);
            changed();
        }
    }

    private static async Task<UpstreamRequest> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8, leaveOpen: true);
        var body = await reader.ReadToEndAsync(cancellationToken);
        return new(AreaOf(request.Path), request.Method, $"{request.Path.Value}{Uri.UnescapeDataString(request.QueryString.Value ?? "")}", body);
    }

    private static UpstreamArea AreaOf(PathString path) =>
        path.StartsWithSegments("/defender", StringComparison.OrdinalIgnoreCase) ? UpstreamArea.Defender
        : path.StartsWithSegments("/graph", StringComparison.OrdinalIgnoreCase) ? UpstreamArea.Graph
        : path.StartsWithSegments("/teams", StringComparison.OrdinalIgnoreCase) ? UpstreamArea.Teams
        : UpstreamArea.Entra;
}
