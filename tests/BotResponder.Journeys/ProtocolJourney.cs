using System.Net;
using System.Text;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Customers;
using BotResponder.Core.Records;
using BotResponder.Journeys.World;
using BotResponder.Simulator.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace BotResponder.Journeys;

/// <summary>What arrives at /api/messages and is no message: the right status, and nothing stored.</summary>
public sealed class ProtocolJourney(WorldFixture fixture) : IClassFixture<WorldFixture>
{
    private readonly JourneyWorld _world = fixture.World;

    [Theory]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("""{"text":"isolate ws-042 because x"}""", HttpStatusCode.BadRequest)]
    public async Task Post_Malformed_IsRefusedAndNothingIsStored(string body, HttpStatusCode status)
    {
        var stop = TestContext.Current.CancellationToken;
        using var client = new HttpClient();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        client.DefaultRequestHeaders.Authorization = new("Bearer", _world.Microsoft.DeliveryToken(_world.Microsoft.ServiceUrl(Cast.ContosoId)));
        var before = await StoredAsync(stop);

        using var answer = await client.PostAsync(new Uri(_world.BotAddress, "/api/messages"), content, stop);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(before, await StoredAsync(stop));
    }

    [Fact]
    public async Task Post_UnknownTypes_AreAnsweredAsTheProtocolSays()
    {
        var stop = TestContext.Current.CancellationToken;
        var before = await StoredAsync(stop);

        var type = await _world.Microsoft.Teams.DeliverAsync(Activity("somethingNew", null), stop);
        var invoke = await _world.Microsoft.Teams.DeliverAsync(Activity("invoke", "something/new"), stop);

        Assert.Equal(200, type.Status);
        Assert.Equal(501, invoke.Status);
        Assert.Equal(before, await StoredAsync(stop));
    }

    [Fact]
    public async Task Post_SameActivityThreeTimes_IsOneRequestWithOneCardAndOneCall()
    {
        var stop = TestContext.Current.CancellationToken;
        var soc = _world.Microsoft.Teams.ContosoSoc;

        var said = await _world.SayAsync(Cast.Ann, soc, "isolate ws-095 because three times", stop);
        await _world.Microsoft.Teams.RedeliverAsync(said.ActivityId, stop);
        var card = await _world.SeesAsync(Cast.Ann, soc, stop, "ws-095", "Waiting for 1 approver");
        await _world.Microsoft.Teams.RedeliverAsync(said.ActivityId, stop);
        await _world.TapAsync(Cast.Bo, soc, card, "approve", stop);
        await _world.SeesAsync(Cast.Ann, soc, stop, "ws-095", "Done at");

        Assert.Single(_world.Microsoft.Teams.ViewFor(Cast.Ann, soc), message => message.Author is null && Chat.Shown(message).Contains("ws-095", StringComparison.Ordinal));
        Assert.Single(await _world.AuditAsync(Cast.ContosoId, stop), line => line.Entry.Fact.Kind == "request.submitted" && line.Entry.Fact.Target?.Name == "ws-095.contoso.com");
        Assert.Equal(1, _world.CallsTo("ws-095", "isolate"));
    }

    [Fact]
    public async Task Post_SameQuestionTwice_IsAnsweredOnce()
    {
        var stop = TestContext.Current.CancellationToken;
        var chat = _world.Microsoft.Teams.OpenPersonalChat(Cast.Ann);
        var said = await _world.SayAsync(Cast.Ann, chat, "whoami", stop);
        await _world.HandledAsync(stop);
        await _world.Microsoft.Teams.RedeliverAsync(said.ActivityId, stop);
        await _world.HandledAsync(stop);

        Assert.Single(_world.Microsoft.Teams.ViewFor(Cast.Ann, chat), message => message.Author is null && Chat.Shown(message).Contains("ask for response actions", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Post_FromATenantThatIsNoCustomer_KeepsNothing()
    {
        var stop = TestContext.Current.CancellationToken;
        var before = await StoredAsync(stop);

        var answer = await _world.Microsoft.Teams.DeliverAsync(Activity("message", null).Replace(Cast.ContosoId, "00000000-0000-4000-8000-000000000000", StringComparison.Ordinal), stop);

        Assert.Equal(202, answer.Status);
        Assert.Equal(before, await StoredAsync(stop));
    }

    [Theory]
    [InlineData("/health/live", "live")]
    [InlineData("/health/ready", "ready")]
    public async Task Get_Health_Answers(string path, string words)
    {
        using var client = new HttpClient();

        Assert.Equal(words, await client.GetStringAsync(new Uri(_world.BotAddress, path), TestContext.Current.CancellationToken));
    }

    private string Activity(string type, string? name) => $$"""
        {
          "type": "{{type}}", "id": "{{Guid.NewGuid()}}", {{(name is null ? "" : $"\"name\": \"{name}\",")}} "channelId": "msteams", "text": "isolate ws-042 because x",
          "serviceUrl": "{{_world.Microsoft.ServiceUrl(Cast.ContosoId)}}", "from": { "id": "{{Cast.Ann.Mri}}", "aadObjectId": "{{Cast.Ann.ObjectId}}" },
          "recipient": { "id": "{{Cast.BotTeamsId}}" }, "channelData": { "tenant": { "id": "{{Cast.ContosoId}}" } },
          "conversation": { "id": "a:somewhere", "conversationType": "personal", "tenantId": "{{Cast.ContosoId}}" }
        }
        """;

    /// <summary>How many activities and audit lines there are.</summary>
    private async Task<int> StoredAsync(CancellationToken cancellationToken)
    {
        var records = _world.Services.GetRequiredService<IRecordStore>();
        var count = (await records.RangeAsync(LedgerRows.Partition(new CustomerId(Cast.ContosoId)), "audit|", "audit}", 1000, cancellationToken)).Count;
        for (var shard = 0; shard < 16; shard++)
        {
            count += (await records.RangeAsync($"inbox|{shard:x}", "came|", "came}", 1000, cancellationToken)).Count;
        }

        return count;
    }
}
