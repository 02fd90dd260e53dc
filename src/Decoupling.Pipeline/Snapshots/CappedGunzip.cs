using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Decoupling.Pipeline.Snapshots;

/// <summary>Unpacks gzip into a buffer of known size, so that a small blob that unpacks to gigabytes costs neither memory nor a crash.</summary>
internal static class CappedGunzip
{
    private const int TrailerLength = sizeof(uint);
    private const int CountingBufferSize = 64 * 1024;

    private static ReadOnlySpan<byte> Magic => [0x1f, 0x8b];

    /// <summary>The size of the buffer to unpack into: the length that the gzip's own trailer states, if that is allowed.</summary>
    public static int BufferSize(ReadOnlySpan<byte> packed) =>
        StatedLength(packed) is { } length and <= SnapshotReader.MaxBytes ? (int)length : 0;

    /// <summary>Unpacks into a buffer of <see cref="BufferSize"/>, or says why not.</summary>
    public static SnapshotRefusal? TryUnpack(ReadOnlyMemory<byte> packed, byte[] buffer, out int length)
    {
        length = BufferSize(packed.Span);
        try
        {
            using var gzip = Open(packed);
            if (
                gzip.ReadAtLeast(buffer.AsSpan(0, length), length, throwOnEndOfStream: false) == length
                && gzip.ReadByte() < 0
            )
            {
                return length > 0
                    ? null
                    : new SnapshotRefusal(SnapshotRefusalKind.NotGzip, "There is nothing in the blob.");
            }
        }
        catch (InvalidDataException)
        {
            // Told apart below: damaged, cut short, or longer than it says.
        }

        return Explain(packed);
    }

    /// <summary>Why the bytes do not unpack to the length that they state, found by unpacking them to nowhere.</summary>
    private static SnapshotRefusal Explain(ReadOnlyMemory<byte> packed)
    {
        var unpacked = 0L;
        var buffer = ArrayPool<byte>.Shared.Rent(CountingBufferSize);
        try
        {
            using var gzip = Open(packed);
            int count;
            while ((count = gzip.Read(buffer)) > 0)
            {
                unpacked += count;
                if (unpacked > SnapshotReader.MaxBytes)
                {
                    return new SnapshotRefusal(
                        SnapshotRefusalKind.Oversized,
                        "The blob is larger than 16 MiB unpacked."
                    );
                }
            }
        }
        catch (InvalidDataException)
        {
            var reason = packed.Span.StartsWith(Magic)
                ? $"The gzip is damaged after {unpacked} unpacked bytes."
                : "The bytes are no gzip.";
            return new SnapshotRefusal(SnapshotRefusalKind.NotGzip, reason);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return new SnapshotRefusal(
            SnapshotRefusalKind.Truncated,
            $"The gzip ends after {unpacked} unpacked bytes, which is not what it states: it is cut short, or more than one."
        );
    }

    private static uint? StatedLength(ReadOnlySpan<byte> packed) =>
        packed.Length < TrailerLength ? null : BinaryPrimitives.ReadUInt32LittleEndian(packed[^TrailerLength..]);

    private static GZipStream Open(ReadOnlyMemory<byte> packed)
    {
        var bytes = MemoryMarshal.TryGetArray(packed, out var segment)
            ? segment
            : new ArraySegment<byte>(packed.ToArray());
        return new GZipStream(new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count), CompressionMode.Decompress);
    }
}
