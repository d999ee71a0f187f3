using System.Net;
using System.Net.Sockets;
using Azure.Core;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;
using BotResponder.Teams.Connector;
using BotResponder.Tests.Teams.Hosting;
using Microsoft.Extensions.DependencyInjection;
using static BotResponder.Tests.Teams.Connector.ConnectorStub;

namespace BotResponder.Tests.Teams.Connector;

/// <summary>Where the bot's words and its token may go.</summary>
public sealed class ConnectorHostsTests
{
    private static readonly OutgoingMessage Hello = new OutgoingMessage.Text(CardText.Ours("hello"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Attack", "7")]
    public async Task Send_PoisonedReference_OpensNoConnectionAndAsksForNoToken()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var credential = new CountingCredential();
        await using var services = Services(TeamsApp.WithTokens(), "Production")
            .AddSingleton(new ConnectorCredential(credential, "scope")).BuildServiceProvider();
        var client = services.GetRequiredService<ConnectorClient>();

        foreach (var url in new[] { $"http://{listener.LocalEndpoint}/", $"https://{listener.LocalEndpoint}/", $"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/" })
        {
            var reference = new ConversationReference(url, "a:1", "t1", "28:app");
            Assert.Equal(new ConnectorAnswer<string>.Blocked(ConnectorCodes.ServiceUrlNotAllowed), await client.SendAsync(reference, Hello, null, Cancellation));
            Assert.Equal(
                new ConnectorAnswer<TeamMember>.Blocked(ConnectorCodes.ServiceUrlNotAllowed), await client.GetMemberAsync(reference, "29:a", Cancellation));
        }

        Assert.False(listener.Pending());
        Assert.Equal(0, credential.Asked);
    }

    [Theory]
    [InlineData("https://smba.trafficmanager.net/emea/v3/conversations/x", true)]
    [InlineData("https://evil.trafficmanager.net/v3/conversations/x", false)]
    [InlineData("http://smba.trafficmanager.net/v3/conversations/x", false)]
    public async Task TokenHandler_ByHost_SendsTheTokenToListedHostsOnly(string url, bool sent)
    {
        var credential = new CountingCredential();
        var last = new RecordingTransport();
        using var handler = new ConnectorTokenHandler(
            new ConnectorCredential(credential, "scope"), TeamsApp.Urls(new()))
        {
            InnerHandler = last,
        };
        using var invoker = new HttpMessageInvoker(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, url);

        var fault = await Record.ExceptionAsync(() => invoker.SendAsync(request, Cancellation));

        Assert.Equal(sent, fault is null);
        Assert.Equal(sent ? "Bearer token-1" : null, last.Authorization);
        Assert.Equal(sent ? 1 : 0, credential.Asked);
    }

    private sealed class CountingCredential : TokenCredential
    {
        public int Asked { get; private set; }

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new("token-" + ++Asked, DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }

    private sealed class RecordingTransport : HttpMessageHandler
    {
        public string? Authorization { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Authorization = request.Headers.Authorization?.ToString();
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
        }
    }
}
