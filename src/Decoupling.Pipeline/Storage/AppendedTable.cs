using System.Buffers;
using System.Text.Json;

namespace Decoupling.Pipeline.Storage;

/// <summary>A file of newline-delimited JSON to which a table's rows are added.</summary>
internal sealed class AppendedTable : IAsyncDisposable
{
    private const int FlushBytes = 1 << 16;

    private readonly FileStream file;
    private readonly ArrayBufferWriter<byte> buffer = new(2 * FlushBytes);
    private readonly Utf8JsonWriter writer;

    public AppendedTable(string path)
    {
        file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        writer = RowJson.CreateWriter(buffer);
    }

    public void Append(TableRow row)
    {
        RowJson.Write(buffer, writer, row);
        if (buffer.WrittenCount >= FlushBytes)
        {
            file.Write(buffer.WrittenSpan);
            buffer.ResetWrittenCount();
        }
    }

    public async ValueTask DisposeAsync()
    {
        file.Write(buffer.WrittenSpan);
        await writer.DisposeAsync();
        await file.DisposeAsync();
    }
}
