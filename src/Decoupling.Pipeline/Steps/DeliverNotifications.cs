using System.Collections.Concurrent;
using Decoupling.Alerts;
using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Notifications;
using Decoupling.Pipeline.Notifications.Outbox;
using Decoupling.Pipeline.Storage;
using Microsoft.Extensions.Logging;

namespace Decoupling.Pipeline.Steps;

/// <summary>Delivers what waits in the outbox: at least once, in order per alert and channel, all channels at the same time.</summary>
/// <param name="tables">The tables, with the outbox in Alerts.</param>
/// <param name="channels">The channels that are configured.</param>
/// <param name="jitter">Draws the waits before further attempts.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Is told of what is dead or gone.</param>
public sealed class DeliverNotifications(
    ITableStore tables,
    IReadOnlyList<INotificationChannel> channels,
    Random jitter,
    TimeProvider clock,
    ILogger<DeliverNotifications> logger
)
{
    /// <summary>How long a run goes on with what other runs leave to it: it has work of its own.</summary>
    private static readonly TimeSpan LongestHelp = TimeSpan.FromSeconds(30);

    private readonly RetryPolicy retry = new(jitter);
    private readonly OutboxStore outbox = new(tables);
    private readonly Dictionary<string, INotificationChannel> byName = channels
        .Append(new NoChannel())
        .ToDictionary(channel => channel.Name, StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, ChannelLine> lines = new(StringComparer.Ordinal);

    /// <summary>The channels that are configured, as the rules see them.</summary>
    public IReadOnlyList<AlertChannel> Channels { get; } =
    [.. channels.Select(channel => new AlertChannel(channel.Name, channel.KeepsIncidents))];

    /// <summary>Delivers what is due of one asset, as scoring does right after its commit.</summary>
    /// <returns>How many messages this run delivered, of all channels; where another run tells a channel already, that tells it of these too.</returns>
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
    /// <returns>How many messages this run delivered, of all channels.</returns>
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

    private async Task<int> DeliverAsync(IAsyncEnumerable<StoredRow> stored, CancellationToken cancellationToken)
    {
        var waiting = new List<WaitingNotification>();
        foreach (var row in await stored.ToArrayAsync(cancellationToken))
        {
            var next = new WaitingNotification(AlertRows.ToPending(row.Row), row.ETag);
            if (next.Pending.HeldBack is null)
            {
                waiting.Add(next);
            }
            else
            {
                await RecordHeldBackAsync(next, cancellationToken);
            }
        }

        if (waiting.Count == 0)
        {
            return 0;
        }

        var gates = await ChannelGates.ReadAsync(tables, cancellationToken);
        var delivered = await Task.WhenAll(
            waiting
                .GroupBy(next => next.Channel, StringComparer.Ordinal)
                .Select(group =>
                    byName.TryGetValue(group.Key, out var channel)
                        ? TellAsync(channel, [.. group], gates, cancellationToken)
                        : BuryOldAsync([.. group], cancellationToken)
                )
        );
        return delivered.Sum();
    }

    /// <summary>Tells a channel, and then of what other runs have left meanwhile; or leaves it all to the run that tells it already.</summary>
    private async Task<int> TellAsync(
        INotificationChannel channel,
        IReadOnlyList<WaitingNotification> waiting,
        ChannelGates gates,
        CancellationToken cancellationToken
    )
    {
        var line = lines.GetOrAdd(channel.Name, _ => new ChannelLine());
        if (!line.TryTake(waiting))
        {
            return 0;
        }

        var delivered = 0;
        var startedAt = clock.GetTimestamp();
        try
        {
            for (var next = waiting; next.Count > 0; next = line.TakeLeft(MayGoOn(startedAt)))
            {
                var delivery = new ChannelDelivery(channel, tables, gates, retry, clock, logger);
                delivered += await delivery.RunAsync(next, cancellationToken);
            }
        }
        catch
        {
            line.TakeLeft(goesOn: false);
            throw;
        }

        return delivered;
    }

    private bool MayGoOn(long startedAt) => clock.GetElapsedTime(startedAt) < LongestHelp;

    /// <summary>What was held back is moved out of the outbox: its row first, so that nothing is lost in between.</summary>
    private async Task RecordHeldBackAsync(WaitingNotification held, CancellationToken cancellationToken)
    {
        await tables.UpsertAsync(
            ResultTableNames.Notifications,
            [AttemptRows.FromHeldBack(held.Pending, held.Pending.HeldBack!)],
            cancellationToken
        );
        await outbox.RemoveAsync(held.Pending, held.ETag, cancellationToken);
    }

    /// <summary>A channel that this instance does not have may be another's: what waits for it is dead only when it has waited in vain.</summary>
    private async Task<int> BuryOldAsync(WaitingNotification[] waiting, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var old in waiting.Where(next => now - next.Pending.CreatedAt > RetryPolicy.GivenUpAfter))
        {
            var dead = new DeadNotification(old.Pending, now, $"The channel {old.Channel} is not configured.");
            await outbox.BuryAsync(dead, old.ETag, cancellationToken);
        }

        return 0;
    }
}
