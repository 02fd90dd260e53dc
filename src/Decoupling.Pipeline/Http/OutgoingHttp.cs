using System.Net;
using System.Net.Sockets;

namespace Decoupling.Pipeline.Http;

/// <summary>Resolves a host's name to its addresses.</summary>
internal delegate Task<IPAddress[]> HostResolver(string host, CancellationToken cancellationToken);

/// <summary>Connects to the first of the addresses that answers.</summary>
internal delegate ValueTask<Stream> HostConnector(IPAddress[] addresses, int port, CancellationToken cancellationToken);

/// <summary>Builds the HTTP clients by which venues are asked and webhooks are sent.</summary>
/// <remarks>HTTPS to public addresses only, unless a host is allowed by name; no proxy, no redirects, no cookies; certificates
/// are checked as the system does. The address is checked when connecting, on the very address that is connected to,
/// so a name that resolves differently a second time gains nothing.</remarks>
internal static class OutgoingHttp
{
    /// <summary>How long a connection is kept, so that a venue's change of address is noticed.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>So many that requests are not kept waiting once a rate limit lets them go, and fewer than the 32 that Deribit allows an address.</summary>
    private const int ConnectionsPerHost = 24;

    /// <summary>A client without a timeout of its own: whoever sends bounds the time.</summary>
    public static HttpClient CreateClient(
        IEnumerable<string> allowedHosts,
        HostResolver? resolve = null,
        HostConnector? connect = null
    ) => new(CreateHandler(allowedHosts, resolve, connect)) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>The handler of such a client; throws <see cref="AddressRefusedException"/> for an address that may not be asked.</summary>
    public static HttpMessageHandler CreateHandler(
        IEnumerable<string> allowedHosts,
        HostResolver? resolve = null,
        HostConnector? connect = null
    )
    {
        var allowed = new AllowedHosts(allowedHosts);
        var resolver = resolve ?? Dns.GetHostAddressesAsync;
        var connector = connect ?? ConnectAsync;
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            // Venues and receivers learn nothing of our traces.
            ActivityHeadersPropagator = null,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = ConnectionLifetime,
            MaxConnectionsPerServer = ConnectionsPerHost,
            ConnectCallback = async (context, token) =>
                await connector(
                    await ResolveAsync(context.DnsEndPoint, allowed, resolver, token),
                    context.DnsEndPoint.Port,
                    token
                ),
        };
        return new OutgoingGuard(sockets, allowed);
    }

    /// <summary>The addresses of a host, all of them public unless the host is allowed.</summary>
    private static async ValueTask<IPAddress[]> ResolveAsync(
        DnsEndPoint endPoint,
        AllowedHosts allowed,
        HostResolver resolve,
        CancellationToken cancellationToken
    )
    {
        var host = endPoint.Host.Trim('[', ']');
        var isAllowed = allowed.Contains(host, endPoint.Port);
        var isLiteral = IPAddress.TryParse(host, out var literal);
        if (!isAllowed && !isLiteral && HostNames.IsPrivate(host))
            throw AddressRefusedException.PrivateName(host);

        var addresses = isLiteral ? [literal!] : await resolve(host, cancellationToken);
        if (isAllowed)
            return addresses;
        if (!addresses.Any(AddressRules.IsPublic))
            throw AddressRefusedException.NotPublic(host);
        return addresses.All(AddressRules.IsPublic) ? addresses : throw AddressRefusedException.AlsoPrivate(host);
    }

    private static async ValueTask<Stream> ConnectAsync(
        IPAddress[] addresses,
        int port,
        CancellationToken cancellationToken
    )
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
