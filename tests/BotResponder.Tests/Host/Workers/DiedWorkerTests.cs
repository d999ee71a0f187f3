using BotResponder.Core.Records;
using BotResponder.Core.Work;
using BotResponder.Storage;
using BotResponder.Tests.Samples;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace BotResponder.Tests.Host.Workers;

/// <summary>Over the real file: a worker that took work and died was counted, by the queue at the lease and by the row before the next run.</summary>
public sealed class DiedWorkerTests
{
    [Fact]
    public async Task Lease_WorkerDies_IsCountedInTheFile()
    {
        var token = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("botresponder-died-");
        var time = new FakeTimeProvider(House.Morning);
        await using (var first = Open(folder.FullName, time))
        {
            var house = new House(first.GetRequiredService<IRecordStore>(), first.GetRequiredService<IWorkQueue>());
            await new WorkRoom(house, _ => Task.CompletedTask).WithAsync();
            Assert.Equal(1, Assert.Single(await LeaseAsync(first, token)).Attempts);
        }

        time.Advance(TimeSpan.FromMinutes(3));
        await using (var second = Open(folder.FullName, time))
        {
            var house = new House(second.GetRequiredService<IRecordStore>(), second.GetRequiredService<IWorkQueue>());
            house.Time.Advance(TimeSpan.FromMinutes(3));
            var runsWhenBegun = 0;
            var room = new WorkRoom(house, stored =>
            {
                runsWhenBegun = stored.Entry.Trouble!.Runs;
                return Task.CompletedTask;
            });
            var again = Assert.Single(await LeaseAsync(second, token));
            Assert.Equal(2, again.Attempts);

            Assert.True(room.Desk.TryEnter(again.Item));
            await room.Desk.HandleAsync(again);

            Assert.Equal(2, runsWhenBegun);
            Assert.Null(await room.ReadAsync());
        }

        folder.Delete(recursive: true);
    }

    private static Task<IReadOnlyList<LeasedWork>> LeaseAsync(ServiceProvider process, CancellationToken cancellationToken) =>
        process.GetRequiredService<IWorkQueue>().LeaseAsync(10, TimeSpan.FromMinutes(2), cancellationToken);

    private static ServiceProvider Open(string folder, TimeProvider time)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(time);
        services.AddStorage(folder, static (OptionsBuilder<StorageOptions> _) => { });
        return services.BuildServiceProvider();
    }
}
