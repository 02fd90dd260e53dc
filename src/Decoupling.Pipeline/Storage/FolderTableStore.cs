using System.Globalization;

namespace Decoupling.Pipeline.Storage;

/// <summary>Tables as files of newline-delimited JSON in a folder, for a replay without a storage account.</summary>
/// <remarks>
/// Tables that only grow are appended to their file as they are written and cannot be read back, save the last two partitions of
/// DecouplingScores, from which a finished day is digested: a replay runs each slot once, in order.
/// Alerts, Latest and Venues, which the steps read, are held in memory and written when the store is disposed.
/// The folder's earlier files of the same names are replaced.
/// </remarks>
public sealed class FolderTableStore : ITableStore, IAsyncDisposable
{
    private static readonly HashSet<string> Held =
    [
        ResultTableNames.Alerts,
        ResultTableNames.Latest,
        ResultTableNames.Venues,
    ];

    private readonly string folder;
    private readonly Lock gate = new();
    private readonly Dictionary<string, AppendedTable> appended = [];
    private readonly Dictionary<string, SortedDictionary<(string, string), StoredRow>> held = [];
    private readonly Dictionary<string, long> rowCounts = [];
    private readonly RecentPartitions recentScores = new(2);
    private long version;
    private bool isDisposed;

    /// <summary>Creates the store over a folder, which is made when it is not there.</summary>
    public FolderTableStore(string folder)
    {
        this.folder = Directory.CreateDirectory(folder).FullName;
    }

    /// <summary>How many rows were written to each table, repeated writes of held rows not counted twice.</summary>
    public IReadOnlyDictionary<string, long> RowCounts => rowCounts;

    /// <inheritdoc/>
    public Task CreateTablesAsync(CancellationToken cancellationToken)
    {
        foreach (var table in ResultTableNames.All.Where(table => !rowCounts.ContainsKey(table)))
        {
            rowCounts[table] = 0;
            if (Held.Contains(table))
            {
                held[table] = new SortedDictionary<(string, string), StoredRow>(KeyOrder.Ordinal);
            }
            else
            {
                appended[table] = new AppendedTable(FileOf(table));
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<StoredRow?> ReadAsync(
        string table,
        string partitionKey,
        string rowKey,
        CancellationToken cancellationToken
    )
    {
        lock (gate)
        {
            return Task.FromResult(Held.Contains(table) ? held[table].GetValueOrDefault((partitionKey, rowKey)) : null);
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredRow> ReadPartitionAsync(
        string table,
        string partitionKey,
        string? rowKeyFrom,
        string? rowKeyTo,
        CancellationToken cancellationToken
    ) =>
        (
            table == ResultTableNames.DecouplingScores
                ? SelectRecent(partitionKey, rowKeyFrom, rowKeyTo)
                : Select(table, partitionKey, rowKeyFrom, rowKeyTo)
        ).ToAsyncEnumerable();

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredRow> ReadTableAsync(
        string table,
        string? rowKeyFrom,
        string? rowKeyTo,
        CancellationToken cancellationToken
    ) => Select(table, null, rowKeyFrom, rowKeyTo).ToAsyncEnumerable();

    /// <inheritdoc/>
    public Task UpsertAsync(string table, IReadOnlyList<TableRow> rows, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            TableRules.CheckRow(table, row);
        }

        lock (gate)
        {
            foreach (var row in rows)
            {
                Put(table, row);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task CommitAsync(string table, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken)
    {
        TableRules.CheckTransaction(table, writes);
        lock (gate)
        {
            foreach (var write in writes)
            {
                ThrowIfConflicting(table, write);
            }

            foreach (var write in writes)
            {
                if (write.Kind == TableWriteKind.Delete)
                {
                    held[table].Remove((write.Row.PartitionKey, write.Row.RowKey));
                }
                else
                {
                    Put(table, write.Row);
                }
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        foreach (var table in appended.Values)
        {
            await table.DisposeAsync();
        }

        foreach (var (table, rows) in held)
        {
            await using var file = new AppendedTable(FileOf(table));
            foreach (var stored in rows.Values)
            {
                file.Append(stored.Row);
            }
        }
    }

    private string FileOf(string table) => Path.Combine(folder, table + ".ndjson");

    private void Put(string table, TableRow row)
    {
        if (!Held.Contains(table))
        {
            appended[table].Append(row);
            rowCounts[table]++;
            if (table == ResultTableNames.DecouplingScores)
            {
                recentScores.Add(row);
            }

            return;
        }

        var rows = held[table];
        if (!rows.ContainsKey((row.PartitionKey, row.RowKey)))
        {
            rowCounts[table]++;
        }

        rows[(row.PartitionKey, row.RowKey)] = new StoredRow(row, (++version).ToString(CultureInfo.InvariantCulture));
    }

    private void ThrowIfConflicting(string table, TableWrite write)
    {
        if (!Held.Contains(table))
        {
            if (write.Kind is TableWriteKind.Insert or TableWriteKind.Upsert)
            {
                return;
            }

            throw new NotSupportedException($"{table} is append-only in a folder; its rows cannot be changed.");
        }

        var standing = held[table].GetValueOrDefault((write.Row.PartitionKey, write.Row.RowKey));
        var conflicts = write.Kind switch
        {
            TableWriteKind.Insert => standing is not null,
            TableWriteKind.Replace or TableWriteKind.Delete => standing is null
                || (write.ETag is { } etag && etag != standing.ETag),
            _ => false,
        };
        if (conflicts)
        {
            throw new StoreConflictException(
                $"{write.Kind} of {table} ({write.Row.PartitionKey}, {write.Row.RowKey}) came second."
            );
        }
    }

    private StoredRow[] SelectRecent(string partitionKey, string? rowKeyFrom, string? rowKeyTo)
    {
        lock (gate)
        {
            return
            [
                .. recentScores
                    .Read(partitionKey)
                    .Where(row =>
                        (rowKeyFrom is null || string.CompareOrdinal(row.RowKey, rowKeyFrom) >= 0)
                        && (rowKeyTo is null || string.CompareOrdinal(row.RowKey, rowKeyTo) < 0)
                    )
                    .Select(row => new StoredRow(row, "")),
            ];
        }
    }

    private StoredRow[] Select(string table, string? partitionKey, string? rowKeyFrom, string? rowKeyTo)
    {
        lock (gate)
        {
            return Held.Contains(table)
                ?
                [
                    .. held[table]
                        .Values.Where(stored =>
                            (partitionKey is null || stored.Row.PartitionKey == partitionKey)
                            && (rowKeyFrom is null || string.CompareOrdinal(stored.Row.RowKey, rowKeyFrom) >= 0)
                            && (rowKeyTo is null || string.CompareOrdinal(stored.Row.RowKey, rowKeyTo) < 0)
                        ),
                ]
                : [];
        }
    }

    private sealed class KeyOrder : IComparer<(string, string)>
    {
        public static readonly KeyOrder Ordinal = new();

        public int Compare((string, string) x, (string, string) y)
        {
            var partition = string.CompareOrdinal(x.Item1, y.Item1);
            return partition != 0 ? partition : string.CompareOrdinal(x.Item2, y.Item2);
        }
    }
}
