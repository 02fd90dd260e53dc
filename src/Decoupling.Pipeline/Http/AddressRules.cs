using System.Net;
using System.Net.Sockets;

namespace Decoupling.Pipeline.Http;

/// <summary>Which IP addresses are public, so that no request is led into a private network by a name.</summary>
/// <remarks>Source: IANA, IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890), checked 2026-11-22; Microsoft, "What is IP address 168.63.129.16?".</remarks>
internal static class AddressRules
{
    private static readonly IPNetwork[] NotPublicVersion4 =
    [
        IPNetwork.Parse("0.0.0.0/8"), // this network
        IPNetwork.Parse("10.0.0.0/8"), // private
        IPNetwork.Parse("100.64.0.0/10"), // shared by carrier-grade NAT
        IPNetwork.Parse("127.0.0.0/8"), // loopback
        IPNetwork.Parse("168.63.129.16/32"), // Azure's host, from within its networks
        IPNetwork.Parse("169.254.0.0/16"), // link-local, cloud metadata among it
        IPNetwork.Parse("172.16.0.0/12"), // private
        IPNetwork.Parse("192.0.0.0/24"), // protocol assignments
        IPNetwork.Parse("192.0.2.0/24"), // documentation
        IPNetwork.Parse("192.88.99.0/24"), // 6to4 relays, deprecated
        IPNetwork.Parse("192.168.0.0/16"), // private
        IPNetwork.Parse("198.18.0.0/15"), // benchmarks
        IPNetwork.Parse("198.51.100.0/24"), // documentation
        IPNetwork.Parse("203.0.113.0/24"), // documentation
        IPNetwork.Parse("224.0.0.0/4"), // multicast
        IPNetwork.Parse("240.0.0.0/4"), // reserved, broadcast among it
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] NotPublicVersion6 =
    [
        IPNetwork.Parse("2001::/23"), // protocol assignments, Teredo among them
        IPNetwork.Parse("2001:db8::/32"), // documentation
        IPNetwork.Parse("3fff::/20"), // documentation
    ];

    private static readonly IPNetwork TranslatedByNat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork TunneledBy6To4 = IPNetwork.Parse("2002::/16");

    /// <summary>Says whether an address is on the public internet; an IPv6 address that carries an IPv4 address is judged by that one.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return !NotPublicVersion4.Any(network => network.Contains(address));
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return false;

        var bytes = address.GetAddressBytes();
        if (address.IsIPv4MappedToIPv6 || TranslatedByNat64.Contains(address))
            return IsPublic(new IPAddress(bytes.AsSpan(12, 4)));
        if (TunneledBy6To4.Contains(address))
            return IsPublic(new IPAddress(bytes.AsSpan(2, 4)));
        if (CarriesIsatap(bytes) && !IsPublic(new IPAddress(bytes.AsSpan(12, 4))))
            return false;
        return GlobalUnicast.Contains(address) && !NotPublicVersion6.Any(network => network.Contains(address));
    }

    /// <summary>An interface identifier that ends in an IPv4 address (RFC 5214, section 6.1).</summary>
    private static bool CarriesIsatap(byte[] bytes) => bytes.AsSpan(8, 4) is [0x00 or 0x02, 0x00, 0x5e, 0xfe];
}
