namespace Decoupling.Pipeline.Storage;

/// <summary>The rows of the partitions that were last begun; those of older ones are forgotten.</summary>
/// <param name="count">How many partitions are kept.</param>
internal sealed class RecentPartitions(int count)
{
    private readonly List<(string Key, SortedDictionary<string, TableRow> Rows)> partitions = [];

    /// <summary>Keeps a row; one of the same key is replaced.</summary>
    public void Add(TableRow row)
    {
        var index = partitions.FindIndex(partition => partition.Key == row.PartitionKey);
        if (index < 0)
        {
            if (partitions.Count == count)
            {
                partitions.RemoveAt(0);
            }

            partitions.Add((row.PartitionKey, new SortedDictionary<string, TableRow>(StringComparer.Ordinal)));
            index = partitions.Count - 1;
        }

        partitions[index].Rows[row.RowKey] = row;
    }

    /// <summary>A partition's rows in the order of their keys; none where it is forgotten.</summary>
    public IEnumerable<TableRow> Read(string partitionKey) =>
        partitions.Find(partition => partition.Key == partitionKey).Rows?.Values ?? Enumerable.Empty<TableRow>();
}
