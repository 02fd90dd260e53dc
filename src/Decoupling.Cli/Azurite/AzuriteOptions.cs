namespace Decoupling.Cli.Azurite;

/// <summary>Where the laptop's storage keeps its data and on which ports it listens.</summary>
public sealed record AzuriteOptions
{
    /// <summary>The folder that keeps blobs, queues and tables over restarts; default <see langword="null"/>: a temporary one, deleted at the end.</summary>
    public string? DataFolder { get; init; }

    /// <summary>The blob service's port, 0 to 65535; default 0: any free one.</summary>
    public int BlobPort { get; init; }

    /// <summary>The queue service's port, 0 to 65535; default 0: any free one.</summary>
    public int QueuePort { get; init; }

    /// <summary>The table service's port, 0 to 65535; default 0: any free one.</summary>
    public int TablePort { get; init; }

    /// <summary>Throws when a port is out of range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A port is below 0 or above 65535.</exception>
    public void Validate()
    {
        foreach (var port in (ReadOnlySpan<int>)[BlobPort, QueuePort, TablePort])
        {
            ArgumentOutOfRangeException.ThrowIfNegative(port);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(port, 65535);
        }
    }
}
