using BotResponder.Host.Inbox;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Connector;
using BotResponder.Tests.Attacks;
using BotResponder.Tests.Teams.Connector;
using BotResponder.Tests.Teams.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace BotResponder.Tests.Host.Inbox;

[Trait("Attack", "14")]
public sealed class StrangersTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Answer_AFloodOfConversations_IsAnsweredUpToABoundADay()
    {
        using var teams = new Outbound();
        var services = ConnectorStub.Services(new(TeamsApp.Dangerous()) { ["Teams:Connector:ShareOfLimits"] = "1000" });
        services.AddHttpClient(ConnectorCalls.ClientName).ConfigurePrimaryHttpMessageHandler(() => teams);
        await using var provider = services.BuildServiceProvider();
        var strangers = new Strangers(provider.GetRequiredService<ConnectorClient>(), _time, NullLogger<Strangers>.Instance);

        Flood(strangers, "first");
        await UntilAsync(() => teams.Calls.Count == Strangers.MostAnswered);
        Flood(strangers, "second");
        _time.Advance(Strangers.Memory - TimeSpan.FromTicks(1));
        Flood(strangers, "first");
        Assert.Equal(Strangers.MostAnswered, teams.Calls.Count);

        _time.Advance(TimeSpan.FromTicks(1));
        Flood(strangers, "second");
        await UntilAsync(() => teams.Calls.Count == 2 * Strangers.MostAnswered);
    }

    private static void Flood(Strangers strangers, string name)
    {
        for (var number = 0; number < Strangers.MostAnswered + 100; number++)
        {
            strangers.Answer(new Activity
            {
                Type = ActivityTypes.Message,
                ServiceUrl = "http://127.0.0.1:9/",
                Recipient = new() { Id = "28:app" },
                Conversation = new() { Id = $"19:{name}-{number}@thread.tacv2", TenantId = "elsewhere" },
            });
        }
    }

    private static async Task UntilAsync(Func<bool> isTrue)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        while (!isTrue())
        {
            deadline.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
