using BotResponder.Core.Records;
using BotResponder.Core.Work;
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
    /// The file is opened when the store or the queue is first asked for. A host that asks at its start refuses there
    /// what cannot be opened (<see cref="StorageFileException"/>).
    /// </remarks>
    public static IServiceCollection AddStorage(this IServiceCollection services, string contentRoot, Action<OptionsBuilder<StorageOptions>> bind)
    {
        bind(services.AddOptions<StorageOptions>().ValidateOnStart());
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>()
            .AddSingleton(provider => Open(provider, contentRoot))
            .AddSingleton<IRecordStore>(provider => new SqliteRecordStore(provider.GetRequiredService<SqliteFile>()))
            .AddSingleton<IWorkQueue>(provider => new SqliteWorkQueue(
                provider.GetRequiredService<SqliteFile>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<SqliteWorkQueue>>()));
    }

    private static SqliteFile Open(IServiceProvider provider, string contentRoot) => SqliteFile.Open(
        Path.GetFullPath(provider.GetRequiredService<IOptions<StorageOptions>>().Value.Path, Path.GetFullPath(contentRoot)),
        provider.GetRequiredService<ILogger<SqliteFile>>());
}
