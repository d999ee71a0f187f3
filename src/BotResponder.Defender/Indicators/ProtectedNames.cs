using System.Collections.Immutable;

namespace BotResponder.Defender.Indicators;

/// <summary>Domains that a mistake must not cut off: Microsoft's, by which devices and people work, and those that the settings name.</summary>
internal static class ProtectedNames
{
    private static readonly ImmutableArray<string> Microsoft =
    [
        "azure.com", "azureedge.net", "live.com", "microsoft.com", "microsoftonline.com", "msauth.net", "msftauth.net", "msftconnecttest.com", "office.com",
        "office.net", "office365.com", "outlook.com", "sharepoint.com", "windows.com", "windows.net", "windowsupdate.com",
    ];

    /// <summary>The domain itself: nothing that anybody suspects is all of it.</summary>
    public static bool IsWhole(IndicatorValue value, IEnumerable<string> own) =>
        value.Type == IndicatorType.DomainName && Microsoft.Concat(own).Contains(value.Host, StringComparer.OrdinalIgnoreCase);

    /// <returns>The domain that it belongs to; null for none.</returns>
    public static string? Around(IndicatorValue value, IEnumerable<string> own) =>
        value.Host is { } host ? Microsoft.Concat(own).FirstOrDefault(domain => DomainName.IsWithin(host, domain)) : null;
}
