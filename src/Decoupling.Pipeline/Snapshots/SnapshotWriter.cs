using System.Text.Json;
using Decoupling.Pipeline.Snapshots.Wire;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Snapshots;

/// <summary>Writes a snapshot as the bytes of its blob: gzip of JSON. The same snapshot gives the same bytes on one runtime.</summary>
public static class SnapshotWriter
{
    /// <summary>The media type of a snapshot's blob.</summary>
    public const string ContentType = "application/gzip";

    /// <summary>The packed bytes, exact to the bit: reading them gives an equal snapshot.</summary>
    /// <exception cref="ArgumentException">The snapshot breaks a rule of <see cref="SnapshotRules"/>.</exception>
    public static byte[] Write(MarketSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var reasons = SnapshotRules.Check(snapshot);
        if (reasons.Count > 0)
        {
            throw new ArgumentException(
                $"The snapshot cannot be written: {string.Join(' ', reasons)}",
                nameof(snapshot)
            );
        }

        return PortableGzip.Pack(WriteJson(snapshot));
    }

    internal static byte[] WriteJson(MarketSnapshot snapshot) =>
        JsonSerializer.SerializeToUtf8Bytes(SnapshotCodec.Write(snapshot), SnapshotJson.Default.SnapshotWire);
}
