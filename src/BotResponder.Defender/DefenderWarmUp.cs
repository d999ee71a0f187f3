using System.Net;
using System.Net.Http.Headers;
using BotResponder.Defender.Api;

namespace BotResponder.Defender;

/// <summary>Loads the Graph library before the first person waits for it.</summary>
public static class DefenderWarmUp
{
    /// <summary>Runs one hunting query against an answer in memory: nothing leaves the process. May be called often; costs about 300 ms once.</summary>
    public static async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new EmptyAnswer());
        await HuntingApi.RunAsync(client, new Uri("https://graph.invalid"), "none", "DeviceInfo", days: 1, [], cancellationToken);
    }

    private sealed class EmptyAnswer : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var content = new StringContent("""{"schema":[{"name":"DeviceId","type":"String"}],"results":[{"DeviceId":"none"}]}""");
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
        }
    }
}
