namespace Azure.Data.Tables.Wire;

/// <summary>Where the next page of rows begins: both keys as the service gave them; the row key may be absent.</summary>
internal readonly record struct EntityContinuation(string? PartitionKey, string? RowKey)
{
    // The service encodes both keys without spaces.
    private const char Separator = ' ';

    public static EntityContinuation? Read(Response response)
    {
        response.Headers.TryGetValue(TableHeaders.NextPartitionKey, out var partitionKey);
        response.Headers.TryGetValue(TableHeaders.NextRowKey, out var rowKey);
        return partitionKey is null && rowKey is null ? null : new(partitionKey, rowKey);
    }

    public static EntityContinuation Parse(string? token)
    {
        var keys = token?.Split(Separator, 2);
        return new(keys?[0], keys?.ElementAtOrDefault(1));
    }

    public override string ToString() => $"{PartitionKey}{Separator}{RowKey}";
}
