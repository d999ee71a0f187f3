using BotResponder.Core.Records;
using BotResponder.Core.Work;
using BotResponder.Storage.Azure;
using BotResponder.Storage.Sqlite;
using BotResponder.Storage.Tests.Azurite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BotResponder.Storage.Tests;

public sealed class StorageRoomTests(AzuriteFixture azurite) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AddStorage_Nothing_IsOneFile()
    {
        await using var services = Services([]);

        await UseAsync(services);

        Assert.IsType<SqliteRecordStore>(services.GetRequiredService<IRecordStore>());
        Assert.IsType<SqliteWorkQueue>(services.GetRequiredService<IWorkQueue>());
        Assert.True(File.Exists(_folder.PathOf("data/botresponder.db")));
    }

    [Fact]
    public async Task AddStorage_Azure_IsTheAccountAndNoFile()
    {
        var connection = (await azurite.ServerAsync()).ConnectionString;
        await using var services = Services(new()
        {
            ["Storage:Provider"] = "Azure",
            ["Storage:Azure:ConnectionString"] = connection,
            ["Storage:Azure:Name"] = $"r{Guid.NewGuid():N}",
        });

        await UseAsync(services);

        Assert.IsType<TableRecordStore>(services.GetRequiredService<IRecordStore>());
        Assert.IsType<StorageWorkQueue>(services.GetRequiredService<IWorkQueue>());
        Assert.False(Directory.Exists(_folder.PathOf("data")));
    }

    [Fact]
    public async Task AddStorage_AzureWithoutAWayIn_IsRefusedAtTheStart()
    {
        await using var services = Services(new() { ["Storage:Provider"] = "Azure" });

        var refused = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains("Storage:Azure needs either", refused.Message, StringComparison.Ordinal);
    }

    private static async Task UseAsync(IServiceProvider services)
    {
        var (records, queue) = (services.GetRequiredService<IRecordStore>(), services.GetRequiredService<IWorkQueue>());
        Assert.Equal(WriteOutcome.Written, await records.CommitAsync([new RecordWrite.Insert(new("p", "r"), "{}")], Cancellation));
        await queue.EnqueueAsync(new("p", "r"), TimeSpan.Zero, Cancellation);
        Assert.Equal(1, (await queue.DepthAsync(Cancellation)).Waiting);
    }

    private ServiceProvider Services(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection()
            .AddLogging()
            .AddStorage(_folder.PathOf("."), options => options.Bind(configuration.GetSection(StorageOptions.Section)))
            .BuildServiceProvider();
    }
}
