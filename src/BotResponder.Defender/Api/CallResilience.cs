using System.Net;
using BotResponder.Defender.Limits;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Timeout;

namespace BotResponder.Defender.Api;

/// <summary>What is repeated without anybody noticing: reads briefly, writes only when they cannot have left.</summary>
internal static class CallResilience
{
    /// <summary>A longer wait is the work queue's, not a turn's.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private const int MostRepeats = 2;

    /// <summary>Three attempts, 200 ms and 400 ms apart with jitter, or what Retry-After says when that is short; a repeat needs a permit that is free.</summary>
    public static void ForReads(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, DefenderOptions options, TimeProvider time) => pipeline
        .AddTimeout(options.CallTimeout)
        .AddRetry(new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = MostRepeats,
            Delay = TimeSpan.FromMilliseconds(200),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = arguments => ValueTask.FromResult(
                arguments.AttemptNumber < MostRepeats && IsPassing(arguments.Outcome, time) && arguments.Context.GetRequestMessage() is { } request
                && CallPermit.Of(request).TryRepeat()),
        })
        .AddTimeout(options.AttemptTimeout);

    /// <summary>One attempt, unless no connection came about.</summary>
    public static void ForWrites(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, DefenderOptions options) => pipeline
        .AddTimeout(options.CallTimeout)
        .AddRetry(new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = MostRepeats,
            Delay = TimeSpan.FromMilliseconds(200),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = arguments => ValueTask.FromResult(ApiProblems.NeverConnected(arguments.Outcome.Exception)),
        });

    /// <summary>What the Retry-After header says, as seconds or as a date; null when there is none.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? header?.Date - time.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static bool IsPassing(Outcome<HttpResponseMessage> outcome, TimeProvider time)
    {
        if (outcome.Result is not { } response)
        {
            return outcome.Exception is HttpRequestException or TimeoutRejectedException;
        }

        var wait = RetryAfter(response, time);
        return response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => wait <= LongestWait,
            HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => wait is null || wait <= LongestWait,
            _ => false,
        };
    }
}
