using System.Security.Cryptography;
using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Notifications;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Steps;

/// <summary>Delivers what waits in the outbox: at least once, in order per alert, with a row for every attempt.</summary>
/// <remarks>
/// An attempt is claimed in the outbox by ETag before it is sent, so two instances do not send the same one, and a killed
/// one leaves a mark: the next attempt then says "possible repeat", unless its row says how it ended. The attempt's row is
/// written before the outbox row goes.
/// </remarks>
public sealed class DeliverNotifications(
    ITableStore tables,
    IReadOnlyList<INotificationChannel> channels,
    TimeProvider clock
)
{
    private readonly INotificationChannel channel = channels.Count > 0 ? channels[0] : new NoChannel();

    // Longer than a send may take, so that a claim which is older belongs to nobody alive.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromHours(1);
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(2);

    /// <summary>Delivers what is due of one asset, as scoring does right after its commit.</summary>
    /// <returns>How many notifications were delivered.</returns>
    public Task<int> RunAsync(string asset, CancellationToken cancellationToken) =>
        DeliverAsync(
            tables.ReadPartitionAsync(
                ResultTableNames.Alerts,
                AlertRows.PartitionOf(asset),
                AlertRows.OutboxPrefix,
                AlertRows.EndOf(AlertRows.OutboxPrefix),
                cancellationToken
            ),
            cancellationToken
        );

    /// <summary>Delivers what is due of all assets, as the timer does.</summary>
    /// <returns>How many notifications were delivered.</returns>
    public Task<int> SweepAsync(CancellationToken cancellationToken) =>
        DeliverAsync(
            tables.ReadTableAsync(
                ResultTableNames.Alerts,
                AlertRows.OutboxPrefix,
                AlertRows.EndOf(AlertRows.OutboxPrefix),
                cancellationToken
            ),
            cancellationToken
        );

    private async Task<int> DeliverAsync(IAsyncEnumerable<StoredRow> outbox, CancellationToken cancellationToken)
    {
        var delivered = 0;
        var held = new HashSet<string>(StringComparer.Ordinal);
        foreach (var stored in await outbox.ToArrayAsync(cancellationToken))
        {
            var pending = AlertRows.ToPending(stored.Row);
            if (pending.HeldBack is not null)
            {
                await RecordHeldBackAsync(stored, pending, cancellationToken);
                continue;
            }

            var keys = KeysOf(pending);
            if (keys.Any(held.Contains))
            {
                // What comes after it in any of its alerts waits for it too.
                held.UnionWith(keys);
                continue;
            }

            var end =
                pending.DueAt <= clock.GetUtcNow()
                    ? await DeliverAsync(stored, pending, cancellationToken)
                    : DeliveryKind.Retry;
            delivered += end == DeliveryKind.Delivered ? 1 : 0;
            if (end == DeliveryKind.Retry)
            {
                // What comes after it in the same alert waits for it.
                held.UnionWith(keys);
            }
        }

        return delivered;
    }

    /// <summary>The alerts that a notification is of: one, or the members of a group.</summary>
    private static string[] KeysOf(PendingNotification pending) =>
        [pending.Notification.AlertKey, .. pending.Notification.Members.Select(member => member.AlertKey)];

    /// <summary>What was held back is moved out of the outbox: its row first, so that nothing is lost in between.</summary>
    private async Task RecordHeldBackAsync(
        StoredRow stored,
        PendingNotification pending,
        CancellationToken cancellationToken
    )
    {
        await tables.UpsertAsync(
            ResultTableNames.Notifications,
            [AttemptRows.FromHeldBack(pending, pending.HeldBack!)],
            cancellationToken
        );
        await DeleteAsync(pending, stored.ETag, cancellationToken);
    }

    /// <summary>How the attempt ended; Retry as long as the notification waits in the outbox.</summary>
    private async Task<DeliveryKind> DeliverAsync(
        StoredRow stored,
        PendingNotification pending,
        CancellationToken cancellationToken
    )
    {
        if (await ReadSettledAsync(pending, cancellationToken) is { } settled)
        {
            await DeleteAsync(pending, stored.ETag, cancellationToken);
            return settled;
        }

        var startedAt = clock.GetUtcNow();
        var claimed = pending with
        {
            Attempts = pending.Attempts + 1,
            DueAt = startedAt + Lease,
            InFlightSinceAt = startedAt,
        };
        if (await ReplaceAsync(claimed, stored.ETag, cancellationToken) is not { } claim)
        {
            return DeliveryKind.Retry;
        }

        var possibleRepeat = pending.InFlightSinceAt is not null;
        var outcome = await channel.SendAsync(pending.Notification, possibleRepeat, cancellationToken);
        var givenUp = outcome.Kind == DeliveryKind.Retry && startedAt - pending.CreatedAt > GivenUpAfter;

        await tables.UpsertAsync(
            ResultTableNames.Notifications,
            [AttemptRows.From(claimed, startedAt, outcome, possibleRepeat, givenUp)],
            cancellationToken
        );

        if (outcome.Kind == DeliveryKind.Retry && !givenUp)
        {
            var again = claimed with
            {
                DueAt = clock.GetUtcNow() + Wait(claimed.Attempts, outcome),
                InFlightSinceAt = outcome.MayHaveArrived ? startedAt : pending.InFlightSinceAt,
            };
            await ReplaceAsync(again, claim, cancellationToken);
            return DeliveryKind.Retry;
        }

        await DeleteAsync(claimed, claim, cancellationToken);
        return givenUp ? DeliveryKind.Refused : outcome.Kind;
    }

    /// <summary>How the last attempt ended, where its row was written and only the outbox row was left; otherwise <see langword="null"/>.</summary>
    private async Task<DeliveryKind?> ReadSettledAsync(PendingNotification pending, CancellationToken cancellationToken)
    {
        if (pending.InFlightSinceAt is null)
        {
            return null;
        }

        var (partition, row) = AttemptRows.KeyOf(pending);
        var attempt = await tables.ReadAsync(ResultTableNames.Notifications, partition, row, cancellationToken);
        return attempt is null ? null : AttemptRows.SettledKindOf(attempt.Row);
    }

    private async Task<string?> ReplaceAsync(
        PendingNotification pending,
        string etag,
        CancellationToken cancellationToken
    )
    {
        var row = AlertRows.FromPending(pending);
        try
        {
            await tables.CommitAsync(
                ResultTableNames.Alerts,
                [new TableWrite(TableWriteKind.Replace, row, etag)],
                cancellationToken
            );
        }
        catch (StoreConflictException)
        {
            return null;
        }

        var standing = await tables.ReadAsync(ResultTableNames.Alerts, row.PartitionKey, row.RowKey, cancellationToken);
        return standing?.ETag;
    }

    private async Task DeleteAsync(PendingNotification pending, string etag, CancellationToken cancellationToken)
    {
        try
        {
            await tables.CommitAsync(
                ResultTableNames.Alerts,
                [new TableWrite(TableWriteKind.Delete, AlertRows.FromPending(pending), etag)],
                cancellationToken
            );
        }
        catch (StoreConflictException)
        {
            // The lease ran out and another instance took it over; it records its own attempt.
        }
    }

    private static TimeSpan Wait(int attempts, DeliveryOutcome outcome)
    {
        var ceiling = Math.Min(
            LongestBackoff.TotalMilliseconds,
            FirstBackoff.TotalMilliseconds * Math.Pow(2, attempts - 1)
        );
        var jittered = TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32((int)ceiling + 1));
        return outcome.RetryAfter is { } asked && asked > jittered ? asked : jittered;
    }
}
