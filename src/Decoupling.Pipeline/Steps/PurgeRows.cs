using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Notifications.Outbox;
using Decoupling.Pipeline.Storage;
using Microsoft.Extensions.Logging;

namespace Decoupling.Pipeline.Steps;

/// <summary>Deletes rows whose time is over: results of long ago, what people hold, silences and acknowledgements that have ended, and notifications that nobody has put back.</summary>
/// <remarks>Deletion is idempotent: a run that was killed is finished by the next.</remarks>
public sealed partial class PurgeRows(
    ITableStore tables,
    IReadOnlyList<string> assets,
    TimeSpan rowRetention,
    TimeSpan accountRetention,
    TimeProvider clock,
    ILogger<PurgeRows> logger
)
{
    private const int RowsAtOnce = 1_000;

    // An alert on the dead is old news, and its attempts stay in Notifications.
    private static readonly TimeSpan DeadRetention = TimeSpan.FromDays(30);

    // Long enough to see who held what back last week.
    private static readonly TimeSpan NoteRetention = TimeSpan.FromDays(7);

    /// <summary>Deletes what is older than its retention.</summary>
    /// <returns>How many rows were deleted.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var accounts = await PurgeAsync(
            ResultTableNames.AccountRisk,
            OldAccounts(cancellationToken),
            cancellationToken
        );
        var alerts = await PurgeAsync(ResultTableNames.Alerts, OldAlerts(cancellationToken), cancellationToken);
        var results = await PurgeResultsAsync(cancellationToken);
        LogPurged(results, accounts, alerts);
        return results + accounts + alerts;
    }

    private async Task<int> PurgeResultsAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var (table, partition) in ExpiredPartitions.Of(assets, clock.GetUtcNow() - rowRetention))
        {
            var rows = tables.ReadPartitionAsync(table, partition, null, null, cancellationToken);
            count += await PurgeAsync(table, rows, cancellationToken);
        }

        return count;
    }

    /// <summary>Row keys begin with the slot, newest first, so that everything older than a time is one range of keys.</summary>
    private IAsyncEnumerable<StoredRow> OldAccounts(CancellationToken cancellationToken)
    {
        // The key of a row at the very cutoff is kept; '`' sorts after the '_' that follows the ticks.
        var from = TableKeys.ReverseTicks(clock.GetUtcNow() - accountRetention) + "`";
        return tables.ReadTableAsync(ResultTableNames.AccountRisk, from, null, cancellationToken);
    }

    private IAsyncEnumerable<StoredRow> OldAlerts(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return Read(DeadNotification.Prefix, cancellationToken)
            .Where(stored => stored.Row["DiedAt"] is DateTimeOffset at && at < now - DeadRetention)
            .Concat(
                Read(TellDigest.MarkPrefix, cancellationToken)
                    .Where(stored => stored.Row["UntilAt"] is DateTimeOffset until && until < now)
            )
            .Concat(ReadEnded(AlertNotes.Partition, now - NoteRetention, cancellationToken))
            .Concat(ReadEnded(ChannelGates.Partition, now, cancellationToken));
    }

    private IAsyncEnumerable<StoredRow> ReadEnded(
        string partition,
        DateTimeOffset before,
        CancellationToken cancellationToken
    ) =>
        tables
            .ReadPartitionAsync(ResultTableNames.Alerts, partition, null, null, cancellationToken)
            .Where(stored => stored.Row["UntilAt"] is DateTimeOffset at && at < before);

    private IAsyncEnumerable<StoredRow> Read(string prefix, CancellationToken cancellationToken) =>
        tables.ReadTableAsync(ResultTableNames.Alerts, prefix, AlertRows.EndOf(prefix), cancellationToken);

    private async Task<int> PurgeAsync(
        string table,
        IAsyncEnumerable<StoredRow> rows,
        CancellationToken cancellationToken
    )
    {
        var count = 0;
        await foreach (var some in rows.Chunk(RowsAtOnce).WithCancellation(cancellationToken))
        {
            TableRow[] keys = [.. some.Select(stored => new TableRow(stored.Row.PartitionKey, stored.Row.RowKey, []))];
            await RowDeletion.DeleteAsync(tables, table, keys, cancellationToken);
            count += keys.Length;
        }

        return count;
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{ResultRows} rows of results, {AccountRows} of AccountRisk and {AlertRows} of Alerts were over their retention"
    )]
    private partial void LogPurged(int resultRows, int accountRows, int alertRows);
}
