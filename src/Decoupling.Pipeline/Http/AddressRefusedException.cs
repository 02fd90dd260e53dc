namespace Decoupling.Pipeline.Http;

/// <summary>A request was not sent because of where it would have gone. Names the host only: paths and queries hold secrets.</summary>
internal sealed class AddressRefusedException : HttpRequestException
{
    private AddressRefusedException(string host, string message)
        : base(HttpRequestError.ConnectionError, message) => Host = host;

    /// <summary>The host that was refused, without scheme, port, path or query.</summary>
    public string Host { get; }

    /// <summary>The host resolves to no public address and is not an allowed host.</summary>
    public static AddressRefusedException NotPublic(string host) =>
        new(host, $"The host {host} is not at a public address and is not among the allowed hosts.");

    /// <summary>The host resolves to a private address beside public ones, and is not an allowed host: one of them is not what it says.</summary>
    public static AddressRefusedException AlsoPrivate(string host) =>
        new(host, $"The host {host} is at a private address beside a public one and is not among the allowed hosts.");

    /// <summary>The host's name is one of private networks and not an allowed host; it is not looked up.</summary>
    public static AddressRefusedException PrivateName(string host) =>
        new(host, $"The host {host} is a name of private networks and is not among the allowed hosts.");

    /// <summary>The address names a user before its host, which is a disguise or a password that would not be sent.</summary>
    public static AddressRefusedException NamesUser(string host) =>
        new(host, $"The host {host} is not asked, because its address names a user before its host.");

    /// <summary>The request is not HTTPS and the host is not an allowed host.</summary>
    public static AddressRefusedException NotHttps(string host) =>
        new(host, $"The host {host} is not asked without HTTPS, because it is not among the allowed hosts.");
}
