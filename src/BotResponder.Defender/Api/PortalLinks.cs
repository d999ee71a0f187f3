using BotResponder.Core.Customers;

namespace BotResponder.Defender.Api;

/// <summary>Addresses of pages in the Defender portal, always with the tenant: without it the portal opens in the reader's own.</summary>
internal static class PortalLinks
{
    public static Uri Device(Uri portal, CustomerId customer, DeviceId device) =>
        new(portal, $"/machines/v2/{device}/overview?tid={Uri.EscapeDataString(customer.Tenant)}");
}
