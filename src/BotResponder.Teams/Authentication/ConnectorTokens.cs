using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace BotResponder.Teams.Authentication;

/// <summary>Which bearer tokens the messages endpoint believes: those of the one configured Connector issuer, for this bot.
/// Tokens issued by a tenant are refused, whoever's tenant it is.</summary>
/// <remarks>Source: Bot Connector authentication, "authenticate requests from the Bot Connector service to your bot", steps 1 to 7.</remarks>
internal sealed class ConnectorTokens(IOptions<TeamsOptions> options, IHttpClientFactory clients) : IConfigureNamedOptions<JwtBearerOptions>
{
    internal const string Scheme = "BotConnector";
    internal const string KeysClient = "BotResponder.Teams.Keys";
    internal const string ServiceUrlClaim = "serviceurl";
    private const string EndorsementsKey = "endorsements";
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    public void Configure(JwtBearerOptions options) => Configure(Scheme, options);

    public void Configure(string? name, JwtBearerOptions bearer)
    {
        if (name != Scheme)
        {
            return;
        }

        var cloud = CloudValues.For(options.Value);
        bearer.MapInboundClaims = false;
        bearer.SaveToken = false;
        bearer.IncludeErrorDetails = false;
        bearer.RequireHttpsMetadata = !cloud.OpenIdMetadata.IsLoopback;
        bearer.ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
            cloud.OpenIdMetadata.AbsoluteUri,
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(clients.CreateClient(KeysClient)) { RequireHttps = !cloud.OpenIdMetadata.IsLoopback })
        {
            // Keys roll over. An unknown key id asks again at once, but not more often than every half minute.
            AutomaticRefreshInterval = TimeSpan.FromHours(12),
            RefreshInterval = TimeSpan.FromSeconds(30),

            // A key that is no longer published is no longer believed.
            UseLastKnownGoodConfiguration = false,
        };
        bearer.TokenValidationParameters = Parameters(options.Value.AppId, cloud.Issuer);
        bearer.Events = new JwtBearerEvents
        {
            // Where nobody needs a token, none is read: its keys would be fetched from the internet while the caller waits.
            OnMessageReceived = options.Value.DangerouslyAllowUnauthenticatedLoopback ? IgnoreTokenAsync : ReadTokenAsync,
            OnTokenValidated = KeepEndorsementsAsync,

            // A fault while validating (keys unreachable, token unreadable) is a refusal with its reason, not an unhandled exception.
            OnAuthenticationFailed = static context =>
            {
                context.Fail(context.Exception);
                return Task.CompletedTask;
            },
        };
    }

    /// <summary>The channels for which the key that signed the token may speak; empty when it says nothing.</summary>
    internal static IReadOnlyList<string> EndorsementsOf(AuthenticateResult result) =>
        result.Properties?.GetParameter<IReadOnlyList<string>>(EndorsementsKey) ?? [];

    private static Task ReadTokenAsync(MessageReceivedContext context)
    {
        context.Token = BearerToken.Read(context.Request);
        if (context.Token is null)
        {
            context.Fail("No token, or none that the Connector would send.");
        }

        return Task.CompletedTask;
    }

    private static Task IgnoreTokenAsync(MessageReceivedContext context)
    {
        context.NoResult();
        return Task.CompletedTask;
    }

    private static TokenValidationParameters Parameters(string? appId, string issuer) => new()
    {
        // Without this the issuer that the key document names would count as well.
        IssuerValidator = (named, _, _) => named == issuer ? named : throw new SecurityTokenInvalidIssuerException("Not the configured issuer."),

        // An application id is a GUID; Microsoft writes it in lower case whatever the settings say.
        ValidAudiences = appId is null ? [] : [appId, appId.ToLowerInvariant()],
        ValidateIssuer = true,
        ValidateAudience = true,
        ValidateLifetime = true,
        ValidateIssuerSigningKey = true,
        RequireAudience = true,
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512],
        ClockSkew = ClockSkew,

        // The endorsements belong to one key: a token that does not name its key is not matched against all of them.
        TryAllIssuerSigningKeys = false,
    };

    private static async Task KeepEndorsementsAsync(TokenValidatedContext context)
    {
        var manager = (ConfigurationManager<OpenIdConnectConfiguration>)context.Options.ConfigurationManager!;
        var keys = await manager.GetConfigurationAsync(context.HttpContext.RequestAborted);
        var keyId = (context.SecurityToken as JsonWebToken)?.Kid;
        context.Properties.SetParameter(EndorsementsKey, EndorsementsOf(keys, keyId));
    }

    private static IReadOnlyList<string> EndorsementsOf(OpenIdConnectConfiguration keys, string? keyId)
    {
        var key = keys.JsonWebKeySet?.Keys.FirstOrDefault(candidate => !string.IsNullOrEmpty(keyId) && candidate.Kid == keyId);
        if (key is null || !key.AdditionalData.TryGetValue(EndorsementsKey, out var listed)
            || listed is not JsonElement { ValueKind: JsonValueKind.Array } channels)
        {
            return [];
        }

        return [.. channels.EnumerateArray().Where(channel => channel.ValueKind == JsonValueKind.String).Select(channel => channel.GetString()!)];
    }
}
