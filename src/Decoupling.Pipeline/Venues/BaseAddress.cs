using Decoupling.Pipeline.Http;

namespace Decoupling.Pipeline.Venues;

/// <summary>What a venue's base address must be: absolute, HTTPS unless its host is allowed, ending in "/", without user, query or fragment.</summary>
internal static class BaseAddress
{
    /// <summary>Throws an <see cref="ArgumentException"/> that names the option and what is wrong with it, but not the address.</summary>
    public static void Validate(Uri address, IReadOnlyList<string> allowedHosts, string name)
    {
        if (!address.IsAbsoluteUri)
            throw new ArgumentException($"{name} must be an absolute address.", name);
        var mayBePlain = new AllowedHosts(allowedHosts).Contains(address.IdnHost, address.Port);
        if (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && mayBePlain))
            throw new ArgumentException($"{name} must be HTTPS, or HTTP at one of the allowed hosts.", name);
        if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
            throw new ArgumentException($"{name} must have no user, query or fragment.", name);
        if (!address.AbsolutePath.EndsWith('/'))
            throw new ArgumentException($"{name} must end in \"/\".", name);
    }
}
