using BotResponder.Teams.Authentication;
using BotResponder.Teams.Connector;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BotResponder.Teams.Hosting;

/// <summary>The project's two doors. The host registers its <see cref="IActivityHandler"/> and uses <see cref="ConnectorClient"/>.</summary>
public static class TeamsHosting
{
    /// <param name="section">The section <see cref="TeamsOptions.Section"/>.</param>
    public static IServiceCollection AddTeams(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        services.AddOptions<TeamsOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TeamsOptions>, TeamsOptionsRules>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ServiceUrls>();
        services.AddSingleton<TrustedSockets>();
        AddInbound(services);
        services.AddOptions<ConnectorOptions>().Bind(section.GetSection("Connector")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ConnectorOptions>, ConnectorOptionsValidator>();
        AddConnector(services);
        return services;
    }

    /// <summary>Answers all methods on the pattern; only POST is served.</summary>
    public static IEndpointConventionBuilder MapTeams(this IEndpointRouteBuilder endpoints, string pattern = "/api/messages")
    {
        ArgumentNullException.ThrowIfNull(endpoints);

        // Resolved at the first request: faulty options are told by the start, not by this line.
        return endpoints.Map(pattern, static context => context.RequestServices.GetRequiredService<MessagesEndpoint>().HandleAsync(context));
    }

    private static void AddInbound(IServiceCollection services)
    {
        var keys = services.AddHttpClient(ConnectorTokens.KeysClient, http =>
        {
            http.Timeout = TimeSpan.FromSeconds(10);
            http.MaxResponseContentBufferSize = 1024 * 1024;
        });
        UseTrustedSockets(keys);
        services.AddAuthentication().AddJwtBearer(ConnectorTokens.Scheme, static _ => { });
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>, ConnectorTokens>();
        services.AddSingleton<InboundGate>();
        services.AddSingleton<ActivityRunner>();
        services.AddSingleton<MessagesEndpoint>();
        services.AddHostedService<LoopbackGuard>();
    }

    private static void AddConnector(IServiceCollection services)
    {
        services.TryAddSingleton(ConnectorRetries.Default);
        services.TryAddSingleton(provider => ConnectorCredential.For(
            provider.GetRequiredService<IOptions<TeamsOptions>>().Value, provider.GetRequiredService<TrustedSockets>().ToEntra()));
        services.AddSingleton(provider => new ConnectorIdentity(provider.GetRequiredService<ConnectorCredential>()));
        services.AddTransient<ConnectorTokenHandler>();
        services.TryAddSingleton<IMutedConversations, NothingMuted>();
        services.AddSingleton<ConnectorCalls>().AddSingleton<ConnectorLines>().AddSingleton<ConnectorQueue>();
        services.AddSingleton(provider => new ConnectorClient(
            provider.GetRequiredService<ConnectorQueue>(), provider.GetRequiredService<IOptions<ConnectorOptions>>().Value));
        var client = services.AddHttpClient(ConnectorCalls.ClientName, http =>
        {
            // The pipeline below bounds each attempt; this one would cut a wait that Teams asked for.
            http.Timeout = Timeout.InfiniteTimeSpan;
            http.MaxResponseContentBufferSize = 4 * 1024 * 1024;
        });
        client.RemoveAllLoggers();
        UseTrustedSockets(client);
        client.AddResilienceHandler("connector", (pipeline, context) => ConnectorRetryRules.Configure(
            pipeline,
            context.ServiceProvider.GetRequiredService<ConnectorRetries>(),
            context.ServiceProvider.GetRequiredService<TimeProvider>()));
        client.AddHttpMessageHandler<ConnectorTokenHandler>();
    }

    private static void UseTrustedSockets(IHttpClientBuilder client) => client
        .ConfigurePrimaryHttpMessageHandler(static provider => provider.GetRequiredService<TrustedSockets>().CreateHandler())
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
}
