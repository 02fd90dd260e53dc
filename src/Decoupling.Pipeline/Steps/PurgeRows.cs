using Decoupling.Pipeline.Storage;
using Microsoft.Extensions.Logging;

namespace Decoupling.Pipeline.Steps;

/// <summary>Deletes the rows of AccountRisk whose retention is over: what people hold is not kept longer than it is of use.</summary>
/// <remarks>Row keys begin with the slot, newest first, so that everything older than a time is one range of keys. Deletion is idempotent: a run
/// that was killed is finished by the next.</remarks>
public sealed partial class PurgeRows(
    ITableStore tables,
    TimeSpan accountRetention,
    TimeProvider clock,
    ILogger<PurgeRows> logger
)
{
    private const int RowsAtOnce = 1_000;

    /// <summary>Deletes what is older than its retention.</summary>
    /// <returns>How many rows were deleted.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        // The key of a row at the very cutoff is kept; '`' sorts after the '_' that follows the ticks.
        var from = TableKeys.ReverseTicks(clock.GetUtcNow() - accountRetention) + "`";
        var count = 0;
        var expired = new List<TableRow>();
        var rows = tables.ReadTableAsync(ResultTableNames.AccountRisk, from, null, cancellationToken);
        await foreach (var stored in rows)
        {
            expired.Add(new TableRow(stored.Row.PartitionKey, stored.Row.RowKey, []));
            count++;
            if (expired.Count == RowsAtOnce)
            {
                await DeleteAsync(expired, cancellationToken);
            }
        }

        await DeleteAsync(expired, cancellationToken);
        LogPurged(count);
        return count;
    }

    private async Task DeleteAsync(List<TableRow> expired, CancellationToken cancellationToken)
    {
        await RowDeletion.DeleteAsync(tables, ResultTableNames.AccountRisk, expired, cancellationToken);
        expired.Clear();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Rows} rows of AccountRisk were over their retention")]
    private partial void LogPurged(int rows);
}
