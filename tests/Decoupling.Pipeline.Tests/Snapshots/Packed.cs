using System.IO.Compression;
using System.Text;

namespace Decoupling.Pipeline.Tests.Snapshots;

/// <summary>Gzip as anyone may have made it.</summary>
internal static class Packed
{
    public static byte[] Pack(string text) => Pack(Encoding.UTF8.GetBytes(text));

    public static byte[] Pack(ReadOnlySpan<byte> bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
