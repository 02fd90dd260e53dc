namespace Decoupling.Pipeline.Storage;

/// <summary>The tables that the steps write: Azure Table storage, or a folder of NDJSON files for a replay.</summary>
public interface ITableStore
{
    /// <summary>Creates the tables that are not there yet.</summary>
    Task CreateTablesAsync(CancellationToken cancellationToken);

    /// <summary>Reads one row, or <see langword="null"/> when it is not there.</summary>
    Task<StoredRow?> ReadAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken);

    /// <summary>Reads a partition's rows in the order of their keys, from <paramref name="rowKeyFrom"/> (inclusive) to <paramref name="rowKeyTo"/> (exclusive).</summary>
    IAsyncEnumerable<StoredRow> ReadPartitionAsync(
        string table,
        string partitionKey,
        string? rowKeyFrom,
        string? rowKeyTo,
        CancellationToken cancellationToken
    );

    /// <summary>Reads the rows of every partition whose row key lies in the range given.</summary>
    IAsyncEnumerable<StoredRow> ReadTableAsync(
        string table,
        string? rowKeyFrom,
        string? rowKeyTo,
        CancellationToken cancellationToken
    );

    /// <summary>Inserts or replaces rows, in one transaction for each partition and hundred rows. Idempotent.</summary>
    Task UpsertAsync(string table, IReadOnlyList<TableRow> rows, CancellationToken cancellationToken);

    /// <summary>Commits up to 100 writes to one partition as a whole or not at all.</summary>
    /// <exception cref="StoreConflictException">A row that should be new exists, or has changed since it was read.</exception>
    Task CommitAsync(string table, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken);
}

/// <summary>A row to be written: keys and typed columns in a fixed order.</summary>
/// <param name="PartitionKey">The partition, as <see cref="TableKeys"/> makes it.</param>
/// <param name="RowKey">The key within the partition.</param>
/// <param name="Columns">Columns with a value; an undefined value is an absent column. Values are string, bool, int, long, double or DateTimeOffset.</param>
public sealed record TableRow(string PartitionKey, string RowKey, IReadOnlyList<TableColumn> Columns)
{
    /// <summary>The value of a column, or <see langword="null"/> when the row does not have it.</summary>
    public object? this[string name]
    {
        get
        {
            foreach (var column in Columns)
            {
                if (column.Name == name)
                {
                    return column.Value;
                }
            }

            return null;
        }
    }
}

/// <summary>One typed column of a row.</summary>
/// <param name="Name">The column's name, with its unit.</param>
/// <param name="Value">A string, bool, int, long, double or DateTimeOffset; never NaN or infinity.</param>
public readonly record struct TableColumn(string Name, object Value);

/// <summary>A row as it was read, with the version that a later write must match.</summary>
/// <param name="Row">Keys and columns.</param>
/// <param name="ETag">The version.</param>
public sealed record StoredRow(TableRow Row, string ETag);

/// <summary>One write of a transaction.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Row">The row; a deletion uses its keys only.</param>
/// <param name="ETag">The version that must stand for <see cref="TableWriteKind.Replace"/> and <see cref="TableWriteKind.Delete"/>; <see langword="null"/> for any.</param>
public sealed record TableWrite(TableWriteKind Kind, TableRow Row, string? ETag = null);

/// <summary>What a write of a transaction does.</summary>
public enum TableWriteKind
{
    /// <summary>Adds a row that must not exist.</summary>
    Insert,

    /// <summary>Replaces a row that must stand at the version given.</summary>
    Replace,

    /// <summary>Inserts or replaces whatever stands.</summary>
    Upsert,

    /// <summary>Deletes a row that must stand at the version given.</summary>
    Delete,
}

/// <summary>Another writer was first: the row exists, or has changed since it was read. Read again and decide again.</summary>
public sealed class StoreConflictException : Exception
{
    /// <summary>Creates the exception with a sentence that names the table and the keys.</summary>
    public StoreConflictException(string message, Exception? inner = null)
        : base(message, inner) { }
}
