using System.Text.Json.Nodes;
using BotResponder.Simulator.Entra;
using BotResponder.Simulator.Http;

namespace BotResponder.Simulator.Teams;

/// <summary>The metadata with which a bot checks who delivers: <c>/botframework/v1/.well-known/openidconfiguration</c> and its keys.</summary>
internal static class BotFrameworkKeys
{
    private const string Root = "/botframework/v1/.well-known";

    public static void Map(IEndpointRouteBuilder app, TokenMint tokens, TimeProvider time)
    {
        app.MapGet($"{Root}/openidconfiguration", context => WriteAsync(context, new()
        {
            ["issuer"] = Audience.BotFramework,
            ["authorization_endpoint"] = "https://invalid.botframework.com",
            ["jwks_uri"] = $"{context.Request.Scheme}://{context.Request.Host}{Root}/keys",
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
            ["token_endpoint_auth_methods_supported"] = new JsonArray("private_key_jwt"),
        }));
        app.MapGet($"{Root}/keys", context => WriteAsync(context, tokens.PublicKeys("msteams")));

        Task WriteAsync(HttpContext context, JsonObject body) =>
            Envelopes.WriteAsync(context, UpstreamArea.Entra, ApiAnswer.Ok(body), time.GetUtcNow());
    }
}
