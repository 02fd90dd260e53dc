using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Accounts;

/// <summary>Writes an account's rows of one slot, and takes away what an earlier version of its file left there.</summary>
public sealed class AccountTable(ITableStore tables)
{
    /// <summary>Writes the rows of one account and slot, the account's own row first.</summary>
    /// <param name="rows">All rows of the account.</param>
    /// <param name="replacesFile">Whether the file is new, and an earlier one may have left rows of this slot.</param>
    /// <param name="cancellationToken">Stops between two writes.</param>
    public async Task WriteAsync(IReadOnlyList<TableRow> rows, bool replacesFile, CancellationToken cancellationToken)
    {
        await tables.UpsertAsync(ResultTableNames.AccountRisk, rows, cancellationToken);
        if (!replacesFile)
        {
            return;
        }

        var kept = rows.Select(row => row.RowKey).ToHashSet(StringComparer.Ordinal);
        var slot = rows[0].RowKey[..rows[0].RowKey.IndexOf('_')];
        var stale = await tables
            .ReadPartitionAsync(
                ResultTableNames.AccountRisk,
                rows[0].PartitionKey,
                $"{slot}_",
                $"{slot}`",
                cancellationToken
            )
            .Select(stored => stored.Row)
            .Where(row => !kept.Contains(row.RowKey))
            .ToArrayAsync(cancellationToken);
        await RowDeletion.DeleteAsync(tables, ResultTableNames.AccountRisk, stale, cancellationToken);
    }
}
