using Decoupling.Pipeline.Storage;

namespace Decoupling.Cli.Tests.Export;

/// <summary>Rows in the order of their keys, and which partitions were asked for.</summary>
internal sealed class ListedTables(params IEnumerable<TableRow> rows) : ITableStore
{
    private readonly TableRow[] rows =
    [
        .. rows.OrderBy(row => row.PartitionKey, StringComparer.Ordinal)
            .ThenBy(row => row.RowKey, StringComparer.Ordinal),
    ];

    public List<string> Asked { get; } = [];

    public IAsyncEnumerable<StoredRow> ReadPartitionAsync(
        string table,
        string partitionKey,
        string? rowKeyFrom,
        string? rowKeyTo,
        CancellationToken cancellationToken
    )
    {
        Asked.Add(partitionKey);
        return Read(row => row.PartitionKey == partitionKey, rowKeyFrom, rowKeyTo);
    }

    public IAsyncEnumerable<StoredRow> ReadTableAsync(
        string table,
        string? rowKeyFrom,
        string? rowKeyTo,
        CancellationToken cancellationToken
    ) => Read(_ => true, rowKeyFrom, rowKeyTo);

    public Task CreateTablesAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoredRow?> ReadAsync(
        string table,
        string partitionKey,
        string rowKey,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    public Task UpsertAsync(string table, IReadOnlyList<TableRow> rows, CancellationToken cancellationToken) =>
        throw new NotSupportedException("An export writes nothing to storage.");

    public Task CommitAsync(string table, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken) =>
        throw new NotSupportedException("An export writes nothing to storage.");

    private IAsyncEnumerable<StoredRow> Read(Func<TableRow, bool> matches, string? from, string? to) =>
        rows.Where(matches)
            .Where(row => from is null || string.CompareOrdinal(row.RowKey, from) >= 0)
            .Where(row => to is null || string.CompareOrdinal(row.RowKey, to) < 0)
            .Select(row => new StoredRow(row, "1"))
            .ToAsyncEnumerable();
}
