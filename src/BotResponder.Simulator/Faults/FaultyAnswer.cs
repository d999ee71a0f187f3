using BotResponder.Simulator.Http;

namespace BotResponder.Simulator.Faults;

/// <summary>Lets one call meet one fault.</summary>
internal static class FaultyAnswer
{
    public static Task RunAsync(HttpContext context, Fault? fault, TimeProvider time, RequestDelegate next) => fault switch
    {
        null => next(context),
        Fault.Throttle throttle => RefuseAsync(context, time, ApiAnswer.Refuse(429, Word(context, 429), "Throttled by a fault.")
            with
        { RetryAfter = throttle.RetryAfter }),
        Fault.ServerError error => RefuseAsync(context, time, ApiAnswer.Refuse(error.Status, Word(context, error.Status), "A fault.")),
        Fault.Refuse refuse => RefuseAsync(context, time, ApiAnswer.Refuse(refuse.Status, refuse.Code, $"Refused by a fault: {refuse.Code}.")),
        Fault.Slow slow => SlowAsync(context, slow.Delay, time, next),
        Fault.Hang => HangAsync(context, time),
        Fault.LostAnswer => LoseAsync(context, next),
        Fault.RanButTimedOut => TimeOutAsync(context, time, next),
        _ => throw new InvalidOperationException($"Unknown fault {fault}."),
    };

    private static Task RefuseAsync(HttpContext context, TimeProvider time, ApiAnswer answer) =>
        Envelopes.WriteAsync(context, AreaOf(context), answer, time.GetUtcNow());

    private static async Task SlowAsync(HttpContext context, TimeSpan delay, TimeProvider time, RequestDelegate next)
    {
        if (await WaitAsync(context, delay, time))
        {
            await next(context);
        }
    }

    private static async Task HangAsync(HttpContext context, TimeProvider time)
    {
        await WaitAsync(context, Timeout.InfiniteTimeSpan, time);
        context.Abort();
    }

    private static async Task LoseAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.Body = Stream.Null;
        await next(context);
        context.Abort();
    }

    private static async Task TimeOutAsync(HttpContext context, TimeProvider time, RequestDelegate next)
    {
        var wire = context.Response.Body;
        context.Response.Body = Stream.Null;
        await next(context);
        context.Response.Body = wire;
        context.Response.Headers.Clear();
        await RefuseAsync(context, time, ApiAnswer.Refuse(504, Word(context, 504), "The gateway gave up waiting."));
    }

    /// <returns>False when the caller gave up, or the simulator stops.</returns>
    private static async Task<bool> WaitAsync(HttpContext context, TimeSpan delay, TimeProvider time)
    {
        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await Task.Delay(delay, time, either.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static UpstreamArea AreaOf(HttpContext context) => context.Features.GetRequiredFeature<UpstreamExchange>().Request.Area;

    /// <summary>Each service's own code for a status.</summary>
    private static string Word(HttpContext context, int status) => (AreaOf(context), status) switch
    {
        (UpstreamArea.Entra, _) => "temporarily_unavailable",
        (UpstreamArea.Defender or UpstreamArea.Graph, 429) => "TooManyRequests",
        (UpstreamArea.Teams, 429) => "Throttled",
        (UpstreamArea.Teams, _) => "ServiceError",
        (_, 503) => "ServiceUnavailable",
        (_, 504) => "GatewayTimeout",
        _ => "InternalServerError",
    };
}
