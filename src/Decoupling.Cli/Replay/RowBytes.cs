using System.Buffers;
using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Cli.Replay;

/// <summary>The bytes of a snapshot's result rows, for comparing two computations of them.</summary>
internal static class RowBytes
{
    public static byte[] Of(ScoredSnapshot scored)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = RowJson.CreateWriter(buffer);
        foreach (var row in scored.Scores.Concat(scored.Liquidations))
        {
            RowJson.Write(buffer, writer, row);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
