using System.IO.Compression;

namespace Decoupling.Pipeline.Snapshots;

/// <summary>Packs content so that the same content gives the same bytes on one runtime, whatever the operating system.</summary>
internal static class PortableGzip
{
    private const int OperatingSystemByte = 9;
    private const byte UnknownOperatingSystem = 255;

    // Level 9 also looks for repeats of three digits, finds them by chance in the noise of the Rice code, and packs 3 % worse.
    private static readonly ZLibCompressionOptions Compression = new() { CompressionLevel = 8 };

    public static byte[] Pack(ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, Compression, leaveOpen: true))
        {
            gzip.Write(content);
        }

        var bytes = packed.ToArray();
        bytes[OperatingSystemByte] = UnknownOperatingSystem;
        return bytes;
    }
}
