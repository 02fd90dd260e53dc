namespace Decoupling.Pipeline.Storage;

/// <summary>Cuts rows into transactions: one partition each, at most 100 rows and 4 MiB, in the order given.</summary>
internal static class TableTransactions
{
    public static IEnumerable<IReadOnlyList<TableWrite>> Of(IReadOnlyList<TableRow> rows)
    {
        foreach (var partition in rows.GroupBy(row => row.PartitionKey, StringComparer.Ordinal))
        {
            var writes = new List<TableWrite>();
            var bytes = 0L;
            foreach (var row in partition)
            {
                var added = TableSizes.SentBytes(row);
                var isFull = writes.Count == TableRules.MaximumTransactionWrites;
                if (isFull || (writes.Count > 0 && bytes + added > TableRules.MaximumTransactionBytes))
                {
                    yield return writes;
                    writes = [];
                    bytes = 0;
                }

                writes.Add(new TableWrite(TableWriteKind.Upsert, row));
                bytes += added;
            }

            yield return writes;
        }
    }
}
