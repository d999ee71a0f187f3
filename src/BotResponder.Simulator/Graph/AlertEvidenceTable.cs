using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Graph;

/// <summary>The hunting table AlertEvidence: a row for each thing that an alert is about. Columns as in Microsoft's schema, those that are filled; an empty cell is not there.</summary>
internal static class AlertEvidenceTable
{
    private static readonly ImmutableArray<KqlColumn> Columns =
    [
        new("Timestamp", "DateTime"), .. new[]
        {
            "AlertId", "Title", "ServiceSource", "EntityType", "FileName", "FolderPath", "SHA1", "SHA256", "RemoteIP", "LocalIP", "RemoteUrl",
            "AccountName", "AccountDomain", "AccountSid", "AccountObjectId", "AccountUpn", "DeviceId", "DeviceName", "ProcessCommandLine", "Severity",
        }.Select(name => new KqlColumn(name, "String")),
    ];

    /// <summary>Alerts do not change but for what analysts decide, which is not in this table.</summary>
    private static readonly ConditionalWeakTable<Tenant, KqlTable> s_tables = [];

    public static KqlTable Of(Tenant tenant) => s_tables.GetValue(tenant, static tenant => new(Columns, [.. tenant.Alerts.SelectMany(alert => alert.Evidence.Select(evidence => Row(alert, evidence)))]));

    private static ImmutableDictionary<string, object?> Row(Alert alert, Evidence evidence)
    {
        var row = ImmutableDictionary.CreateBuilder<string, object?>(StringComparer.Ordinal);
        row["Timestamp"] = alert.CreatedAt;
        row["AlertId"] = alert.Id;
        row["Title"] = alert.Title;
        row["ServiceSource"] = Product(alert.Source);
        row["Severity"] = $"{char.ToUpperInvariant(alert.Severity[0])}{alert.Severity[1..]}";
        foreach (var (column, value) in Cells(evidence))
        {
            row[column] = value;
        }

        return row.ToImmutable();
    }

    private static (string Column, string? Value)[] Cells(Evidence evidence) => evidence switch
    {
        Evidence.OfDevice { Device: var device } => [("EntityType", "Machine"), ("DeviceId", device.Id), ("DeviceName", device.DnsName)],
        Evidence.OfUser { Account: var account, Domain: var domain } =>
        [
            ("EntityType", "User"), ("AccountName", account.UserPrincipalName.Split('@')[0]), ("AccountDomain", domain), ("AccountSid", account.Sid),
            ("AccountObjectId", account.Id), ("AccountUpn", account.UserPrincipalName),
        ],
        Evidence.OfFile file => [("EntityType", "File"), ("FileName", file.Name), ("FolderPath", file.Path), ("SHA1", file.Sha1), ("SHA256", file.Sha256)],
        Evidence.OfProcess { Image: var image, CommandLine: var command } =>
            [("EntityType", "Process"), ("FileName", image.Name), ("FolderPath", image.Path), ("SHA1", image.Sha1), ("SHA256", image.Sha256), ("ProcessCommandLine", command)],
        Evidence.OfIp { Address: var address } => [("EntityType", "Ip"), ("RemoteIP", address)],
        Evidence.OfUrl { Url: var url } => [("EntityType", "Url"), ("RemoteUrl", url)],
        _ => throw new InvalidOperationException("No such evidence."),
    };

    private static string Product(string source) => source switch
    {
        "microsoftDefenderForEndpoint" => "Microsoft Defender for Endpoint",
        "microsoftDefenderForIdentity" => "Microsoft Defender for Identity",
        "microsoftDefenderForOffice365" => "Microsoft Defender for Office 365",
        var other => other,
    };
}
