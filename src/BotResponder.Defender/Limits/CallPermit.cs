using System.Net;
using BotResponder.Defender.Api;
using Microsoft.Kiota.Abstractions;

namespace BotResponder.Defender.Limits;

/// <summary>Goes with one request to the wire: counts each time that it leaves, and hears what became of it.</summary>
/// <param name="caller">Tells a caller who went away from a service that did not answer.</param>
internal sealed class CallPermit(CallBucket bucket, Circuit circuit, CancellationToken caller) : IRequestOption
{
    /// <summary>Where the Graph library puts a request's options, too: under their full names.</summary>
    private static readonly HttpRequestOptionsKey<IRequestOption> Key = new(typeof(CallPermit).FullName!);

    /// <summary>What the last answer's Retry-After header said; null when there was none.</summary>
    public TimeSpan? RetryAfter { get; private set; }

    /// <exception cref="InvalidOperationException">A call that was never admitted is a bug.</exception>
    public static CallPermit Of(HttpRequestMessage request) => request.Options.TryGetValue(Key, out var option) && option is CallPermit permit
        ? permit
        : throw new InvalidOperationException("A request without a permit.");

    public void GoWith(HttpRequestMessage request) => request.Options.Set(Key, this);

    /// <summary>Whether it may leave once more, and counts it if so.</summary>
    public bool TryRepeat() => circuit.Check() is null && bucket.TryAdmit();

    public void Leave() => bucket.Leave();

    /// <param name="retryAfter">What the Retry-After header said.</param>
    public void Answered(HttpStatusCode status, TimeSpan? retryAfter)
    {
        RetryAfter = retryAfter;
        var isFailure = status is HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;
        if (status is HttpStatusCode.TooManyRequests)
        {
            bucket.Close(retryAfter ?? ApiProblems.DefaultWait);
        }
        else if (isFailure && retryAfter is { } wait)
        {
            bucket.Close(wait);
        }

        if (isFailure)
        {
            circuit.Failed();
        }
        else
        {
            circuit.Succeeded();
        }
    }

    /// <summary>It did not come back.</summary>
    public void Lost()
    {
        if (!caller.IsCancellationRequested)
        {
            circuit.Failed();
        }
    }
}
