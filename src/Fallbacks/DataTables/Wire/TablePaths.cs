using System.Globalization;

namespace Azure.Data.Tables.Wire;

/// <summary>Percent-encoded paths and queries of the service.</summary>
internal static class TablePaths
{
    public const string Tables = "Tables";
    public const string Batch = "$batch";

    public static string Table(string table) => $"Tables({Literal(table)})";

    public static string Entity(string table, string partitionKey, string rowKey) =>
        $"{table}(PartitionKey={Literal(partitionKey)},RowKey={Literal(rowKey)})";

    public static string Entities(string table) => $"{table}()";

    /// <summary>Appends a query; parts without a value are left out.</summary>
    public static string Query(string path, params (string Name, string? Value)[] parts)
    {
        var given = parts.Where(part => !string.IsNullOrEmpty(part.Value));
        var query = string.Join('&', given.Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
        return query.Length > 0 ? $"{path}?{query}" : path;
    }

    public static string? Number(int? value) => value?.ToString(CultureInfo.InvariantCulture);

    public static string? List(IEnumerable<string>? names) => names is null ? null : string.Join(',', names);

    private static string Literal(string text) =>
        $"'{Uri.EscapeDataString(text.Replace("'", "''", StringComparison.Ordinal))}'";
}
