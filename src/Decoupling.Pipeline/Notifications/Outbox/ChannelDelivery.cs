using Decoupling.Pipeline.Storage;
using Microsoft.Extensions.Logging;

namespace Decoupling.Pipeline.Notifications.Outbox;

/// <summary>Tells one channel of what waits for it, in order per alert, with a row for every attempt.</summary>
/// <remarks>
/// An attempt is claimed in the outbox by ETag before it is sent, so two instances do not send the same one, and a killed
/// one leaves a mark: the next attempt then says "possible repeat", unless its row says how it ended. The attempt's row is
/// written before the outbox row goes.
/// </remarks>
internal sealed partial class ChannelDelivery(
    INotificationChannel channel,
    ITableStore tables,
    ChannelGates gates,
    RetryPolicy retry,
    TimeProvider clock,
    ILogger logger
)
{
    // Longer than a send may take, so that a claim which is older belongs to nobody alive.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private readonly OutboxStore outbox = new(tables);

    /// <summary>Delivers what is due.</summary>
    /// <param name="waiting">What waits for the channel, the earliest slots first.</param>
    /// <param name="cancellationToken">Ends it; what is being sent is then a possible repeat.</param>
    /// <returns>How many notifications were delivered.</returns>
    public async Task<int> RunAsync(IReadOnlyList<WaitingNotification> waiting, CancellationToken cancellationToken)
    {
        var delivered = 0;
        var held = new HashSet<string>(StringComparer.Ordinal);
        foreach (var next in waiting)
        {
            if (gates.RestsUntilAt(channel.Name) > clock.GetUtcNow())
            {
                break;
            }

            if (next.AlertKeys.Any(held.Contains) || next.Pending.DueAt > clock.GetUtcNow())
            {
                held.UnionWith(next.AlertKeys);
                continue;
            }

            var end = await FinishAsync(next, cancellationToken) ?? await AttemptAsync(next, cancellationToken);
            delivered += end.Kind == DeliveryKind.Delivered ? 1 : 0;
            if (end.Kind == DeliveryKind.Retry)
            {
                held.UnionWith(next.AlertKeys);
            }

            if (end.IsOutOfReach)
            {
                // Each further attempt would wait as long for nothing.
                break;
            }
        }

        return delivered;
    }

    /// <summary>Ends what needs no attempt: it was settled and only the outbox row was left, or the channel is gone. Otherwise <see langword="null"/>.</summary>
    private async Task<DeliveryOutcome?> FinishAsync(WaitingNotification next, CancellationToken cancellationToken)
    {
        if (await ReadSettledAsync(next, cancellationToken) is { } settled)
        {
            await SettleAsync(next, settled, cancellationToken);
            return settled;
        }

        if (gates.FindGone(channel.Name) is { } gone)
        {
            var end = new DeliveryOutcome(
                DeliveryKind.Refused,
                $"The channel is disabled since {NotificationText.Time(gone.SinceAt)}: {gone.Reason}."
            );
            await SettleAsync(next, end, cancellationToken);
            return end;
        }

        return null;
    }

    private async Task<DeliveryOutcome> AttemptAsync(WaitingNotification next, CancellationToken cancellationToken)
    {
        var startedAt = clock.GetUtcNow();
        var pending = next.Pending;
        var claimed = pending with
        {
            Attempts = pending.Attempts + 1,
            DueAt = startedAt + Lease,
            InFlightSinceAt = startedAt,
        };
        if (await outbox.ReplaceAsync(claimed, next.ETag, cancellationToken) is not { } claim)
        {
            return new DeliveryOutcome(DeliveryKind.Retry, "Another instance was first.");
        }

        var possibleRepeat = pending.IsPossibleRepeat || pending.InFlightSinceAt is not null;
        var outcome = await channel.SendTracedAsync(pending, possibleRepeat, cancellationToken);
        if (outcome is { Kind: DeliveryKind.Retry, RetryAfter: { } rest })
        {
            await gates.RestAsync(channel.Name, clock.GetUtcNow() + rest, cancellationToken);
        }

        var givenUp = outcome.Kind == DeliveryKind.Retry && startedAt - pending.CreatedAt > RetryPolicy.GivenUpAfter;
        await tables.UpsertAsync(
            ResultTableNames.Notifications,
            [AttemptRows.From(claimed, startedAt, outcome, possibleRepeat, givenUp)],
            cancellationToken
        );

        var known = claimed with
        {
            DueAt = clock.GetUtcNow() + retry.WaitAfter(claimed.Attempts, outcome.RetryAfter),
            InFlightSinceAt = outcome.MayHaveArrived ? startedAt : pending.InFlightSinceAt,
        };
        if (outcome.Kind == DeliveryKind.Retry && !givenUp)
        {
            await outbox.ReplaceAsync(known, claim, cancellationToken);
            return outcome;
        }

        var end = givenUp ? AttemptRows.GivenUp(outcome.Reason) : outcome;
        await SettleAsync(new WaitingNotification(known, claim), end, cancellationToken);
        return end;
    }

    /// <summary>How the last attempt ended, where its row was written and only the outbox row was left; otherwise <see langword="null"/>.</summary>
    private async Task<DeliveryOutcome?> ReadSettledAsync(WaitingNotification next, CancellationToken cancellationToken)
    {
        if (next.Pending.InFlightSinceAt is null)
        {
            return null;
        }

        var (partition, row) = AttemptRows.KeyOf(next.Pending);
        var attempt = await tables.ReadAsync(ResultTableNames.Notifications, partition, row, cancellationToken);
        return attempt is null ? null : AttemptRows.SettledOf(attempt.Row);
    }

    /// <summary>Takes a settled notification out of the outbox: what was not delivered lies with the dead, unless there is nobody to tell.</summary>
    private async Task SettleAsync(WaitingNotification next, DeliveryOutcome end, CancellationToken cancellationToken)
    {
        if (end.Kind == DeliveryKind.Gone)
        {
            var gone = new GoneChannel(channel.Name, clock.GetUtcNow(), end.Reason);
            if (await gates.CloseAsync(gone, cancellationToken))
            {
                LogGone(channel.Name, end.Reason);
            }
        }

        if (end.Kind == DeliveryKind.Delivered || channel is NoChannel)
        {
            await outbox.RemoveAsync(next.Pending, next.ETag, cancellationToken);
            return;
        }

        var dead = new DeadNotification(next.Pending, clock.GetUtcNow(), end.Reason);
        await outbox.BuryAsync(dead, next.ETag, cancellationToken);
        LogDead(next.Pending.Notification.Id, channel.Name, end.Reason);
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The channel {Channel} is disabled, because its receiver is gone ({Reason}); 'decoupling notifications enable {Channel}' tells it again"
    )]
    private partial void LogGone(string channel, string reason);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Notification} was not told to {Channel} and is dead: {Reason}; 'decoupling notifications replay' sends it again"
    )]
    private partial void LogDead(string notification, string channel, string reason);
}
