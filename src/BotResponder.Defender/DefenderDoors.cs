using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Groups;
using BotResponder.Core.People;
using BotResponder.Defender.Accounts;
using BotResponder.Defender.Actions.StartTroubleshootingMode;
using BotResponder.Defender.Actions.StopAction;
using BotResponder.Defender.Alerts;
using BotResponder.Defender.Api;
using BotResponder.Defender.Devices;
using BotResponder.Defender.Indicators;
using BotResponder.Defender.Limits;
using BotResponder.Defender.Lookups;
using BotResponder.Defender.Tuning;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;

namespace BotResponder.Defender;

/// <summary>How the rest of the bot gets at its response actions.</summary>
public static class DefenderDoors
{
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
        services.AddSingleton<CallGate>();
        services.AddSingleton(provider => new UpstreamLines(provider.GetRequiredService<CallGate>()));
        services.AddSingleton(static provider => new TenantPermissions(
            provider.GetRequiredService<TenantTokens>(), provider.GetRequiredService<IHttpClientFactory>(),
            provider.GetRequiredService<IOptions<DefenderOptions>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ApiWire>();
        services.AddSingleton(static provider => new InvestigationPackages(
            provider.GetRequiredService<DeviceFinder>(), provider.GetRequiredService<DefenderApi>(), provider.GetRequiredService<ILogger<InvestigationPackages>>()));
        services.AddSingleton<DefenderConnection>();
        services.AddSingleton<DefenderApi>();
        services.AddSingleton<SharedMachineReads>();
        services.AddSingleton<SharedActionReads>();
        services.AddSingleton<HuntingApi>();
        services.TryAddSingleton(static provider => new CustomerLimits(provider.GetService<CustomerDirectory>()));
        services.AddSingleton<DeviceFinder>();
        services.AddSingleton(static provider => new DeviceLookup(
            provider.GetRequiredService<DefenderApi>(), provider.GetRequiredService<CustomerLimits>(), provider.GetRequiredService<IOptions<DefenderOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IsolationReader>();
        services.AddSingleton(static provider => new DeviceSheets(
            provider.GetRequiredService<DevicePreview>(), provider.GetRequiredService<IsolationReader>(), provider.GetRequiredService<DefenderApi>(),
            provider.GetRequiredService<IOptions<DefenderOptions>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<DeviceEffects>();
        services.AddSingleton<TagOperation>();
        services.AddSingleton<StopPreview>();
        services.AddSingleton<DevicePreview>();
        services.AddSingleton<LastController>();
        services.AddSingleton<DeviceOperation>();
        AddTroubleshooting(services);
        AddTuning(services);
        AddAccounts(services);
        AddCases(services);
        AddIndicators(services);
        return AddActions(services);
    }

    private static void AddTroubleshooting(IServiceCollection services)
    {
        services.AddOptions<TroubleshootingOptions>().BindConfiguration(TroubleshootingOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TroubleshootingOptions>, TroubleshootingOptionsValidator>();
        services.AddSingleton<TroubleshootingHunt>();
        services.AddSingleton<TroubleshootingPreview>();
        services.AddSingleton<TroubleshootingWatch>();
    }

    private static void AddTuning(IServiceCollection services)
    {
        services.AddOptions<TuningOptions>().BindConfiguration(TuningOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TuningOptions>, TuningOptionsValidator>();
        services.AddSingleton<AuditLogApi>();
        services.AddSingleton<AuditLook>();
        services.AddSingleton<RuleReachReader>();
        services.AddSingleton<RulePreview>();
        services.AddSingleton<RuleWatch>();
    }

    private static void AddAccounts(IServiceCollection services)
    {
        services.AddSingleton<GraphConnection>();
        services.AddSingleton<DirectoryApi>();
        services.AddSingleton<GroupApi>();
        services.AddSingleton<IGroupDirectory>(static provider => provider.GetRequiredService<GroupApi>());
        services.AddSingleton<IdentityApi>();
        services.AddSingleton<AccountScope>();
        services.AddSingleton<AccountFinder>();
        services.AddSingleton<IPersonDirectory, PersonApi>();
        services.AddSingleton<AccountGuard>();
        services.AddSingleton(static provider => new AccountLookup(
            provider.GetRequiredService<DirectoryApi>(), provider.GetRequiredService<AccountScope>(), provider.GetRequiredService<IOptions<DefenderOptions>>()));
        services.AddSingleton<DirectoryEvents>();
        services.AddSingleton<AccountReader>();
        services.AddSingleton<AccountPreview>();
        services.AddSingleton<AccountOperation>();
        services.AddSingleton<AccountEffects>();
    }

    private static void AddCases(IServiceCollection services)
    {
        services.AddSingleton<CaseApi>();
        services.AddSingleton<OpenAlertLists>();
        services.AddSingleton<CasePreview>();
        services.AddSingleton<CaseOperation>();
        services.AddSingleton<CaseEffects>();
        services.AddSingleton(static provider => new CaseLookup(
            provider.GetRequiredService<CaseApi>(), provider.GetRequiredService<IOptions<DefenderOptions>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static provider => new OpenAlertSearch(provider.GetRequiredService<CaseApi>(), provider.GetRequiredService<IOptions<DefenderOptions>>()));
        services.AddSingleton(static provider => new AlertLookup(
            provider.GetRequiredService<CaseApi>(), provider.GetRequiredService<OpenAlertLists>(),
            provider.GetRequiredService<IOptions<DefenderOptions>>(), provider.GetRequiredService<TimeProvider>()));
    }

    private static void AddIndicators(IServiceCollection services)
    {
        services.AddSingleton<IndicatorApi>();
        services.AddSingleton<IndicatorPreview>();
        services.AddSingleton<IndicatorOperation>();
        services.AddSingleton<IndicatorReview>();
        services.AddSingleton(static provider => new IndicatorList(provider.GetRequiredService<IndicatorApi>()));
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
        foreach (var name in new[] { ApiWire.ReadClient, HuntingApi.Client })
        {
            AddClient(services, name, (pipeline, provider) =>
                CallResilience.ForReads(pipeline, Options(provider), provider.GetRequiredService<TimeProvider>()));
        }

        AddClient(services, ApiWire.WriteClient, (pipeline, provider) => CallResilience.ForWrites(pipeline, Options(provider)));

        // No API is called with it, so no limit counts it.
        services.AddHttpClient(TenantPermissions.ClockClient)
            .ConfigureHttpClient((provider, client) => client.Timeout = Options(provider).AttemptTimeout)
            .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<TrustedTransport>().CreateHandler())
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
    }

    private static void AddClient(IServiceCollection services, string name, Action<ResiliencePipelineBuilder<HttpResponseMessage>, IServiceProvider> repeats)
    {
        // The pipeline ends every call, and the handler within it reads the whole answer.
        var client = services.AddHttpClient(name, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<TrustedTransport>().CreateHandler())
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        client.AddResilienceHandler("repeats", (pipeline, context) => repeats(pipeline, context.ServiceProvider));
        client.AddHttpMessageHandler(provider => new UpstreamHandler(provider.GetRequiredService<TimeProvider>()));
    }

    private static DefenderOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<DefenderOptions>>().Value;
}
