using BotResponder.Defender.Api;

namespace BotResponder.Defender.Limits;

/// <summary>Stands right before the socket: counts each attempt at the moment it leaves, and reads the whole answer while its timeout still runs.</summary>
internal sealed class UpstreamHandler(TimeProvider time) : DelegatingHandler
{
    /// <summary>In bytes; more than Defender or Graph ever answers to what the bot asks.</summary>
    private const int MostAnswerBytes = 8 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var permit = CallPermit.Of(request);
        permit.Leave();
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(MostAnswerBytes, cancellationToken);
        }
        catch
        {
            response?.Dispose();
            permit.Lost();
            throw;
        }

        permit.Answered(response.StatusCode, CallResilience.RetryAfter(response, time));
        return response;
    }
}
