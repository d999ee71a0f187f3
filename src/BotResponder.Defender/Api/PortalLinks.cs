using BotResponder.Core.Customers;

namespace BotResponder.Defender.Api;

/// <summary>Addresses of pages in the Defender portal, always with the tenant: without it the portal opens in the reader's own.</summary>
internal static class PortalLinks
{
    public static Uri Device(Uri portal, CustomerId customer, DeviceId device) =>
        new(portal, $"/machines/v2/{device}/overview?tid={Uri.EscapeDataString(customer.Tenant)}");

    /// <param name="signInName">Other people's text; null for an account that Entra ID does not know.</param>
    public static Uri Account(Uri portal, CustomerId customer, AccountId account, string? signInName) => new(
        portal,
        (account.IsSid ? $"/user?sid={account}" : $"/user?aad={account}&upn={Uri.EscapeDataString(signInName ?? "")}")
            + $"&tab=overview&tid={Uri.EscapeDataString(customer.Tenant)}");
}
