using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Tests.Storage;

/// <summary>A store that keeps what was written, and lets a test act just before a write, as another instance or a kill would.</summary>
internal sealed class WatchedTableStore(ITableStore inner) : ITableStore
{
    public List<IReadOnlyList<TableWrite>> Commits { get; } = [];

    public List<TableRow> Upserts { get; } = [];

    public Func<Task> BeforeCommit { get; set; } = () => Task.CompletedTask;

    public Func<Task> BeforeUpsert { get; set; } = () => Task.CompletedTask;

    public Task CreateTablesAsync(CancellationToken cancellationToken) => inner.CreateTablesAsync(cancellationToken);

    /// <summary>Reads what the store has, or what was upserted through here: a folder's growing tables cannot be read back.</summary>
    public async Task<StoredRow?> ReadAsync(
        string table,
        string partitionKey,
        string rowKey,
        CancellationToken cancellationToken
    ) =>
        await inner.ReadAsync(table, partitionKey, rowKey, cancellationToken)
        ?? Upserts
            .Where(row => row.PartitionKey == partitionKey && row.RowKey == rowKey)
            .Select(row => new StoredRow(row, "upserted"))
            .LastOrDefault();

    public IAsyncEnumerable<StoredRow> ReadPartitionAsync(
        string table,
        string partitionKey,
        string? rowKeyFrom,
        string? rowKeyTo,
        CancellationToken cancellationToken
    ) => inner.ReadPartitionAsync(table, partitionKey, rowKeyFrom, rowKeyTo, cancellationToken);

    public IAsyncEnumerable<StoredRow> ReadTableAsync(
        string table,
        string? rowKeyFrom,
        string? rowKeyTo,
        CancellationToken cancellationToken
    ) => inner.ReadTableAsync(table, rowKeyFrom, rowKeyTo, cancellationToken);

    public async Task UpsertAsync(string table, IReadOnlyList<TableRow> rows, CancellationToken cancellationToken)
    {
        await BeforeUpsert();
        await inner.UpsertAsync(table, rows, cancellationToken);
        Upserts.AddRange(rows);
    }

    public async Task CommitAsync(string table, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken)
    {
        await BeforeCommit();
        await inner.CommitAsync(table, writes, cancellationToken);
        Commits.Add(writes);
    }
}
