using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotResponder.Teams.Authentication;

/// <summary>With the development setting: no start with a listener that others can reach. Looks at the configuration before the server
/// starts and at the real addresses after, because code can add listeners too.</summary>
internal sealed class LoopbackGuard(
    IOptions<TeamsOptions> options,
    IConfiguration configuration,
    IServer server,
    IHostApplicationLifetime lifetime,
    ILogger<LoopbackGuard> log) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (options.Value.DangerouslyAllowUnauthenticatedLoopback)
        {
            log.UnauthenticatedLoopback();
            Demand(LoopbackAddresses.OpenOnes(configuration));
        }

        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (options.Value.DangerouslyAllowUnauthenticatedLoopback)
        {
            var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
            Demand([.. addresses.Where(address => !LoopbackAddresses.IsLoopbackUrl(address))]);
        }

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Demand(IReadOnlyList<string> open)
    {
        if (open.Count == 0)
        {
            return;
        }

        lifetime.StopApplication();
        throw new InvalidOperationException(
            "Teams:DangerouslyAllowUnauthenticatedLoopback is set, but others can reach this listener: "
            + $"{string.Join(", ", open)}. Listen on http://localhost only, or remove the setting.");
    }
}
