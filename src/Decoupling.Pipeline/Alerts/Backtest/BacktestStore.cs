using System.Globalization;
using Decoupling.Alerts;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Alerts.Backtest;

/// <summary>The Alerts table of a backtest, in memory: states as they are committed, and what would be told taken out of the outbox at once.</summary>
internal sealed class BacktestStore : ITableStore
{
    private readonly SortedDictionary<string, StoredRow> states = new(StringComparer.Ordinal);
    private long version;

    /// <summary>The states that were committed, as each alert's key, its state before and after.</summary>
    public event Action<string, AlertState, AlertState>? Moved;

    /// <summary>What was put into the outbox.</summary>
    public event Action<PendingNotification>? Told;

    public Task CreateTablesAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<StoredRow?> ReadAsync(
        string table,
        string partitionKey,
        string rowKey,
        CancellationToken cancellationToken
    ) => Task.FromResult(states.GetValueOrDefault(KeyOf(partitionKey, rowKey)));

    public IAsyncEnumerable<StoredRow> ReadPartitionAsync(
        string table,
        string partitionKey,
        string? rowKeyFrom,
        string? rowKeyTo,
        CancellationToken cancellationToken
    ) => states.Values.Where(stored => stored.Row.PartitionKey == partitionKey).ToArray().ToAsyncEnumerable();

    public IAsyncEnumerable<StoredRow> ReadTableAsync(
        string table,
        string? rowKeyFrom,
        string? rowKeyTo,
        CancellationToken cancellationToken
    ) => states.Values.ToArray().ToAsyncEnumerable();

    public Task UpsertAsync(string table, IReadOnlyList<TableRow> rows, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A backtest writes alerts only.");

    public Task CommitAsync(string table, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken)
    {
        TableRules.CheckTransaction(table, writes);
        foreach (var row in writes.Select(write => write.Row))
        {
            if (row.RowKey.StartsWith(AlertRows.OutboxPrefix, StringComparison.Ordinal))
            {
                Told?.Invoke(AlertRows.ToPending(row));
                continue;
            }

            var key = KeyOf(row.PartitionKey, row.RowKey);
            var before = states.TryGetValue(key, out var stored) ? AlertRows.ToState(stored.Row) : AlertState.Initial;
            states[key] = new StoredRow(row, (++version).ToString(CultureInfo.InvariantCulture));
            Moved?.Invoke(
                $"{row["Rule"]}/{TableKeys.TextOf(row.PartitionKey)}/{row["Venue"]}/{row["Symbol"]}",
                before,
                AlertRows.ToState(row)
            );
        }

        return Task.CompletedTask;
    }

    private static string KeyOf(string partitionKey, string rowKey) => $"{partitionKey}\n{rowKey}";
}
