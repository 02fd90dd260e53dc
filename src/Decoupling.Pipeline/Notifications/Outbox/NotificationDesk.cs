using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Notifications.Outbox;

/// <summary>What a person does with notifications: sees what waits, what is dead and what was tried, puts the dead back, and enables a channel.</summary>
public sealed class NotificationDesk(ITableStore tables, TimeProvider clock)
{
    private readonly OutboxStore outbox = new(tables);

    /// <summary>What waits in the outbox: rows of Alerts, by asset and slot.</summary>
    public async Task<IReadOnlyList<TableRow>> ReadWaitingAsync(CancellationToken cancellationToken) =>
        await ReadAlerts(AlertRows.OutboxPrefix, cancellationToken)
            .Select(stored => stored.Row)
            .Where(row => row["HeldBackCause"] is null)
            .ToArrayAsync(cancellationToken);

    /// <summary>What is dead: rows of Alerts with <c>DiedAt</c> and <c>Reason</c>, by asset and slot.</summary>
    /// <param name="since">Only what died at this time or later, UTC; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<TableRow>> ReadDeadAsync(
        DateTimeOffset? since,
        CancellationToken cancellationToken
    ) =>
        await ReadAlerts(DeadNotification.Prefix, cancellationToken)
            .Select(stored => stored.Row)
            .Where(row => since is null || (DateTimeOffset)row["DiedAt"]! >= since)
            .ToArrayAsync(cancellationToken);

    /// <summary>Every attempt and suppression of slots at a time or later: rows of Notifications, the newest day last and its newest slot first.</summary>
    public async Task<IReadOnlyList<TableRow>> ReadAttemptsAsync(
        DateTimeOffset since,
        CancellationToken cancellationToken
    ) =>
        // '`' sorts after the '_' that follows the ticks, so that the slot at the very time is among them.
        await tables
            .ReadTableAsync(
                ResultTableNames.Notifications,
                null,
                TableKeys.ReverseTicks(since) + "`",
                cancellationToken
            )
            .Select(stored => stored.Row)
            .ToArrayAsync(cancellationToken);

    /// <summary>The channels that are disabled because their receivers are gone.</summary>
    public async Task<IReadOnlyList<GoneChannel>> ReadGoneAsync(CancellationToken cancellationToken) =>
        [.. (await ChannelGates.ReadAsync(tables, cancellationToken)).Gone];

    /// <summary>The channels whose receivers ask to be left alone now.</summary>
    public async Task<IReadOnlyList<RestingChannel>> ReadRestingAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var gates = await ChannelGates.ReadAsync(tables, cancellationToken);
        return [.. gates.Resting.Where(channel => channel.UntilAt > now)];
    }

    /// <summary>Puts the dead back into the outbox, under the same ids: a receiver that knows them takes them for the same.</summary>
    /// <param name="id">The notification, or <see langword="null"/> for all.</param>
    /// <param name="channel">The channel, or <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Ends it; what was put back stays so.</param>
    /// <returns>How many messages were put back.</returns>
    public async Task<int> ReplayAsync(string? id, string? channel, CancellationToken cancellationToken)
    {
        var revived = 0;
        foreach (
            var stored in await ReadAlerts(DeadNotification.Prefix, cancellationToken).ToArrayAsync(cancellationToken)
        )
        {
            var dead = DeadNotification.From(stored.Row);
            if (
                (id is null || dead.Pending.Notification.Id == id)
                && (channel is null || new WaitingNotification(dead.Pending, stored.ETag).Channel == channel)
                && await outbox.ReviveAsync(dead, stored.ETag, clock.GetUtcNow(), cancellationToken)
            )
            {
                revived++;
            }
        }

        return revived;
    }

    /// <summary>Enables a channel whose receiver was gone or asked for a rest. What died meanwhile stays dead until it is replayed.</summary>
    /// <returns>Whether there was anything to enable.</returns>
    public async Task<bool> EnableAsync(string channel, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(channel);
        var gates = await ChannelGates.ReadAsync(tables, cancellationToken);
        return await gates.OpenAsync(channel, cancellationToken);
    }

    private IAsyncEnumerable<StoredRow> ReadAlerts(string prefix, CancellationToken cancellationToken) =>
        tables.ReadTableAsync(ResultTableNames.Alerts, prefix, AlertRows.EndOf(prefix), cancellationToken);
}
