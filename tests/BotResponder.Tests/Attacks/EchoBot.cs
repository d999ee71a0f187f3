using System.Net;
using System.Text.Json.Nodes;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;
using BotResponder.Teams.Connector;
using BotResponder.Tests.Teams.Authentication;
using BotResponder.Tests.Teams.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace BotResponder.Tests.Attacks;

/// <summary>A bot in Production that answers every message that reaches it: so a request that gets through shows as a handled activity, a token asked for,
/// and a call that leaves. Every attack stands beside a control that does all three.</summary>
public sealed class EchoBot : IAsyncLifetime
{
    private readonly Outbound _outbound = new();
    private readonly CountingCredential _credential = new();
    private TeamsApp? _app;
    private TokenMint? _mint;

    internal TokenMint Mint => _mint!;

    internal Uri Address => _app!.Http.BaseAddress!;

    public async ValueTask InitializeAsync()
    {
        _mint = await TokenMint.StartAsync();
        _app = await TeamsApp.StartAsync("Production", Settings(_mint.Metadata), services: services =>
        {
            services.AddSingleton(new ConnectorCredential(_credential, "scope"));
            services.AddHttpClient(ConnectorCalls.ClientName).ConfigurePrimaryHttpMessageHandler(() => _outbound);
        });
        var connector = _app.Services.GetRequiredService<ConnectorClient>();
        _app.Handler.OnAccept = async (activity, token) =>
            await connector.SendAsync(ConversationReference.FromActivity(activity)!, new OutgoingMessage.Text(CardText.Ours("echo")), null, token) is ConnectorAnswer<string>.Done;
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.DisposeAsync();
        await _mint!.DisposeAsync();
        _outbound.Dispose();
    }

    /// <summary>All controls are said in one conversation: Teams' own pace would make minutes of moments.</summary>
    private static Dictionary<string, string?> Settings(Uri metadata) => new(TeamsApp.WithTokens(metadata)) { ["Teams:Connector:ShareOfLimits"] = "1000" };

    /// <summary>A message as Teams posts it.</summary>
    internal static JsonObject Message(string? serviceUrl = TokenMint.ServiceUrl) => new()
    {
        ["type"] = "message",
        ["id"] = "1",
        ["channelId"] = "msteams",
        ["serviceUrl"] = serviceUrl,
        ["text"] = "help",
        ["from"] = new JsonObject { ["id"] = "29:ann", ["aadObjectId"] = "aaaaaaaa-0000-4000-8000-000000000001" },
        ["recipient"] = new JsonObject { ["id"] = "28:app" },
        ["conversation"] = new JsonObject { ["id"] = "a:1", ["tenantId"] = "11111111-0000-4000-8000-000000000001" },
    };

    internal (int Handled, int Tokens, int Calls) Seen => (_app!.Handler.Accepted.Count, _credential.Asked, _outbound.Calls.Count);

    /// <summary>It is refused and leaves no trace; then the control gets through and leaves all of them.</summary>
    internal async Task RefusesAsync(HttpStatusCode expected, JsonObject message, string? authorization)
    {
        var before = Seen;

        using (var refused = await _app!.PostAsync(message.ToJsonString(), authorization))
        {
            Assert.Equal(expected, refused.StatusCode);
        }

        Assert.Equal(before, Seen);
        await PassesAsync(Message(), "Bearer " + Mint.Good());
    }

    internal async Task PassesAsync(JsonObject message, string authorization)
    {
        var (handled, tokens, calls) = Seen;

        using var passed = await _app!.PostAsync(message.ToJsonString(), authorization);

        Assert.Equal(HttpStatusCode.Accepted, passed.StatusCode);
        Assert.Equal((handled + 1, tokens + 1, calls + 1), Seen);
        var (address, bearer) = _outbound.Calls[^1];
        Assert.Equal("smba.trafficmanager.net", address.Host);
        Assert.StartsWith("Bearer token-", bearer, StringComparison.Ordinal);
    }
}
