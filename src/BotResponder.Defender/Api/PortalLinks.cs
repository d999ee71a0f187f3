using BotResponder.Core.Customers;
using BotResponder.Defender.Alerts;
using BotResponder.Defender.Indicators;

namespace BotResponder.Defender.Api;

/// <summary>Addresses of pages in the Defender portal, always with the tenant: without it the portal opens in the reader's own.</summary>
internal static class PortalLinks
{
    public static Uri Device(Uri portal, CustomerId customer, DeviceId device) =>
        new(portal, $"/machines/v2/{device}/overview?tid={Uri.EscapeDataString(customer.Tenant)}");

    public static Uri Indicator(Uri portal, CustomerId customer, IndicatorValue value)
    {
        var (tenant, text) = (Uri.EscapeDataString(customer.Tenant), Uri.EscapeDataString(value.Text));
        return new(portal, value.Type switch
        {
            IndicatorType.IpAddress => $"/ip/{text}/overview?tid={tenant}",
            IndicatorType.Url => $"/url/overview?url={text}&tid={tenant}",
            IndicatorType.DomainName => $"/domains/overview?urlDomain={text}&tid={tenant}",
            _ => $"/file/{text}/?tid={tenant}",
        });
    }

    /// <param name="signInName">Other people's text; null for an account that Entra ID does not know.</param>
    public static Uri Account(Uri portal, CustomerId customer, AccountId account, string? signInName) => new(
        portal,
        (account.IsSid ? $"/user?sid={account}" : $"/user?aad={account}&upn={Uri.EscapeDataString(signInName ?? "")}")
            + $"&tab=overview&tid={Uri.EscapeDataString(customer.Tenant)}");

    /// <summary>The address that Graph gave, when it is a page of this portal and of this tenant; else the one that is documented.</summary>
    public static Uri Case(Uri portal, CustomerId customer, CaseId id, SecurityCase item)
    {
        var isAlert = id.Kind == CaseKind.Alert;
        return Uri.TryCreate(isAlert ? item.AlertWebUrl : item.IncidentWebUrl, UriKind.Absolute, out var given) && IsPageOf(portal, customer, given)
            ? given
            : new(portal, (isAlert ? $"/alerts/{id}" : $"/incident2/{id}/overview") + $"?tid={Uri.EscapeDataString(customer.Tenant)}");
    }

    /// <summary>Alert tuning has no address of its own that would hold: the portal's first page, in this tenant.</summary>
    public static Uri Tuning(Uri portal, CustomerId customer) => new(portal, $"/?tid={Uri.EscapeDataString(customer.Tenant)}");

    private static bool IsPageOf(Uri portal, CustomerId customer, Uri given) =>
        given.Scheme == Uri.UriSchemeHttps && given.UserInfo.Length == 0 && given.Fragment.Length == 0
        && given.Host.Equals(portal.Host, StringComparison.OrdinalIgnoreCase) && given.Port == portal.Port
        && given.Query.Equals($"?tid={customer.Tenant}", StringComparison.OrdinalIgnoreCase);
}
