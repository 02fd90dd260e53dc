using Decoupling.Pipeline.Storage;

namespace Decoupling.Cli.Export;

/// <summary>Splits rows that come partition by partition, without holding more than one of them.</summary>
internal sealed class PartitionCursor(IAsyncEnumerator<TableRow> rows) : IAsyncDisposable
{
    private string? partition;
    private bool isBegun;
    private bool hasRow;

    /// <summary>Goes on to the next partition, over what was not read of the last one.</summary>
    /// <returns>Its key, or <see langword="null"/> after the last.</returns>
    public async Task<string?> NextPartitionAsync()
    {
        if (!isBegun)
        {
            isBegun = true;
            hasRow = await rows.MoveNextAsync();
        }

        while (hasRow && rows.Current.PartitionKey == partition)
        {
            hasRow = await rows.MoveNextAsync();
        }

        partition = hasRow ? rows.Current.PartitionKey : null;
        return partition;
    }

    /// <summary>The rows of the present partition.</summary>
    public async IAsyncEnumerable<TableRow> ReadAsync()
    {
        while (hasRow && rows.Current.PartitionKey == partition)
        {
            yield return rows.Current;
            hasRow = await rows.MoveNextAsync();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => rows.DisposeAsync();
}
