namespace BotResponder.Simulator.Http;

/// <summary>Which Microsoft service a call was for.</summary>
public enum UpstreamArea
{
    Entra,
    Defender,
    Graph,
    Teams,
}

/// <summary>A call as faults may look at it.</summary>
/// <param name="Path">Decoded, with the query string.</param>
public sealed record UpstreamRequest(UpstreamArea Area, string Method, string Path, string Body);

/// <summary>A call that somebody made to the pretend Microsoft.</summary>
/// <param name="Path">Decoded, with the query string.</param>
/// <param name="Body">As sent; empty for none. The pretend secrets of token requests are in it.</param>
/// <param name="Status">0 while it runs and when no answer was sent.</param>
/// <param name="TenantId">Null when the call did not say so credibly.</param>
public sealed record RecordedCall(
    UpstreamArea Area, string Method, string Path, string Body, int Status, string? TenantId, DateTimeOffset At);

/// <summary>What the pipeline learned about the call that is being answered; lives in the request's features.</summary>
internal sealed class UpstreamExchange(UpstreamRequest request)
{
    public UpstreamRequest Request { get; } = request;

    public string? TenantId { get; set; }
}
