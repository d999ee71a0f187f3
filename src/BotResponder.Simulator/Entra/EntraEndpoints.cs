using System.Text.Json.Nodes;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Tenants;
using Microsoft.AspNetCore.WebUtilities;

namespace BotResponder.Simulator.Entra;

/// <summary>Client credentials at <c>/{tenant}/oauth2/v2.0/token</c>, and the discovery documents around it.</summary>
internal sealed class EntraEndpoints(TenantDirectory tenants, TokenMint tokens, TimeProvider time)
{
    private const string DefaultScope = "/.default";

    private static readonly IReadOnlyList<string> Audiences = [Audience.Defender, Audience.Graph, Audience.BotFramework];

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/{tenant}/oauth2/v2.0/token", context => WriteAsync(context, IssueToken(context)));
        app.MapGet("/{tenant}/v2.0/.well-known/openid-configuration", context => WriteAsync(context, Configuration(context.Request)));
        app.MapGet("/{tenant}/discovery/v2.0/keys", context => WriteAsync(context, ApiAnswer.Ok(tokens.PublicKeys())));
        app.MapGet("/common/discovery/instance", context => WriteAsync(context, ApiAnswer.Ok(Instances(context.Request))));
    }

    private static string Root(HttpRequest request) => $"{request.Scheme}://{request.Host}";

    private static ApiAnswer UnknownTenant(string tenant) => ApiAnswer.Refuse(
        StatusCodes.Status400BadRequest, "invalid_request", $"AADSTS90002: Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID.");

    private static JsonObject Instances(HttpRequest request) => new()
    {
        ["tenant_discovery_endpoint"] = $"{Root(request)}/common/v2.0/.well-known/openid-configuration",
        ["api-version"] = "1.1",
        ["metadata"] = new JsonArray(new JsonObject
        {
            ["preferred_network"] = request.Host.Value,
            ["preferred_cache"] = request.Host.Value,
            ["aliases"] = new JsonArray(JsonValue.Create(request.Host.Value)),
        }),
    };

    private static string Tenant(HttpRequest request) => (string)request.RouteValues["tenant"]!;

    private ApiAnswer Configuration(HttpRequest request)
    {
        var tenant = Tenant(request);
        if (tenant != "common" && tenants.Find(tenant) is null)
        {
            return UnknownTenant(tenant);
        }

        var root = $"{Root(request)}/{tenant}";
        return ApiAnswer.Ok(new JsonObject
        {
            ["issuer"] = $"{root}/v2.0",
            ["token_endpoint"] = $"{root}/oauth2/v2.0/token",
            ["authorization_endpoint"] = $"{root}/oauth2/v2.0/authorize",
            ["jwks_uri"] = $"{root}/discovery/v2.0/keys",
            ["response_types_supported"] = new JsonArray("code"),
            ["subject_types_supported"] = new JsonArray("pairwise"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        });
    }

    private ApiAnswer IssueToken(HttpContext context)
    {
        var exchange = context.Features.GetRequiredFeature<UpstreamExchange>();
        var form = QueryHelpers.ParseQuery(exchange.Request.Body);
        if (tenants.Find(Tenant(context.Request)) is not { } tenant)
        {
            return UnknownTenant(Tenant(context.Request));
        }

        exchange.TenantId = tenant.Id;
        if (form.GetValueOrDefault("grant_type") != "client_credentials")
        {
            return ApiAnswer.Refuse(400, "unsupported_grant_type", "AADSTS70003: The app requested an unsupported grant type.");
        }

        var clientId = form.GetValueOrDefault("client_id").ToString();
        if (tenant.Apps.FirstOrDefault(app => app.ClientId == clientId) is not { } app)
        {
            return ApiAnswer.Refuse(
                400, "unauthorized_client", $"AADSTS700016: Application with identifier '{clientId}' was not found in the directory '{tenant.Name}'.");
        }

        return form.GetValueOrDefault("client_secret") != app.Secret
            ? ApiAnswer.Refuse(401, "invalid_client", $"AADSTS7000215: Invalid client secret provided for app '{clientId}'.")
            : Granted(tenant, app, form.GetValueOrDefault("scope").ToString());
    }

    private ApiAnswer Granted(Tenant tenant, ConsentedApp app, string scope)
    {
        if (!scope.EndsWith(DefaultScope, StringComparison.Ordinal))
        {
            return ApiAnswer.Refuse(400, "invalid_scope", $"AADSTS1002012: The provided value for scope {scope} is not valid.");
        }

        var audience = scope[..^DefaultScope.Length];
        if (!Audiences.Contains(audience, StringComparer.Ordinal))
        {
            return ApiAnswer.Refuse(400, "invalid_resource", $"AADSTS500011: The resource principal named {audience} was not found.");
        }

        var claims = new JsonObject
        {
            ["aud"] = audience,
            ["iss"] = $"https://sts.windows.net/{tenant.Id}/",
            ["tid"] = tenant.Id,
            ["appid"] = app.ClientId,
            ["roles"] = new JsonArray([.. Audience.RolesFor(audience, app).Select(role => JsonValue.Create(role))]),
            ["ver"] = "1.0",
        };
        var seconds = (int)TokenMint.Lifetime.TotalSeconds;
        return ApiAnswer.Ok(new JsonObject
        {
            ["token_type"] = "Bearer",
            ["expires_in"] = seconds,
            ["ext_expires_in"] = seconds,
            ["access_token"] = tokens.Sign(claims),
        });
    }

    private Task WriteAsync(HttpContext context, ApiAnswer answer) =>
        Envelopes.WriteAsync(context, UpstreamArea.Entra, answer, time.GetUtcNow());
}
