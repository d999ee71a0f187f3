using BotResponder.Core.Records;
using BotResponder.Core.Work;
using BotResponder.Storage.Azure;
using BotResponder.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotResponder.Storage;

/// <summary>The door of this project.</summary>
public static class StorageRoom
{
    /// <summary>Adds <see cref="IRecordStore"/> and <see cref="IWorkQueue"/>, both over the engine that <see cref="StorageOptions"/> names.</summary>
    /// <param name="services">Needs logging.</param>
    /// <param name="contentRoot">The folder that a relative <see cref="StorageOptions.Path"/> starts from.</param>
    /// <param name="bind">Binds the options: <c>options => options.Bind(configuration.GetSection(StorageOptions.Section))</c>.</param>
    /// <remarks>
    /// The engine is opened when the store or the queue is first used. A host that uses both at its start refuses there
    /// what cannot be opened (<see cref="StorageUnusableException"/>).
    /// </remarks>
    public static IServiceCollection AddStorage(this IServiceCollection services, string contentRoot, Action<OptionsBuilder<StorageOptions>> bind)
    {
        bind(services.AddOptions<StorageOptions>().ValidateOnStart());
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>()
            .AddSingleton<IValidateOptions<StorageOptions>, AzureStorageRules>()
            .AddSingleton(provider => OpenFile(provider, contentRoot))
            .AddSingleton(provider => new AzureAccount(Options(provider).Azure))
            .AddSingleton<IRecordStore>(provider => Options(provider).Provider switch
            {
                StorageProvider.Azure => ActivatorUtilities.CreateInstance<TableRecordStore>(provider),
                _ => ActivatorUtilities.CreateInstance<SqliteRecordStore>(provider),
            })
            .AddSingleton<IWorkQueue>(provider => Options(provider).Provider switch
            {
                StorageProvider.Azure => ActivatorUtilities.CreateInstance<StorageWorkQueue>(provider),
                _ => ActivatorUtilities.CreateInstance<SqliteWorkQueue>(provider),
            });
    }

    private static StorageOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<StorageOptions>>().Value;

    private static SqliteFile OpenFile(IServiceProvider provider, string contentRoot) => SqliteFile.Open(
        Path.GetFullPath(Options(provider).Path, Path.GetFullPath(contentRoot)),
        provider.GetRequiredService<ILogger<SqliteFile>>());
}
