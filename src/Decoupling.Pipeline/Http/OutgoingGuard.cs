using System.Runtime.ExceptionServices;

namespace Decoupling.Pipeline.Http;

/// <summary>Refuses what is not HTTPS, or disguised, before a connection is made, and lets a refused address be seen as what it is.</summary>
internal sealed class OutgoingGuard(HttpMessageHandler inner, AllowedHosts allowed) : DelegatingHandler(inner)
{
    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var address = request.RequestUri ?? throw new InvalidOperationException("A request needs an address.");
        if (address.UserInfo.Length > 0)
            throw AddressRefusedException.NamesUser(address.IdnHost);
        if (address.Scheme != Uri.UriSchemeHttps && !allowed.Contains(address.IdnHost, address.Port))
            throw AddressRefusedException.NotHttps(address.IdnHost);
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException exception) when (exception.InnerException is AddressRefusedException refused)
        {
            ExceptionDispatchInfo.Throw(refused);
            throw;
        }
    }
}
