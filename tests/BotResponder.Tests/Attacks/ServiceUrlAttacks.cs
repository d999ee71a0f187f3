using System.Net;
using System.Net.Sockets;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;
using BotResponder.Teams.Connector;
using BotResponder.Tests.Teams.Authentication;
using BotResponder.Tests.Teams.Connector;
using BotResponder.Tests.Teams.Hosting;
using Microsoft.Extensions.DependencyInjection;
using static BotResponder.Tests.Attacks.ForgedTokens;

namespace BotResponder.Tests.Attacks;

/// <summary>Attacks 6 and 7, at the protocol: where the bot's words and its token go.</summary>
public sealed class ServiceUrlAttacks(EchoBot bot) : IClassFixture<EchoBot>
{
    private static readonly OutgoingMessage Hello = new OutgoingMessage.Text(CardText.Ours("hello"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string?> Urls => [.. ServiceUrlsTests.Refused];

    /// <summary>Even when the Connector itself had signed it: token and activity agree.</summary>
    [Theory]
    [Trait("Attack", "6")]
    [MemberData(nameof(Urls))]
    public Task Attack06_ServiceUrlNotOnTheList_IsRefusedAndNothingLeaves(string? url) => bot.RefusesAsync(
        url is null ? HttpStatusCode.Unauthorized : HttpStatusCode.Forbidden, EchoBot.Message(url), Bearer(bot.Mint.With("serviceurl", url)));

    [Theory]
    [Trait("Attack", "6")]
    [InlineData("https://smba.trafficmanager.net/emea/")]
    [InlineData("https://smba.trafficmanager.net/amer/11111111-0000-4000-8000-000000000001/")]
    [InlineData("https://SMBA.trafficmanager.net/teams")]
    public Task Attack06_ServiceUrlOnTheList_Passes(string url) => bot.PassesAsync(EchoBot.Message(url), Bearer(bot.Mint.With("serviceurl", url)));

    [Theory]
    [Trait("Attack", "6")]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Attack06_RedirectFromAGoodHost_IsNotFollowed(int status)
    {
        using var trap = new TcpListener(IPAddress.Loopback, 0);
        trap.Start();
        await using var teams = await ConnectorStub.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = $"http://{trap.LocalEndpoint}/v3";
        });
        var credential = new CountingCredential();
        await using var services = ConnectorStub.Services(TeamsApp.WithTokens()).AddSingleton(new ConnectorCredential(credential, "scope")).BuildServiceProvider();
        var client = services.GetRequiredService<ConnectorClient>();

        var sent = Assert.IsType<ConnectorAnswer<string>.Failed>(await client.SendAsync(teams.Reference, Hello, null, Cancellation));
        var asked = Assert.IsType<ConnectorAnswer<TeamMember>.Failed>(await client.GetMemberAsync(teams.Reference, "29:a", Cancellation));

        Assert.Equal((ConnectorCodes.Redirected, ConnectorCodes.Redirected), (sent.Code, asked.Code));
        Assert.All(teams.Seen, call => Assert.True(call.HasAuthorization));
        Assert.False(trap.Pending());
    }

    [Theory]
    [Trait("Attack", "7")]
    [MemberData(nameof(Urls))]
    public async Task Attack07_PoisonedReference_OpensNoConnectionAndAsksForNoToken(string? url)
    {
        using var outbound = new Outbound();
        var credential = new CountingCredential();
        var services = ConnectorStub.Services(TeamsApp.WithTokens(), "Production").AddSingleton(new ConnectorCredential(credential, "scope"));
        services.AddHttpClient(ConnectorCalls.ClientName).ConfigurePrimaryHttpMessageHandler(() => outbound);
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<ConnectorClient>();
        var poisoned = new ConversationReference(url!, "a:1", "t1", "28:app");

        Assert.Equal(new ConnectorAnswer<string>.Blocked(ConnectorCodes.ServiceUrlNotAllowed), await client.SendAsync(poisoned, Hello, null, Cancellation));
        Assert.Equal(new ConnectorAnswer<string>.Blocked(ConnectorCodes.ServiceUrlNotAllowed), await client.UpdateAsync(poisoned, "1", Hello, Cancellation));
        Assert.Equal(new ConnectorAnswer<TeamMember>.Blocked(ConnectorCodes.ServiceUrlNotAllowed), await client.GetMemberAsync(poisoned, "29:a", Cancellation));
        Assert.Equal((0, 0), (credential.Asked, outbound.Calls.Count));

        Assert.IsType<ConnectorAnswer<string>.Done>(await client.SendAsync(poisoned with { ServiceUrl = TokenMint.ServiceUrl }, Hello, null, Cancellation));
        Assert.Equal((1, 1), (credential.Asked, outbound.Calls.Count));
    }
}
