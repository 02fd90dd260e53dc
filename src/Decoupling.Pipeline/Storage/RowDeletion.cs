namespace Decoupling.Pipeline.Storage;

/// <summary>Deletes rows, a hundred of a partition at a time; what another has deleted meanwhile is well.</summary>
internal static class RowDeletion
{
    public static async Task DeleteAsync(
        ITableStore tables,
        string table,
        IReadOnlyList<TableRow> rows,
        CancellationToken cancellationToken
    )
    {
        foreach (var partition in rows.GroupBy(row => row.PartitionKey, StringComparer.Ordinal))
        {
            foreach (var chunk in partition.Chunk(TableRules.MaximumTransactionWrites))
            {
                await DeleteAsync(tables, table, chunk, cancellationToken);
            }
        }
    }

    private static async Task DeleteAsync(
        ITableStore tables,
        string table,
        TableRow[] rows,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await tables.CommitAsync(table, [.. rows.Select(Deletion)], cancellationToken);
        }
        catch (StoreConflictException) when (rows.Length > 1)
        {
            // One of them is gone already, and a transaction fails as a whole: each by itself, then.
            foreach (var row in rows)
            {
                await DeleteAsync(tables, table, [row], cancellationToken);
            }
        }
        catch (StoreConflictException)
        {
            // Gone already.
        }
    }

    private static TableWrite Deletion(TableRow row) =>
        new(TableWriteKind.Delete, new TableRow(row.PartitionKey, row.RowKey, []));
}
