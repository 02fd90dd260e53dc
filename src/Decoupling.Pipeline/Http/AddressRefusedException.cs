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

    /// <summary>The request is not HTTPS and the host is not an allowed host.</summary>
    public static AddressRefusedException NotHttps(string host) =>
        new(host, $"The host {host} is not asked without HTTPS, because it is not among the allowed hosts.");
}
