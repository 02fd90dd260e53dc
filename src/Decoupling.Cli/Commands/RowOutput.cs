using System.Buffers;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Cli.Commands;

/// <summary>Prints rows for other programs.</summary>
internal static class RowOutput
{
    private const int FlushBytes = 1 << 16;

    /// <summary>One JSON object a line, on standard output.</summary>
    public static void WriteJson(IEnumerable<TableRow> rows)
    {
        using var output = Console.OpenStandardOutput();
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = RowJson.CreateWriter(buffer);
        foreach (var row in rows)
        {
            RowJson.Write(buffer, writer, row);
            if (buffer.WrittenCount >= FlushBytes)
            {
                output.Write(buffer.WrittenSpan);
                buffer.ResetWrittenCount();
            }
        }

        output.Write(buffer.WrittenSpan);
    }
}
