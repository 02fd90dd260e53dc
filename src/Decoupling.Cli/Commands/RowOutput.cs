using System.Buffers;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Cli.Commands;

/// <summary>Prints rows for other programs.</summary>
internal static class RowOutput
{
    /// <summary>One JSON object a line, on standard output.</summary>
    public static void WriteJson(IEnumerable<TableRow> rows)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = RowJson.CreateWriter(buffer);
        foreach (var row in rows)
        {
            RowJson.Write(buffer, writer, row);
        }

        using var output = Console.OpenStandardOutput();
        output.Write(buffer.WrittenSpan);
    }
}
