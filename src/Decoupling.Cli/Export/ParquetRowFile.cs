using Decoupling.Pipeline.Storage;
using Parquet;
using Parquet.Schema;

namespace Decoupling.Cli.Export;

/// <summary>Rows as Apache Parquet: one column a column, null where a row has no value, times as UTC microseconds.</summary>
internal sealed class ParquetRowFile : IRowFile
{
    /// <summary>Rows of a group: what is held in memory before it is written.</summary>
    public const int GroupRows = 8_192;

    private readonly ExportSelection selection;
    private readonly ParquetWriter writer;
    private readonly IReadOnlyList<ParquetColumn> columns;
    private int rows;

    private ParquetRowFile(ExportSelection selection, ParquetWriter writer, IReadOnlyList<ParquetColumn> columns) =>
        (this.selection, this.writer, this.columns) = (selection, writer, columns);

    /// <summary>Begins the file. The stream, which must be able to seek, stays open.</summary>
    public static async Task<ParquetRowFile> CreateAsync(
        Stream stream,
        ExportSelection selection,
        CancellationToken cancellationToken
    )
    {
        ParquetColumn[] columns = [.. selection.Columns.Select(ParquetColumn.Of)];
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Snappy };
        var schema = new ParquetSchema(columns.Select(column => column.Field));
        var writer = await ParquetWriter.CreateAsync(
            schema,
            stream,
            options,
            append: false,
            cancellationToken: cancellationToken
        );
        return new ParquetRowFile(selection, writer, columns);
    }

    /// <inheritdoc/>
    public async Task WriteAsync(TableRow row, CancellationToken cancellationToken)
    {
        var values = selection.ValuesOf(row);
        for (var i = 0; i < columns.Count; i++)
        {
            columns[i].Set(rows, values[i]);
        }

        rows++;
        if (rows == GroupRows)
        {
            await WriteGroupAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        if (rows > 0)
        {
            await WriteGroupAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => writer.DisposeAsync();

    private async Task WriteGroupAsync(CancellationToken cancellationToken)
    {
        using var group = writer.CreateRowGroup();
        foreach (var column in columns)
        {
            await column.WriteAsync(group, rows, cancellationToken);
        }

        group.CompleteValidate();
        rows = 0;
    }
}
