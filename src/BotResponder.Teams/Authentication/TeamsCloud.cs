using System.Collections.Immutable;

namespace BotResponder.Teams.Authentication;

/// <summary>Which of Microsoft's clouds the bot is registered in. They do not talk to each other.</summary>
public enum TeamsCloud
{
    /// <summary>Commercial Microsoft 365, and GCC, which signs with the same keys.</summary>
    Public,

    /// <summary>GCC High and DoD.</summary>
    UsGovernment,

    /// <summary>Operated by 21Vianet. Microsoft publishes no service host for it: AllowedServiceHosts must name it.</summary>
    China,
}

/// <summary>Everything that differs between the clouds: the chosen one's values, each replaced by the setting that overrides it.</summary>
/// <param name="ServiceHosts">Whole host names of Teams' connector in that cloud, lower case.</param>
/// <param name="ExchangeScope">What a managed identity's token must be for, so that it can stand in for a secret.</param>
/// <remarks>Sources: Bot Connector authentication for the public cloud, Azure Government and China; Teams' proactive base URLs; Entra
/// workload identity federation, "audiences by cloud".</remarks>
internal sealed record CloudValues(
    Uri OpenIdMetadata, string Issuer, string TokenScope, Uri AuthorityHost, ImmutableArray<string> ServiceHosts, string ExchangeScope)
{
    private static readonly CloudValues Public = new(
        new("https://login.botframework.com/v1/.well-known/openidconfiguration"),
        "https://api.botframework.com",
        "https://api.botframework.com/.default",
        new("https://login.microsoftonline.com/"),
        ["smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com"],
        "api://AzureADTokenExchange/.default");

    private static readonly CloudValues UsGovernment = new(
        new("https://login.botframework.azure.us/v1/.well-known/openidconfiguration"),
        "https://api.botframework.us",
        "https://api.botframework.us/.default",
        new("https://login.microsoftonline.us/"),
        ["smba.infra.gov.teams.microsoft.us", "smba.infra.dod.teams.microsoft.us"],
        "api://AzureADTokenExchangeUSGov/.default");

    private static readonly CloudValues China = new(
        new("https://login.botframework.azure.cn/v1/.well-known/openidconfiguration"),
        "https://api.botframework.azure.cn",
        "https://api.botframework.azure.cn/.default",
        new("https://login.partner.microsoftonline.cn/"),
        [],
        "api://AzureADTokenExchangeChina/.default");

    public static CloudValues For(TeamsOptions options)
    {
        var preset = options.Cloud switch
        {
            TeamsCloud.Public => Public,
            TeamsCloud.UsGovernment => UsGovernment,
            TeamsCloud.China => China,
            _ => throw new InvalidOperationException("Unknown cloud."),
        };
        return preset with
        {
            OpenIdMetadata = options.OpenIdMetadata ?? preset.OpenIdMetadata,
            Issuer = options.Issuer ?? preset.Issuer,
            TokenScope = options.TokenScope ?? preset.TokenScope,
            AuthorityHost = options.AuthorityHost ?? preset.AuthorityHost,
            ServiceHosts = [.. preset.ServiceHosts, .. options.AllowedServiceHosts],
        };
    }
}
