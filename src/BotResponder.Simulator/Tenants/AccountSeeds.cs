using System.Collections.Immutable;
using System.Globalization;

namespace BotResponder.Simulator.Tenants;

/// <summary>Makes the accounts of one tenant: the cast first, then administrators, then a crowd with some guests, synced and disabled ones.</summary>
internal static class AccountSeeds
{
    private static readonly ImmutableArray<string> FirstNames =
    [
        "Ada", "Ben", "Cleo", "Dan", "Edith", "Finn", "Gail", "Hugo", "Ida", "Jon", "Kim", "Lars", "Mia", "Ned", "Olga", "Paul", "Rita", "Sven",
        "Tess", "Uwe", "Vera", "Will", "Yara", "Zoe",
    ];

    private static readonly ImmutableArray<string> LastNames =
        ["Berg", "Costa", "Dahl", "Egan", "Frost", "Gray", "Holm", "Ito", "Jones", "Krug", "Lowe", "Mora", "Nash", "Orr", "Pike", "Quinn", "Rao"];

    private static readonly ImmutableArray<string> Jobs =
        ["Accountant", "Developer", "Engineer", "Nurse", "Planner", "Sales manager", "Support agent", "Warehouse lead"];

    public static ImmutableArray<Account> For(string tenantId, string domain, int crowd) =>
    [
        .. Cast.Everybody.Where(person => person.TenantId == tenantId).Select(person => new Account(
            person.ObjectId, person.Name, person.UserPrincipalName, person.JobTitle,
            Enabled: true, IsSynced: false, IsGuest: false, DirectoryRoles: [])),
        Admin("admin", domain, "Global Administrator"),
        Admin("breakglass-01", domain, "Global Administrator"),
        Admin("helpdesk-admin", domain, "Helpdesk Administrator"),
        .. Enumerable.Range(0, crowd).Select(number => Person(number, domain)),
    ];

    private static Account Admin(string name, string domain, string role) =>
        new(Seed.Id($"{domain}/{name}"), name, $"{name}@{domain}", "Administrator",
            Enabled: true, IsSynced: false, IsGuest: false, DirectoryRoles: [role]);

    /// <summary>A service's account in Active Directory.</summary>
    public static Account Service(string name, string domain) =>
        new(Seed.Id($"{domain}/{name}"), name, $"{name}@{domain}", "", Enabled: true, IsSynced: true, IsGuest: false, DirectoryRoles: []);

    private static Account Person(int number, string domain)
    {
        var first = FirstNames[number % FirstNames.Length];
        var last = LastNames[number % LastNames.Length];
        var key = $"{domain}/account/{number.ToString(CultureInfo.InvariantCulture)}";
        var guest = Seed.Pick($"{key}/guest", 12) == 0;
        var name = $"{first}.{last}".ToLowerInvariant();
        return new(
            Seed.Id(key),
            $"{first} {last}",
            guest ? $"{name}_partner.example#EXT#@{domain.Replace(".com", ".onmicrosoft.com", StringComparison.Ordinal)}" : $"{name}@{domain}",
            Seed.Pick<string>($"{key}/job", Jobs.AsSpan()),
            Enabled: Seed.Pick($"{key}/enabled", 20) != 0,
            IsSynced: !guest && Seed.Pick($"{key}/synced", 3) == 0,
            IsGuest: guest,
            DirectoryRoles: []);
    }
}
