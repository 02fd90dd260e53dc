using System.Buffers;
using System.Text.Json;
using Decoupling.Pipeline.Snapshots.Wire;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Snapshots;

/// <summary>Reads the bytes of a snapshot's blob, whatever they are: bad bytes are an answer, not an exception.</summary>
public static class SnapshotReader
{
    /// <summary>The most bytes of a blob, unpacked; and packed too, since gzip does not shrink them to more.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>Reads a stream to its end, at most <see cref="MaxBytes"/>.</summary>
    /// <exception cref="IOException">The stream itself failed.</exception>
    public static async Task<SnapshotRead> ReadAsync(Stream packed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(packed);
        using var bytes = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            int count;
            while ((count = await packed.ReadAsync(buffer, cancellationToken)) > 0)
            {
                if (bytes.Length + count > MaxBytes)
                {
                    return SnapshotRead.Refuse(SnapshotRefusalKind.Oversized, "The blob is larger than 16 MiB packed.");
                }

                bytes.Write(buffer, 0, count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Read(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
    }

    /// <summary>Reads the bytes of a blob. Takes milliseconds and memory in proportion to the content, never more than 16 MiB unpacked.</summary>
    public static SnapshotRead Read(ReadOnlyMemory<byte> packed)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(CappedGunzip.BufferSize(packed.Span));
        try
        {
            return CappedGunzip.TryUnpack(packed, buffer, out var length) is { } refusal
                ? SnapshotRead.Refuse(refusal.Kind, refusal.Reason)
                : ReadJson(buffer.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    internal static SnapshotRead ReadJson(ReadOnlySpan<byte> json)
    {
        try
        {
            // The version first: a later one need not have the shape that this code knows.
            var version = ReadVersion(json);
            if (version != MarketSnapshot.CurrentSchemaVersion)
            {
                return SnapshotRead.Refuse(
                    SnapshotRefusalKind.WrongVersion,
                    $"The snapshot is of schema version {version?.ToString() ?? "none"}; this code reads {MarketSnapshot.CurrentSchemaVersion}."
                );
            }

            var wire = JsonSerializer.Deserialize(json, SnapshotJson.Default.SnapshotWire);
            var snapshot = SnapshotCodec.Read(wire ?? throw new FormatException("The JSON is null."));
            var reasons = SnapshotRules.Check(snapshot);
            return reasons.Count == 0
                ? SnapshotRead.Of(snapshot)
                : SnapshotRead.Refuse(SnapshotRefusalKind.Unsound, string.Join(' ', reasons));
        }
        catch (JsonException exception)
        {
            var place = exception.Path is { } path ? $"at {path}" : $"in line {exception.LineNumber + 1}";
            return SnapshotRead.Refuse(SnapshotRefusalKind.Malformed, $"The JSON is not that of a snapshot, {place}.");
        }
        catch (FormatException exception)
        {
            return SnapshotRead.Refuse(SnapshotRefusalKind.Malformed, exception.Message);
        }
    }

    private static int? ReadVersion(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new FormatException("The JSON is no object.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isVersion = reader.ValueTextEquals("schemaVersion"u8);
            reader.Read();
            if (isVersion)
            {
                return reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var version) ? version : null;
            }

            reader.Skip();
        }

        return null;
    }
}
