using System.Globalization;
using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Contract;
using Decoupling.Pipeline.Health;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Cli.Export;

/// <summary>Which rows and columns of a table are asked for.</summary>
/// <param name="Contract">The table.</param>
/// <param name="Asset">One asset, or <see langword="null"/> for all.</param>
/// <param name="From">The first time, UTC, inclusive, or <see langword="null"/> for the oldest.</param>
/// <param name="To">The end, UTC, exclusive, or <see langword="null"/> for the newest.</param>
/// <param name="Columns">The columns in their order, keys among them.</param>
internal sealed record ExportSelection(
    TableContract Contract,
    string? Asset,
    DateTimeOffset? From,
    DateTimeOffset? To,
    IReadOnlyList<StoredColumn> Columns
)
{
    private static readonly StoredColumn[] s_keys =
    [
        new("PartitionKey", typeof(string), "", "the partition"),
        new("RowKey", typeof(string), "", "the key within it"),
    ];

    private readonly Dictionary<string, int> places = Columns
        .Select((column, place) => (column.Name, place))
        .ToDictionary(column => column.Name, column => column.place, StringComparer.Ordinal);

    /// <summary>Keys and all columns of a table, or those named, in the order of the names.</summary>
    /// <exception cref="ArgumentException">A column that the table does not have, or one named twice.</exception>
    public static IReadOnlyList<StoredColumn> ColumnsOf(TableContract contract, IReadOnlyList<string> names)
    {
        StoredColumn[] all = [.. s_keys, .. contract.Columns];
        if (names.Count == 0)
        {
            return all;
        }

        var chosen = names
            .Select(name =>
                Array.Find(all, column => column.Name == name)
                ?? throw new ArgumentException($"{contract.Table} has no column {name}; see infra/tables.md.")
            )
            .ToArray();
        return chosen.Distinct().Count() == chosen.Length
            ? chosen
            : throw new ArgumentException("A column is named twice in --columns.");
    }

    /// <summary>Whether a row is asked for.</summary>
    public bool Matches(TableRow row) =>
        // Beside the scores lies how each part does, in columns of its own.
        row.PartitionKey != HealthRows.Partition
        && (Asset is null || AssetOf(row) == Asset)
        && IsWithin(TimeOf(row));

    /// <summary>The row's values, one for each of <see cref="Columns"/>, <see langword="null"/> where it has none.</summary>
    /// <exception cref="InvalidDataException">The row holds another type than the contract says.</exception>
    public object?[] ValuesOf(TableRow row)
    {
        var values = new object?[Columns.Count];
        Set(values, row, "PartitionKey", row.PartitionKey);
        Set(values, row, "RowKey", row.RowKey);
        foreach (var (name, value) in row.Columns)
        {
            Set(values, row, name, value);
        }

        return values;
    }

    private void Set(object?[] values, TableRow row, string name, object value)
    {
        if (!places.TryGetValue(name, out var place))
        {
            return;
        }

        var type = Columns[place].Type;
        values[place] =
            value.GetType() == type ? value
            : value is int whole && type == typeof(double) ? (double)whole
            : throw new InvalidDataException(
                $"{Contract.Table} ({row.PartitionKey}, {row.RowKey}): {name} is a {value.GetType().Name}, not a {type.Name}."
            );
    }

    private string? AssetOf(TableRow row) =>
        Contract.Table != ResultTableNames.Alerts ? row["Asset"] as string
        : row.PartitionKey == AlertNotes.Partition ? null
        : TableKeys.TextOf(row.PartitionKey);

    private bool IsWithin(DateTimeOffset? at) =>
        at is null || ((From is null || at >= From) && (To is null || at < To));

    private DateTimeOffset? TimeOf(TableRow row) =>
        Contract.TimeColumn is not { } column ? null
        : row[column] is DateTimeOffset at ? at
        : DayOf(row.PartitionKey);

    /// <summary>The day that a partition key ends in, or <see langword="null"/> where it ends in none.</summary>
    public static DateTimeOffset? DayOf(string partitionKey) =>
        DateTimeOffset.TryParseExact(
            partitionKey.AsSpan(partitionKey.LastIndexOf('_') + 1),
            "yyyyMMdd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var day
        )
            ? day
            : null;
}
