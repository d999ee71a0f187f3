namespace BotResponder.Teams.Authentication;

/// <summary>How the bot proves to the Connector who it is.</summary>
public enum TeamsCredential
{
    /// <summary>A secret of the app registration (single tenant, or old multi-tenant with AppTenantId "botframework.com").</summary>
    ClientSecret,

    /// <summary>A certificate of the app registration, as a PEM or PFX file without a password.</summary>
    Certificate,

    /// <summary>The bot is registered as a user-assigned managed identity whose client id is AppId.</summary>
    ManagedIdentity,

    /// <summary>The app registration trusts a user-assigned managed identity (federated credential): no secret anywhere.</summary>
    Federated,
}

/// <summary>Who the bot is and whom it believes.</summary>
public sealed class TeamsOptions
{
    public const string Section = "Teams";

    /// <summary>The bot's application (client) id. Required, unless <see cref="DangerouslyAllowUnauthenticatedLoopback"/> is set.</summary>
    public string? AppId { get; init; }

    /// <summary>The tenant that issues the bot's own tokens. Required with <see cref="AppId"/>, except for a managed identity.</summary>
    public string? AppTenantId { get; init; }

    /// <summary>Default ClientSecret.</summary>
    public TeamsCredential Credential { get; init; } = TeamsCredential.ClientSecret;

    /// <summary>Required when <see cref="Credential"/> is ClientSecret.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>Required when <see cref="Credential"/> is Certificate.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>The client id of the managed identity that the app registration trusts. Required when <see cref="Credential"/> is Federated.</summary>
    public string? FederatedIdentityClientId { get; init; }

    /// <summary>Chooses the values of the next four and the service hosts. Default Public.</summary>
    public TeamsCloud Cloud { get; init; } = TeamsCloud.Public;

    /// <summary>Where the keys of incoming tokens are published. https, or http on loopback. Default: the cloud's.</summary>
    public Uri? OpenIdMetadata { get; init; }

    /// <summary>The one issuer whose tokens are accepted. Default: the cloud's Connector.</summary>
    public string? Issuer { get; init; }

    /// <summary>What the bot's own tokens are for. Default: the cloud's Connector.</summary>
    public string? TokenScope { get; init; }

    /// <summary>Who issues the bot's own tokens. Default: the cloud's Entra.</summary>
    public Uri? AuthorityHost { get; init; }

    /// <summary>Exact host names to accept as service URL beside the cloud's own. Default none; required with the cloud China.</summary>
    public IReadOnlyList<string> AllowedServiceHosts { get; init; } = [];

    /// <summary>A PEM file of roots to trust for all these hosts besides the machine's own: for a TLS-inspecting proxy or a private cloud. Default none.</summary>
    public string? TrustedCertificateFile { get; init; }

    /// <summary>True for a private cloud, whose authority the public cloud does not know and must not be asked about. Default false.</summary>
    public bool DisableInstanceDiscovery { get; init; }

    /// <summary>For a chat page on this very machine: takes activities without a token and sends none. Works in Development only, with
    /// loopback listeners, loopback callers and loopback service URLs only; anything else stops the start or the request. Default no.</summary>
    public bool DangerouslyAllowUnauthenticatedLoopback { get; init; }
}
