using System.Security.Cryptography;
using BotResponder.Simulator;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys.World;

/// <summary>A bot's settings against the pretend Microsoft: two customers, their channels and their people. Where it remembers is left to the caller.</summary>
public static class BotSettings
{
    /// <param name="microsoft">What the bot talks to.</param>
    /// <param name="folder">Takes the certificate file.</param>
    public static Dictionary<string, string?> For(MicrosoftSimulator microsoft, string folder)
    {
        var certificate = Path.Combine(folder, "microsoft.pem");
        File.WriteAllText(certificate, microsoft.CertificatePem);
        return new(StringComparer.OrdinalIgnoreCase)
        {
            ["Teams:AppId"] = Cast.BotAppId,
            ["Teams:AppTenantId"] = Cast.ContosoId,
            ["Teams:ClientSecret"] = Cast.BotSecret,
            ["Teams:OpenIdMetadata"] = microsoft.BotFrameworkMetadata.ToString(),
            ["Teams:AuthorityHost"] = microsoft.HttpsAddress.ToString(),
            ["Teams:TrustedCertificateFile"] = certificate,
            ["Teams:DisableInstanceDiscovery"] = "true",

            // One channel takes the messages of every journey: Teams' own pace would make hours of minutes.
            ["Teams:Connector:ShareOfLimits"] = "1000",
            ["Defender:ClientId"] = Cast.BotAppId,
            ["Defender:ClientSecret"] = Cast.BotSecret,
            ["Defender:BaseUrl"] = microsoft.DefenderAddress.ToString(),
            ["Defender:GraphBaseUrl"] = microsoft.GraphAddress.ToString(),
            ["Defender:AuthorityHost"] = microsoft.HttpsAddress.ToString(),
            ["Defender:TrustedCertificateFile"] = certificate,
            ["Defender:DisableInstanceDiscovery"] = "true",
            ["Ledger:Key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Dispatch:FirstPoll"] = "00:00:00.1",
            ["Dispatch:Settle"] = "00:00:01",
            ["Protection:Customers:0:TenantId"] = Cast.ContosoId,
            ["Protection:Customers:0:Name"] = "Contoso",
            ["Protection:Customers:0:Channels:0"] = microsoft.Teams.ContosoSoc.Id,
            ["Protection:Customers:0:Channels:1"] = microsoft.Teams.ContosoChat.Id,
            ["Protection:Customers:0:Responders:0"] = Id(Cast.Ann),
            ["Protection:Customers:0:Approvers:0"] = Id(Cast.Bo),
            ["Protection:Customers:0:Approvers:1"] = Id(Cast.Cy),
            ["Protection:Customers:1:TenantId"] = Cast.FabrikamId,
            ["Protection:Customers:1:Name"] = "Fabrikam",
            ["Protection:Customers:1:Channels:0"] = microsoft.Teams.FabrikamSoc.Id,
            ["Protection:Customers:1:Responders:0"] = Id(Cast.Ann),
            ["Protection:Customers:1:Contacts:0"] = Id(Cast.Dee),
            ["Protection:Customers:1:Approvers:0"] = Id(Cast.Bo),
            ["Protection:Customers:1:Approvers:1"] = Id(Cast.Cy),
        };
    }

    /// <summary>A person as the settings name her.</summary>
    public static string Id(CastMember person) => $"{person.TenantId}/{person.ObjectId}";
}
