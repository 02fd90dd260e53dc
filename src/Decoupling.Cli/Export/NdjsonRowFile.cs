using System.Buffers;
using System.Text.Json;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Cli.Export;

/// <summary>Rows as JSON objects, one a line, with the chosen columns in their order.</summary>
internal sealed class NdjsonRowFile(Stream stream, ExportSelection selection) : IRowFile
{
    private const int FlushBytes = 1 << 16;

    private readonly ArrayBufferWriter<byte> buffer = new(2 * FlushBytes);
    private Utf8JsonWriter? writer;

    /// <inheritdoc/>
    public async Task WriteAsync(TableRow row, CancellationToken cancellationToken)
    {
        writer ??= RowJson.CreateWriter(buffer);
        var columns = selection
            .ValuesOf(row)
            .Select((value, i) => (selection.Columns[i].Name, Value: value))
            .Where(column => column.Value is not null)
            .Select(column => new TableColumn(column.Name, column.Value!));
        RowJson.Write(buffer, writer, [.. columns]);
        if (buffer.WrittenCount >= FlushBytes)
        {
            await FinishAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        await stream.WriteAsync(buffer.WrittenMemory, cancellationToken);
        buffer.ResetWrittenCount();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => writer?.DisposeAsync() ?? ValueTask.CompletedTask;
}
