namespace Decoupling.Pipeline.Http;

/// <summary>Which names are of private networks by their form alone, so that they are not even looked up.</summary>
/// <remarks>Source: RFC 6761 (localhost), RFC 6762 (local), RFC 8375 (home.arpa), ICANN resolution 2024.07.29.06 (internal).</remarks>
internal static class HostNames
{
    private static readonly string[] PrivateEndings = ["localhost", "local", "internal", "home.arpa"];

    /// <summary>Says whether a name is of a private network: a single word, or under an ending that is kept for them. An IP address is none.</summary>
    public static bool IsPrivate(string host)
    {
        // A dot at the end says that the name is whole, and changes nothing of whose it is.
        var name = host.AsSpan().TrimEnd('.');
        return !name.Contains('.')
            || Array.Exists(
                PrivateEndings,
                ending => host.AsSpan().TrimEnd('.').EndsWith($".{ending}", StringComparison.OrdinalIgnoreCase)
            );
    }
}
