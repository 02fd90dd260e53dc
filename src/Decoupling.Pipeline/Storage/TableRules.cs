namespace Decoupling.Pipeline.Storage;

/// <summary>
/// Azure's limits, checked before a row is sent: the emulator accepts much that Azure refuses.
/// Source: Microsoft, "Understanding the Table service data model" and "Performing entity group transactions".
/// </summary>
internal static class TableRules
{
    public const int MaximumColumns = 252;
    public const int MaximumTransactionWrites = 100;
    public const long MaximumTransactionBytes = 4 * 1024 * 1024;

    /// <summary>1 MiB less a margin: the service was seen to refuse rows 87 bytes below it by its own formula.</summary>
    public const long MaximumRowBytes = 1024 * 1024 - 128;

    /// <summary>Throws when Azure would refuse the row.</summary>
    /// <exception cref="TableRuleException">The message names table, keys and column.</exception>
    public static void CheckRow(string table, TableRow row)
    {
        CheckKeys(table, row);
        if (row.Columns.Count > MaximumColumns)
        {
            throw new TableRuleException(
                table,
                row,
                null,
                $"{row.Columns.Count} columns; {MaximumColumns} are allowed."
            );
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in row.Columns)
        {
            var fault = TableColumnRules.FaultOf(column);
            fault ??= names.Add(column.Name) ? null : "stands twice in the row.";
            if (fault is not null)
            {
                throw new TableRuleException(table, row, column.Name ?? "null", fault);
            }
        }

        var bytes = TableSizes.StoredBytes(row);
        if (bytes > MaximumRowBytes)
        {
            throw new TableRuleException(table, row, null, $"{bytes} bytes; a row may have {MaximumRowBytes}.");
        }
    }

    /// <summary>Throws when Azure would refuse the transaction or one of its rows.</summary>
    /// <exception cref="TableRuleException">The message names table, keys and column.</exception>
    public static void CheckTransaction(string table, IReadOnlyList<TableWrite> writes)
    {
        if (writes.Count is 0 or > MaximumTransactionWrites)
        {
            var reason = $"a transaction of {writes.Count} writes; 1 to {MaximumTransactionWrites} are allowed.";
            throw new TableRuleException(table, null, null, reason);
        }

        var keys = new HashSet<string>(StringComparer.Ordinal);
        var bytes = 0L;
        foreach (var write in writes)
        {
            CheckWrite(table, write);
            if (write.Row.PartitionKey != writes[0].Row.PartitionKey)
            {
                var reason = $"a transaction has one partition, and it begins with {writes[0].Row.PartitionKey}.";
                throw new TableRuleException(table, write.Row, null, reason);
            }

            if (!keys.Add(write.Row.RowKey))
            {
                throw new TableRuleException(table, write.Row, null, "the row stands twice in the transaction.");
            }

            bytes += TableSizes.SentBytes(write.Row);
        }

        if (bytes > MaximumTransactionBytes)
        {
            var reason = $"a transaction of {bytes} bytes; {MaximumTransactionBytes} are allowed.";
            throw new TableRuleException(table, null, null, reason);
        }
    }

    private static void CheckWrite(string table, TableWrite write)
    {
        if (write.Kind == TableWriteKind.Delete)
        {
            CheckKeys(table, write.Row);
        }
        else
        {
            CheckRow(table, write.Row);
        }
    }

    private static void CheckKeys(string table, TableRow row)
    {
        if (!TableColumnRules.IsTableName(table))
        {
            throw new TableRuleException(table, row, null, "a table's name is a letter and 2 to 62 letters or digits.");
        }

        var (name, fault) = (nameof(row.PartitionKey), TableColumnRules.FaultOfKey(row.PartitionKey));
        if (fault is null)
        {
            (name, fault) = (nameof(row.RowKey), TableColumnRules.FaultOfKey(row.RowKey));
        }

        if (fault is not null)
        {
            throw new TableRuleException(table, row, name, fault);
        }
    }
}
