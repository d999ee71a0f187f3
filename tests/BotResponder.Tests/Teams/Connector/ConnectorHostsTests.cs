using BotResponder.Teams.Connector;
using BotResponder.Tests.Attacks;
using BotResponder.Tests.Teams.Hosting;

namespace BotResponder.Tests.Teams.Connector;

/// <summary>Where the bot's words and its token may go.</summary>
public sealed class ConnectorHostsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://smba.trafficmanager.net/emea/v3/conversations/x", true)]
    [InlineData("https://evil.trafficmanager.net/v3/conversations/x", false)]
    [InlineData("http://smba.trafficmanager.net/v3/conversations/x", false)]
    public async Task TokenHandler_ByHost_SendsTheTokenToListedHostsOnly(string url, bool sent)
    {
        var credential = new CountingCredential();
        using var last = new Outbound();
        using var handler = new ConnectorTokenHandler(
            new ConnectorCredential(credential, "scope"), TeamsApp.Urls(new()))
        {
            InnerHandler = last,
        };
        using var invoker = new HttpMessageInvoker(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, url);

        var fault = await Record.ExceptionAsync(() => invoker.SendAsync(request, Cancellation));

        Assert.Equal(sent, fault is null);
        Assert.Equal(sent ? [(new Uri(url), "Bearer token-1")] : [], last.Calls);
        Assert.Equal(sent ? 1 : 0, credential.Asked);
    }
}
