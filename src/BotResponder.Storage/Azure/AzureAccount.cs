using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Queues;

namespace BotResponder.Storage.Azure;

/// <summary>The clients of one storage account. They hold no connection of their own and need no closing.</summary>
internal sealed class AzureAccount
{
    /// <summary>Longer than the 30 seconds that the service itself gives a table operation: a write that timed out here is over there too.</summary>
    private static readonly TimeSpan s_write = TimeSpan.FromSeconds(35);

    /// <summary>For one attempt; there are four.</summary>
    private static readonly TimeSpan s_read = TimeSpan.FromSeconds(10);

    private readonly AzureStorageOptions _options;
    private readonly TokenCredential _identity;
    private readonly HttpPipelineTransport? _transport;

    /// <param name="options">Valid by <see cref="AzureStorageRules"/>.</param>
    /// <param name="identity">Who asks when there is no connection string. Default: the managed identity that the options name.</param>
    /// <param name="transport">Carries every request. Default: the SDK's shared one.</param>
    public AzureAccount(AzureStorageOptions options, TokenCredential? identity = null, HttpPipelineTransport? transport = null)
    {
        _options = options;
        _identity = identity ?? new ManagedIdentityCredential(
            options.ClientId is { } client ? ManagedIdentityId.FromUserAssignedClientId(client) : ManagedIdentityId.SystemAssigned);
        _transport = transport;
        (TableReads, TableWrites) = (Table(s_read, retries: 3), Table(s_write, retries: 0));
        (Work, DeadLetters) = (Queue(options.Name), Queue(options.Name + "-dead"));
    }

    /// <summary>For what may be asked again blindly.</summary>
    public TableClient TableReads { get; }

    /// <summary>Sends once: a write that is repeated blindly meets its own first copy and calls it a conflict.</summary>
    public TableClient TableWrites { get; }

    public QueueClient Work { get; }

    public QueueClient DeadLetters { get; }

    private TableClient Table(TimeSpan timeout, int retries)
    {
        var options = Configured(new TableClientOptions(), timeout, retries);
        return _options.ConnectionString is { } secret
            ? new TableClient(secret, _options.Name, options)
            : new TableClient(_options.TableEndpoint, _options.Name, _identity, options);
    }

    private QueueClient Queue(string name)
    {
        // A queue operation that is repeated blindly delivers once more, which the seam allows.
        var options = Configured(new QueueClientOptions(QueueClientOptions.ServiceVersion.V2026_06_06), s_read, retries: 3);
        return _options.ConnectionString is { } secret
            ? new QueueClient(secret, name, options)
            : new QueueClient(new Uri($"{_options.QueueEndpoint!.AbsoluteUri.TrimEnd('/')}/{name}"), _identity, options);
    }

    private TOptions Configured<TOptions>(TOptions options, TimeSpan timeout, int retries)
        where TOptions : ClientOptions
    {
        (options.Retry.MaxRetries, options.Retry.NetworkTimeout) = (retries, timeout);
        options.Transport = _transport ?? options.Transport;
        return options;
    }
}
