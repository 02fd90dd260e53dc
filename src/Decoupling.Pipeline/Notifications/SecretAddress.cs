using System.Text;

namespace Decoupling.Pipeline.Notifications;

/// <summary>A webhook's address, which is its password: it never prints itself.</summary>
public sealed class SecretAddress
{
    /// <summary>Takes an absolute address, in ASCII as a URI is: other letters and digits may be folded to a host that nobody reads there.</summary>
    /// <exception cref="ArgumentException">The text is no absolute http or https address; the message does not repeat it.</exception>
    public SecretAddress(string address)
    {
        if (
            !Ascii.IsValid(address)
            || !Uri.TryCreate(address, UriKind.Absolute, out var parsed)
            || (parsed.Scheme != Uri.UriSchemeHttps && parsed.Scheme != Uri.UriSchemeHttp)
        )
        {
            throw new ArgumentException("The webhook's address is not an absolute https address.", nameof(address));
        }

        Value = parsed;
    }

    internal Uri Value { get; }

    /// <summary>The same address with a value added to its query, unless that name is in it.</summary>
    internal SecretAddress WithQuery(string name, string value)
    {
        var query = Value.Query.TrimStart('?');
        return query.Split('&').Any(part => part.StartsWith($"{name}=", StringComparison.Ordinal))
            ? this
            : new SecretAddress(
                new UriBuilder(Value) { Query = query.Length == 0 ? $"{name}={value}" : $"{query}&{name}={value}" }
                    .Uri
                    .AbsoluteUri
            );
    }

    /// <summary>Says that there is a secret, and nothing of it.</summary>
    public override string ToString() => "[secret]";
}
