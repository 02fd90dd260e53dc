namespace Decoupling.Pipeline.Http;

/// <summary>The hosts that may be asked without HTTPS and at private addresses, each by its own name: "localhost" or "localhost:8080".</summary>
internal sealed class AllowedHosts(IEnumerable<string> names)
{
    private readonly HashSet<string> _names = new(names, StringComparer.OrdinalIgnoreCase);

    /// <summary>Says whether a host is allowed at a port: named alone for every port, or together with that port.</summary>
    public bool Contains(string host, int port)
    {
        var bare = host.Trim('[', ']');
        return _names.Contains(bare) || _names.Contains($"{bare}:{port}") || _names.Contains($"[{bare}]:{port}");
    }
}
