namespace Azure.Data.Tables;

/// <summary>What every row has: its keys, the time of its last change and its version.</summary>
public interface ITableEntity
{
    /// <summary>The partition that the row lies in.</summary>
    string PartitionKey { get; set; }

    /// <summary>The key within the partition.</summary>
    string RowKey { get; set; }

    /// <summary>When the service last changed the row, UTC; <see langword="null"/> before it is stored.</summary>
    DateTimeOffset? Timestamp { get; set; }

    /// <summary>The row's version, for If-Match.</summary>
    ETag ETag { get; set; }
}
