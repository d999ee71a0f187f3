using System.Net;
using Microsoft.Extensions.Configuration;

namespace BotResponder.Teams.Authentication;

/// <summary>Finds listeners that somebody beside this machine could reach.</summary>
internal static class LoopbackAddresses
{
    private static readonly string[] PortSettings = ["http_ports", "https_ports"];

    public static bool IsLoopbackHost(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>Wildcards (*, +, 0.0.0.0, [::]), names and sockets are not loopback.</summary>
    public static bool IsLoopbackUrl(string url) =>
        Uri.TryCreate(url.Trim(), UriKind.Absolute, out var address) && IsLoopbackHost(address.Host);

    /// <summary>What the configuration asks the server to listen on, as far as it is not loopback. "http_ports" always means every network.</summary>
    public static IReadOnlyList<string> OpenOnes(IConfiguration configuration)
    {
        var urls = (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? "an endpoint without Url"))
            .Where(url => !IsLoopbackUrl(url));

        // "urls" wins over the port settings, so those count only without it.
        var ports = string.IsNullOrWhiteSpace(configuration["urls"])
            ? PortSettings.Where(key => !string.IsNullOrWhiteSpace(configuration[key]))
            : [];
        return [.. urls, .. ports];
    }
}
