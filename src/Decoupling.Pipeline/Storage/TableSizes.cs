using System.Text.Json;

namespace Decoupling.Pipeline.Storage;

/// <summary>How many bytes a row takes, at rest and within a transaction.</summary>
internal static class TableSizes
{
    // Boundaries, headers, request line and the account's address of one write.
    private const int WriteOverheadBytes = 1024;

    // Quotes, colons, commas and the type that stands beside a number or time, with the column's name once more.
    private const int ColumnOverheadBytes = 64;

    /// <summary>A row's bytes at rest, as Azure counts them: 4 + 2 a key character, and 8 + 2 a name character + the value for each column.</summary>
    public static long StoredBytes(TableRow row)
    {
        var bytes = 4 + 2L * (row.PartitionKey.Length + row.RowKey.Length);
        foreach (var column in row.Columns)
        {
            bytes += 8 + 2L * column.Name.Length + StoredBytes(column.Value);
        }

        return bytes;
    }

    /// <summary>An upper bound of a write's bytes within the body of a transaction.</summary>
    public static long SentBytes(TableRow row)
    {
        var keys = $"{row.PartitionKey}{row.RowKey}";
        long bytes = WriteOverheadBytes + Uri.EscapeDataString(keys).Length + JsonBytes(keys);
        foreach (var column in row.Columns)
        {
            bytes += ColumnOverheadBytes + 2L * JsonBytes(column.Name);
            bytes += column.Value is string text ? JsonBytes(text) : 0;
        }

        return bytes;
    }

    private static long StoredBytes(object value) =>
        value switch
        {
            string text => 4 + 2L * text.Length,
            bool => 1,
            int => 4,
            _ => 8,
        };

    private static int JsonBytes(string text) => JsonEncodedText.Encode(text).EncodedUtf8Bytes.Length;
}
