using System.Data.Common;
using System.Net;

namespace Decoupling.Pipeline.Settings;

/// <summary>Tells a connection string of an emulator on this machine, whose key is published, from one of a storage account, whose key is a secret.</summary>
internal static class DevelopmentStorage
{
    private const string Shortcut = "UseDevelopmentStorage";
    private const string Proxy = "DevelopmentStorageProxyUri";
    private static readonly string[] Needed = ["BlobEndpoint", "TableEndpoint"];
    private static readonly string[] Endpoints = [.. Needed, "QueueEndpoint", "FileEndpoint"];

    /// <summary>Whether every service that the connection string leads to is this machine's, or a neighbour's in the same container network.</summary>
    public static bool IsNamedBy(string connectionString)
    {
        var parts = new DbConnectionStringBuilder();
        try
        {
            parts.ConnectionString = connectionString;
        }
        catch (ArgumentException)
        {
            return false;
        }

        string? Part(string name) => parts.TryGetValue(name, out var value) ? (string)value : null;
        if (bool.TryParse(Part(Shortcut), out var isShortcut) && isShortcut)
        {
            return Part(Proxy) is not { } proxy || IsNear(proxy);
        }

        return Needed.All(name => Part(name) is not null)
            && Endpoints.All(name => Part(name) is not { } address || IsNear(address));
    }

    // A name without a dot is a service of the same container network: no host of the public internet has one.
    private static bool IsNear(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (
            uri.IsLoopback
            || uri.Host == "host.docker.internal"
            || (!uri.Host.Contains('.') && !IPAddress.TryParse(uri.Host.Trim('[', ']'), out _))
        );
}
