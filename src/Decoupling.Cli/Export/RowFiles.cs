using Decoupling.Pipeline.Storage;

namespace Decoupling.Cli.Export;

/// <summary>Writes rows to a file under a temporary name, and gives it its own once it is whole.</summary>
internal static class RowFiles
{
    private const int BufferBytes = 1 << 16;

    /// <summary>Writes a file; one that stands is replaced.</summary>
    /// <returns>How many rows it has; with none there is a file all the same.</returns>
    public static async Task<long> WriteAsync(
        string path,
        ExportFormat format,
        ExportSelection selection,
        IAsyncEnumerable<TableRow> rows,
        CancellationToken cancellationToken
    )
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = $"{path}.unfinished-{Environment.ProcessId}";
        try
        {
            long count;
            await using (var stream = Create(unfinished))
            {
                count = await WriteAsync(stream, format, selection, rows, cancellationToken);
            }

            File.Move(unfinished, path, overwrite: true);
            return count;
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    /// <summary>Writes rows to a stream, which stays open.</summary>
    public static async Task<long> WriteAsync(
        Stream stream,
        ExportFormat format,
        ExportSelection selection,
        IAsyncEnumerable<TableRow> rows,
        CancellationToken cancellationToken
    )
    {
        await using var file = await BeginAsync(stream, format, selection, cancellationToken);
        var count = 0L;
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            await file.WriteAsync(row, cancellationToken);
            count++;
        }

        await file.FinishAsync(cancellationToken);
        return count;
    }

    private static FileStream Create(string path) =>
        new(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, BufferBytes, FileOptions.Asynchronous);

    private static async Task<IRowFile> BeginAsync(
        Stream stream,
        ExportFormat format,
        ExportSelection selection,
        CancellationToken cancellationToken
    ) =>
        format switch
        {
            ExportFormat.Csv => new CsvRowFile(stream, selection),
            ExportFormat.Ndjson => new NdjsonRowFile(stream, selection),
            _ => await ParquetRowFile.CreateAsync(stream, selection, cancellationToken),
        };
}
