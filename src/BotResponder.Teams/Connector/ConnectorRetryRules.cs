using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Timeout;

namespace BotResponder.Teams.Connector;

/// <param name="FirstDelay">Doubles with each attempt, with jitter.</param>
internal sealed record ConnectorRetries(TimeSpan FirstDelay)
{
    public static ConnectorRetries Default { get; } = new(TimeSpan.FromMilliseconds(500));
}

/// <summary>When a call is tried again at once. A POST has no idempotency key: it is repeated only when Teams surely did nothing.</summary>
internal static class ConnectorRetryRules
{
    private const int MaxRetries = 3;
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(15);

    // Longer waits are the caller's: a work item can be put back, a connection should not be held.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    public static void Configure(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, ConnectorRetries retries, TimeProvider time)
    {
        pipeline.AddRetry(new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = MaxRetries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = retries.FirstDelay,
            ShouldRetryAfterHeader = true,
            ShouldHandle = attempt => ValueTask.FromResult(ShouldRetry(
                attempt.Context.GetRequestMessage()?.Method ?? HttpMethod.Post, attempt.Outcome, time)),
        });
        pipeline.AddTimeout(AttemptTimeout);
    }

    /// <summary>The connection was never made, so nothing was asked.</summary>
    public static bool NeverConnected(HttpRequestException exception) => exception.HttpRequestError
        is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    private static bool ShouldRetry(HttpMethod method, Outcome<HttpResponseMessage> outcome, TimeProvider time)
    {
        var isPost = method == HttpMethod.Post;
        return outcome switch
        {
            { Exception: HttpRequestException exception } => !isPost || NeverConnected(exception),
            { Exception: TimeoutRejectedException } => !isPost,
            { Result: { } response } when ConnectorRefusal.RetryAfter(response, time) > LongestWait => false,
            { Result.StatusCode: HttpStatusCode.PreconditionFailed or HttpStatusCode.TooManyRequests } => true,
            { Result.StatusCode: HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout } => !isPost,
            _ => false,
        };
    }
}
