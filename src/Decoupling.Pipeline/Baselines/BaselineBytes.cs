using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Decoupling.Baselines;
using Decoupling.Pipeline.Baselines.Wire;
using Decoupling.Pipeline.Snapshots;

namespace Decoupling.Pipeline.Baselines;

/// <summary>Digests and baselines as the bytes of their blobs, and back: bad bytes are an answer, not an exception.</summary>
internal static class BaselineBytes
{
    private const int HashBytes = 8;

    public static (BaselineName Name, byte[] Bytes) Write(DayDigest digest)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(DigestCodec.Write(digest), BaselineJson.Default.DigestWire);
        return (Name(BaselineKind.Digest, digest.Asset, digest.SlotLength, digest.Day, json), PortableGzip.Pack(json));
    }

    public static (BaselineName Name, byte[] Bytes) Write(Baseline baseline)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(
            BaselineCodec.Write(baseline),
            BaselineJson.Default.BaselineWire
        );
        return (
            Name(BaselineKind.Baseline, baseline.Asset, baseline.SlotLength, baseline.Day, json),
            PortableGzip.Pack(json)
        );
    }

    public static BaselineRead<DayDigest> ReadDigest(BaselineName name, ReadOnlyMemory<byte> packed) =>
        Read(
            name,
            packed,
            BaselineJson.Default.DigestWire,
            wire =>
                (wire.SchemaVersion, wire.Asset, wire.SlotLengthSeconds, wire.Day)
                == (DayDigest.CurrentSchemaVersion, name.Asset, (int)name.SlotLength.TotalSeconds, name.Day)
                    ? DigestCodec.Read(wire)
                    : null
        );

    public static BaselineRead<Baseline> ReadBaseline(BaselineName name, ReadOnlyMemory<byte> packed) =>
        Read(
            name,
            packed,
            BaselineJson.Default.BaselineWire,
            wire =>
                (wire.SchemaVersion, wire.Asset, wire.SlotLengthSeconds, wire.Day)
                == (Baseline.CurrentSchemaVersion, name.Asset, (int)name.SlotLength.TotalSeconds, name.Day)
                    ? BaselineCodec.Read(wire)
                    : null
        );

    private static BaselineRead<T> Read<TWire, T>(
        BaselineName name,
        ReadOnlyMemory<byte> packed,
        JsonTypeInfo<TWire> type,
        Func<TWire, T?> read
    )
        where T : class
    {
        var buffer = ArrayPool<byte>.Shared.Rent(CappedGunzip.BufferSize(packed.Span));
        try
        {
            if (CappedGunzip.TryUnpack(packed, buffer, out var length) is { } refusal)
            {
                return BaselineRead<T>.Refuse(refusal.Reason);
            }

            var json = buffer.AsSpan(0, length);
            if (HashOf(json) != name.Hash)
            {
                return BaselineRead<T>.Refuse("The content has another hash than its name says.");
            }

            var wire = JsonSerializer.Deserialize(json, type) ?? throw new FormatException("The JSON is null.");
            return read(wire) is { } content
                ? BaselineRead<T>.Of(content)
                : BaselineRead<T>.Refuse(
                    "The content is of another version, asset, slot length or day than its name says."
                );
        }
        catch (JsonException exception)
        {
            return BaselineRead<T>.Refuse(
                $"The JSON is not that of its schema, at {exception.Path ?? "its beginning"}."
            );
        }
        catch (FormatException exception)
        {
            return BaselineRead<T>.Refuse(exception.Message);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static BaselineName Name(
        BaselineKind kind,
        string asset,
        TimeSpan slotLength,
        DateOnly day,
        ReadOnlySpan<byte> json
    ) => new(kind, asset, slotLength, day, HashOf(json));

    private static string HashOf(ReadOnlySpan<byte> json)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(json, hash);
        return Convert.ToHexStringLower(hash[..HashBytes]);
    }
}
