using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Notifications.Outbox;

/// <summary>Moves notifications through the outbox, each step guarded by the row's version: whoever comes second changes nothing.</summary>
internal sealed class OutboxStore(ITableStore tables)
{
    /// <summary>Stores a waiting notification anew.</summary>
    /// <returns>The row's new version, or <see langword="null"/> where another was first.</returns>
    public async Task<string?> ReplaceAsync(
        PendingNotification pending,
        string etag,
        CancellationToken cancellationToken
    )
    {
        var row = AlertRows.FromPending(pending);
        if (!await CommitAsync([new TableWrite(TableWriteKind.Replace, row, etag)], cancellationToken))
        {
            return null;
        }

        var standing = await tables.ReadAsync(ResultTableNames.Alerts, row.PartitionKey, row.RowKey, cancellationToken);
        return standing?.ETag;
    }

    /// <summary>Takes a notification out that is delivered or recorded. Where the lease ran out, another has taken it over and records its own attempt.</summary>
    public Task RemoveAsync(PendingNotification pending, string etag, CancellationToken cancellationToken) =>
        CommitAsync([Deletion(AlertRows.FromPending(pending), etag)], cancellationToken);

    /// <summary>Moves a notification from the outbox to the dead, or leaves it to whoever has taken it over.</summary>
    public Task BuryAsync(DeadNotification dead, string etag, CancellationToken cancellationToken) =>
        CommitAsync(
            [Deletion(AlertRows.FromPending(dead.Pending), etag), new TableWrite(TableWriteKind.Upsert, dead.ToRow())],
            cancellationToken
        );

    /// <summary>Moves a notification from the dead back to the outbox.</summary>
    /// <returns>Whether it was still dead.</returns>
    public Task<bool> ReviveAsync(
        DeadNotification dead,
        string etag,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        CommitAsync(
            [
                Deletion(dead.ToRow(), etag),
                new TableWrite(TableWriteKind.Upsert, AlertRows.FromPending(dead.Revive(now))),
            ],
            cancellationToken
        );

    private static TableWrite Deletion(TableRow row, string etag) => new(TableWriteKind.Delete, row, etag);

    private async Task<bool> CommitAsync(TableWrite[] writes, CancellationToken cancellationToken)
    {
        try
        {
            await tables.CommitAsync(ResultTableNames.Alerts, writes, cancellationToken);
            return true;
        }
        catch (StoreConflictException)
        {
            return false;
        }
    }
}
