namespace BotResponder.Simulator.Tenants;

/// <summary>A person who can type and tap.</summary>
/// <param name="Name">As Teams shows it.</param>
/// <param name="TenantId">The home tenant; of a guest the tenant that invited them, as their object id is one of that tenant's.</param>
/// <param name="ObjectId">Entra object id: the stable key.</param>
/// <param name="Mri">Teams id as this bot sees it (<c>29:…</c>).</param>
/// <param name="UserPrincipalName">Sign-in name.</param>
/// <param name="JobTitle">What the directory says about them.</param>
/// <param name="IsGuest">A guest account of the tenant, not one of its own people.</param>
public sealed record CastMember(
    string Name, string TenantId, string ObjectId, string Mri, string UserPrincipalName, string JobTitle, bool IsGuest = false)
{
    internal static CastMember Of(string name, string tenantId, string domain, string jobTitle)
    {
        var upn = $"{name.Replace(' ', '.')}@{domain}".ToLowerInvariant();
        return new(name, tenantId, Seed.Id($"person/{upn}"), $"29:1{Seed.Token($"mri/{upn}")}", upn, jobTitle);
    }
}

/// <summary>Fixed names and ids, the same at every start: two tenants, one bot, five people, two visitors.</summary>
public static class Cast
{
    /// <summary>The provider's own tenant, also a customer.</summary>
    public const string ContosoId = "c0a70c0a-1111-4c0a-8c0a-c0a70c0a0001";
    public const string ContosoDomain = "contoso.com";

    /// <summary>A customer of the provider.</summary>
    public const string FabrikamId = "fab21fab-2222-4fab-8fab-fab21fab0002";
    public const string FabrikamDomain = "fabrikam.com";

    /// <summary>A company that is no customer; it only has somebody in a shared channel.</summary>
    public const string NorthwindId = "0047117d-5555-4047-8047-0047117d0005";
    public const string NorthwindDomain = "northwind.example";

    /// <summary>One multi-tenant app: the bot in Teams and the client of Defender and Graph, consented in both tenants.</summary>
    public const string BotAppId = "b07b07b0-3333-4b07-8b07-b07b07b00003";
    public const string BotName = "BotResponder";
    public const string BotSecret = "pretend-secret-of-the-bot";

    /// <summary>An app of Contoso only, which may read devices and nothing else.</summary>
    public const string ReaderAppId = "4ead4ead-4444-4ead-8ead-4ead4ead0004";
    public const string ReaderSecret = "pretend-secret-of-the-reader";

    /// <summary>The bot's id in Teams.</summary>
    public const string BotTeamsId = "28:" + BotAppId;

    /// <summary>Responder of Contoso.</summary>
    public static CastMember Ann { get; } = CastMember.Of("Ann Olsen", ContosoId, ContosoDomain, "Incident responder");

    /// <summary>Approver of Contoso.</summary>
    public static CastMember Bo { get; } = CastMember.Of("Bo Lind", ContosoId, ContosoDomain, "SOC lead");

    /// <summary>The other approver of Contoso.</summary>
    public static CastMember Cy { get; } = CastMember.Of("Cy Park", ContosoId, ContosoDomain, "SOC lead");

    /// <summary>Sits in Contoso's SOC channel and may do nothing.</summary>
    public static CastMember Eve { get; } = CastMember.Of("Eve Moss", ContosoId, ContosoDomain, "Trainee");

    /// <summary>Security contact of Fabrikam.</summary>
    public static CastMember Dee { get; } = CastMember.Of("Dee Ruiz", FabrikamId, FabrikamDomain, "Security contact");

    /// <summary>A guest account in Contoso; a member of nothing until somebody adds them.</summary>
    public static CastMember Gil { get; } =
        CastMember.Of("Gil Frey", ContosoId, "partner.example", "Consultant") with
        {
            UserPrincipalName = "gil.frey_partner.example#EXT#@contoso.onmicrosoft.com",
            IsGuest = true,
        };

    /// <summary>Of Northwind, and in the channel that Contoso shares.</summary>
    public static CastMember Nia { get; } = CastMember.Of("Nia Voss", NorthwindId, NorthwindDomain, "Security contact");

    /// <summary>The guest and the stranger.</summary>
    public static IReadOnlyList<CastMember> Visitors { get; } = [Gil, Nia];

    /// <summary>All five, Contoso's first, without the visitors.</summary>
    public static IReadOnlyList<CastMember> Everybody { get; } = [Ann, Bo, Cy, Eve, Dee];
}
