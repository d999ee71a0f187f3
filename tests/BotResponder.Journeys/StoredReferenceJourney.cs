using System.Collections.Concurrent;
using BotResponder.Core.Records;
using BotResponder.Core.Requests;
using BotResponder.Host.People;
using BotResponder.Journeys.World;
using BotResponder.Simulator.Tenants;
using BotResponder.Teams.Connector;
using Microsoft.Extensions.DependencyInjection;

namespace BotResponder.Journeys;

/// <summary>Attack 7 to its end: how to write into a channel was changed in the store, and a real card is due there.</summary>
public sealed class StoredReferenceJourney
{
    [Theory]
    [InlineData("https://smba.trafficmanager.net.evil.example/emea/", false)]
    [InlineData(null, true)]
    [Trait("Attack", "7")]
    public async Task Update_StoredServiceUrlIsForeign_TheCardGoesNowhere(string? foreign, bool isSent)
    {
        var stop = TestContext.Current.CancellationToken;
        var hosts = new ConcurrentQueue<string>();
        await using var world = await JourneyWorld.StartAsync(stop, services: services =>
            services.AddHttpClient(ConnectorCalls.ClientName).AddHttpMessageHandler(() => new Witness(hosts)));
        var (soc, bos) = (world.Microsoft.Teams.ContosoSoc, world.Microsoft.Teams.OpenPersonalChat(Cast.Bo));
        await world.SayAsync(Cast.Ann, soc, "isolate dc-01 because planted", stop);
        await world.SeesAsync(Cast.Ann, soc, stop, "dc-01", "Waiting for 2 approvers");
        var card = await world.SeesAsync(Cast.Bo, bos, stop, "dc-01", "Waiting for 2 approvers");
        await world.HandledAsync(stop);
        await world.StopBotAsync(stop);
        await world.StartBotAsync(stop);
        var store = world.Services.GetRequiredService<IRecordStore>();
        var partition = ChatBook.Partition(new ConversationKey(soc.Id));
        var honest = (await store.FindAsync(new(partition, "reference"), stop))!.Body;
        var planted = foreign is null ? honest : honest.Replace(world.Microsoft.ServiceUrl(Cast.ContosoId), foreign, StringComparison.Ordinal);
        Assert.Equal(isSent, planted == honest);
        await store.CommitAsync([new RecordWrite.Put(new(partition, "reference"), planted)], stop);
        hosts.Clear();

        await world.TapAsync(Cast.Bo, bos, card, "approve", stop);
        await world.Microsoft.TrueAsync("the update in Bo's chat", () => world.Microsoft.Teams.Transcript(bos).Any(each => each.Id == card.Id && each.EditedAt is not null), stop);
        await world.HandledAsync(stop);
        if (isSent)
        {
            await world.SeesAsync(Cast.Ann, soc, stop, "dc-01", "1 approver more");
        }

        Assert.NotEmpty(hosts);
        Assert.All(hosts, host => Assert.Equal(world.Microsoft.HttpAddress.Authority, host));
        Assert.Equal(isSent, world.Microsoft.Teams.Transcript(soc).Any(message => message.Card?.Contains("1 approver more", StringComparison.Ordinal) == true));
        Assert.Equal(isSent ? null : planted, (await store.FindAsync(new(partition, StoredReferences.QuarantineRow), stop))?.Body);
    }

    /// <summary>Sees every host that the bot's connector wants to write to.</summary>
    private sealed class Witness(ConcurrentQueue<string> hosts) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            hosts.Enqueue(request.RequestUri!.Authority);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
