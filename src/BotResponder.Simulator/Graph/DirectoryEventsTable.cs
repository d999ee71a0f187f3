using System.Collections.Immutable;
using BotResponder.Simulator.Identity;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Graph;

/// <summary>The hunting table IdentityDirectoryEvents: what sensors saw change on the domain controllers. Only who may sign in changes here.</summary>
internal static class DirectoryEventsTable
{
    private static readonly ImmutableArray<KqlColumn> Columns =
    [
        new("Timestamp", "DateTime"), new("ActionType", "String"), new("Application", "String"), new("TargetAccountUpn", "String"),
        new("TargetAccountDisplayName", "String"), new("TargetDeviceName", "String"), new("DestinationDeviceName", "String"), new("Protocol", "String"),
        new("AccountName", "String"), new("AccountDomain", "String"), new("AccountUpn", "String"), new("AccountSid", "String"), new("DeviceName", "String"),
        new("ReportId", "String"), new("AdditionalFields", "Object"),
    ];

    /// <param name="span">Rows outside are not there.</param>
    public static KqlTable Of(Tenant tenant, AccountStates states, (DateTimeOffset From, DateTimeOffset To) span) => new(
        Columns,
        [
            .. tenant.Accounts.Where(account => account.IsSynced)
                .SelectMany(account => states.CarriedOut(account).Where(at => at >= span.From && at <= span.To).Select(at => Row(account, at))),
        ]);

    private static ImmutableDictionary<string, object?> Row(Account account, DateTimeOffset at)
    {
        var row = Columns.ToImmutableDictionary(column => column.Name, _ => (object?)null, StringComparer.Ordinal);
        return row.SetItems(new KeyValuePair<string, object?>[]
        {
            new("Timestamp", at),
            new("ActionType", "Account Disabled changed"),
            new("Application", "Active Directory"),
            new("TargetAccountUpn", account.UserPrincipalName),
            new("TargetAccountDisplayName", account.DisplayName),
            new("ReportId", Seed.Id($"event/{account.Id}/{at:O}")),
        });
    }
}
