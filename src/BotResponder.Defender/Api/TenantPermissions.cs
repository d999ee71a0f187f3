using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text.Json;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using Microsoft.Extensions.Options;

namespace BotResponder.Defender.Api;

/// <summary>What the bot is permitted in a customer's tenant, as its tokens say; for a check before anybody needs it.</summary>
public sealed class TenantPermissions
{
    internal const string ClockClient = "defender-clock";

    private readonly TenantTokens _tokens;
    private readonly IHttpClientFactory _clients;
    private readonly DefenderOptions _options;
    private readonly TimeProvider _time;

    internal TenantPermissions(TenantTokens tokens, IHttpClientFactory clients, IOptions<DefenderOptions> options, TimeProvider time) =>
        (_tokens, _clients, _options, _time) = (tokens, clients, options.Value, time);

    /// <summary>Asks for a token of each service; both are checked to belong to the customer's tenant.</summary>
    public async Task<IReadOnlyList<ServicePermissions>> ReadAsync(CustomerId customer, CancellationToken cancellationToken) =>
    [
        new("Defender", await RolesAsync(customer, _options.Scope, cancellationToken)),
        new("Microsoft Graph", await RolesAsync(customer, _options.GraphScope, cancellationToken)),
    ];

    /// <summary>By how much this machine's clock is ahead of Defender's, to about a second; negative when it is behind.</summary>
    /// <returns>Null when Defender does not answer, or does not say what time it is.</returns>
    public async Task<TimeSpan?> ClockAheadAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = _clients.CreateClient(ClockClient);
            using var response = await client.GetAsync(_options.BaseUrl, cancellationToken);
            return _time.GetUtcNow() - response.Headers.Date;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<Result<ImmutableArray<string>>> RolesAsync(CustomerId customer, string scope, CancellationToken cancellationToken)
    {
        var token = await _tokens.FindAsync(customer, scope, cancellationToken);
        return token.TryGetValue(out var text, out var problem) ? Roles(text) : problem;
    }

    /// <summary>The token's <c>roles</c> claim: the application permissions that an administrator consented to. That it is a JWT was seen when its tenant was read.</summary>
    private static ImmutableArray<string> Roles(string token)
    {
        using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]));
        return payload.RootElement.TryGetProperty("roles", out var roles) && roles.ValueKind is JsonValueKind.Array
            ? [.. roles.EnumerateArray().Where(role => role.ValueKind is JsonValueKind.String).Select(role => role.GetString()!)]
            : [];
    }
}

/// <param name="Service">How the service is called.</param>
/// <param name="Roles">The permissions that its token carries, or why there is no token.</param>
public sealed record ServicePermissions(string Service, Result<ImmutableArray<string>> Roles);
