using Azure.Data.Tables;
using Azure.Storage.Queues;
using BotResponder.Storage.Tests.Azurite;

namespace BotResponder.Journeys.Processes;

/// <summary>Tables and queues of their own in the one emulator.</summary>
internal sealed class AzuriteProofStore(AzuriteServer server) : ProofStore
{
    /// <summary>The newest that the emulator speaks; the product says the same.</summary>
    private const QueueClientOptions.ServiceVersion Version = QueueClientOptions.ServiceVersion.V2026_06_06;

    private readonly string _name = $"proof{Guid.NewGuid():N}";

    /// <summary>The service counts in whole seconds, and rounds up.</summary>
    public override TimeSpan TimerGrain => TimeSpan.FromSeconds(1);

    public override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
    {
        ["Storage:Provider"] = "Azure",
        ["Storage:Azure:ConnectionString"] = server.ConnectionString,
        ["Storage:Azure:Name"] = _name,
    };

    /// <summary>The emulator lives on and keeps everything in memory.</summary>
    public override async ValueTask DisposeAsync()
    {
        await new TableServiceClient(server.ConnectionString).DeleteTableAsync(_name, CancellationToken.None);
        var queues = new QueueServiceClient(server.ConnectionString, new QueueClientOptions(Version));
        await queues.DeleteQueueAsync(_name, CancellationToken.None);
        await queues.DeleteQueueAsync($"{_name}-dead", CancellationToken.None);
        await base.DisposeAsync();
    }
}
