using System.Buffers;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Cli.Demo;

/// <summary>Writes every table of a store as NDJSON files, so that the rows can be read without a storage client.</summary>
internal static class TableExport
{
    public static async Task<IReadOnlyList<(string Table, int Rows)>> WriteAsync(
        ITableStore tables,
        string folder,
        CancellationToken cancellationToken
    )
    {
        var counts = new List<(string, int)>();
        foreach (var table in ResultTableNames.All)
        {
            counts.Add((table, await WriteAsync(tables, table, folder, cancellationToken)));
        }

        return counts;
    }

    private static async Task<int> WriteAsync(
        ITableStore tables,
        string table,
        string folder,
        CancellationToken cancellationToken
    )
    {
        var buffer = new ArrayBufferWriter<byte>();
        await using var writer = RowJson.CreateWriter(buffer);
        await using var file = File.Create(Path.Combine(folder, table + ".ndjson"));
        var rows = 0;
        await foreach (var stored in tables.ReadTableAsync(table, null, null, cancellationToken))
        {
            RowJson.Write(buffer, writer, stored.Row);
            await file.WriteAsync(buffer.WrittenMemory, cancellationToken);
            buffer.ResetWrittenCount();
            rows++;
        }

        return rows;
    }
}
