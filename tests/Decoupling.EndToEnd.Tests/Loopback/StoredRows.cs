using System.Buffers;
using System.Text;
using Decoupling.Pipeline.Storage;

namespace Decoupling.EndToEnd.Tests.Loopback;

/// <summary>Reads stored rows as the bytes that they hold: the service's own Timestamp and ETag are left out.</summary>
internal static class StoredRows
{
    public static async Task<IReadOnlyList<TableRow>> ReadAsync(ITableStore tables, string table, string? asset = null)
    {
        var rows = await tables
            .ReadTableAsync(table, null, null, TestContext.Current.CancellationToken)
            .Select(stored => stored.Row)
            .ToArrayAsync(TestContext.Current.CancellationToken);
        return asset is null ? rows : [.. rows.Where(row => (string?)row["Asset"] == asset)];
    }

    /// <summary>The rows as NDJSON in the order of their keys, without the columns named.</summary>
    public static async Task<string> TextAsync(ITableStore tables, string table, params string[] without)
    {
        var rows = await ReadAsync(tables, table);
        return string.Concat(rows.Select(row => Text(row, without)).Order(StringComparer.Ordinal));
    }

    public static string Text(TableRow row, params string[] without)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = RowJson.CreateWriter(buffer);
        var columns = row
            .Columns.Where(column => !without.Contains(column.Name))
            .OrderBy(column => column.Name, StringComparer.Ordinal);
        RowJson.Write(buffer, writer, row with { Columns = [.. columns] });
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
