using System.Collections.Immutable;
using System.Net;

namespace BotResponder.Defender.Indicators;

/// <summary>Addresses that are nobody's on the internet: the same number is another machine in every network.</summary>
/// <remarks>IANA's registries of special-purpose addresses. Those kept for documentation are in nobody's use and do no harm.</remarks>
internal static class ReservedAddresses
{
    private static readonly ImmutableArray<(IPNetwork Network, string Name)> All =
    [
        (IPNetwork.Parse("0.0.0.0/8"), "no address of a machine"),
        (IPNetwork.Parse("10.0.0.0/8"), "a private address"),
        (IPNetwork.Parse("100.64.0.0/10"), "an address inside a provider's network"),
        (IPNetwork.Parse("127.0.0.0/8"), "every machine itself"),
        (IPNetwork.Parse("169.254.0.0/16"), "a link-local address"),
        (IPNetwork.Parse("172.16.0.0/12"), "a private address"),
        (IPNetwork.Parse("192.168.0.0/16"), "a private address"),
        (IPNetwork.Parse("224.0.0.0/4"), "a multicast address"),
        (IPNetwork.Parse("240.0.0.0/4"), "a reserved address"),
        (IPNetwork.Parse("::/127"), "every machine itself"),
        (IPNetwork.Parse("fc00::/7"), "a private address"),
        (IPNetwork.Parse("fe80::/10"), "a link-local address"),
        (IPNetwork.Parse("ff00::/8"), "a multicast address"),
    ];

    /// <returns>After "is"; null for an address that somebody on the internet can have.</returns>
    public static string? Name(IPAddress address) => All.FirstOrDefault(reserved => reserved.Network.Contains(address)).Name;
}
