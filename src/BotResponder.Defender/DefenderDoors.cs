using BotResponder.Core.Actions;
using BotResponder.Defender.Api;
using BotResponder.Defender.Devices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BotResponder.Defender;

/// <summary>How the rest of the bot gets at its response actions.</summary>
public static class DefenderDoors
{
    /// <summary>More than Defender ever answers to what the bot asks.</summary>
    private const int MostAnswerBytes = 8 * 1024 * 1024;

    /// <summary>
    /// Adds every response action of this assembly as <see cref="IResponseAction"/>, the <see cref="ActionCatalog"/>
    /// and <see cref="DefenderOptions"/> bound to the section <c>Defender</c> of the configuration and checked at start.
    /// </summary>
    public static IServiceCollection AddDefender(this IServiceCollection services)
    {
        services.AddOptions<DefenderOptions>().BindConfiguration(DefenderOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DefenderOptions>, DefenderOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        AddClients(services);
        services.AddSingleton<TrustedTransport>();
        services.AddSingleton<TenantTokens>();
        services.AddSingleton(static provider => new TenantPermissions(
            provider.GetRequiredService<TenantTokens>(), provider.GetRequiredService<IHttpClientFactory>(),
            provider.GetRequiredService<IOptions<DefenderOptions>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<DefenderConnection>();
        services.AddSingleton<DefenderApi>();
        services.AddSingleton<HuntingApi>();
        services.AddSingleton<DeviceFinder>();
        services.AddSingleton<IsolationReader>();
        services.AddSingleton<DevicePreview>();
        services.AddSingleton<DeviceOperation>();
        return AddActions(services);
    }

    private static IServiceCollection AddActions(IServiceCollection services)
    {
        foreach (var type in typeof(DefenderDoors).Assembly.GetTypes())
        {
            if (type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IResponseAction)))
            {
                services.AddSingleton(typeof(IResponseAction), type);
            }
        }

        services.TryAddSingleton<ActionCatalog>();
        return services;
    }

    private static void AddClients(IServiceCollection services)
    {
        foreach (var name in new[] { DefenderConnection.ReadClient, HuntingApi.Client })
        {
            AddClient(services, name).AddResilienceHandler("read", (pipeline, context) => CallResilience.ForReads(
                pipeline, Options(context.ServiceProvider), context.ServiceProvider.GetRequiredService<TimeProvider>()));
        }

        AddClient(services, DefenderConnection.WriteClient).AddResilienceHandler("write", (pipeline, context) =>
            CallResilience.ForWrites(pipeline, Options(context.ServiceProvider)));
    }

    private static IHttpClientBuilder AddClient(IServiceCollection services, string name) => services
        .AddHttpClient(name, client =>
        {
            // The pipelines below end every call.
            client.Timeout = Timeout.InfiniteTimeSpan;
            client.MaxResponseContentBufferSize = MostAnswerBytes;
        })
        .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<TrustedTransport>().CreateHandler())
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan);

    private static DefenderOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<DefenderOptions>>().Value;
}
