using Decoupling.Alerts;
using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Digests;
using Decoupling.Pipeline.Ledger;
using Decoupling.Pipeline.Storage;
using Decoupling.Pipeline.Venues;
using Decoupling.Venues;

namespace Decoupling.Pipeline.Steps;

/// <summary>Tells once a day what the day before was like, through the same outbox and channels as the alerts.</summary>
/// <remarks>The day is the message's identity: a step that runs twice, or two instances at once, end with one message.</remarks>
public sealed class TellDigest(
    FetchOptions options,
    bool isEnabled,
    ITableStore tables,
    SlotLedger ledger,
    DeliverNotifications deliver,
    TimeProvider clock
)
{
    /// <summary>The row keys of the marks that a day's digest was put out, in Alerts.</summary>
    internal const string MarkPrefix = "digest_";

    private const int SchemaVersion = 1;

    // Nobody tells of a day that is gone for so long.
    private static readonly TimeSpan MarkRetention = TimeSpan.FromDays(7);

    /// <summary>Tells of yesterday, UTC, unless that was done.</summary>
    /// <returns>How many messages were put into the outbox.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (!isEnabled)
        {
            return 0;
        }

        var today = new DateTimeOffset(clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        var notification = DigestNotification.Compose(await ReadAsync(today.AddDays(-1), cancellationToken));
        TableWrite[] writes = [.. AlertRouting.Route([], deliver.Channels, [notification]).Select(ToOutbox)];
        try
        {
            await tables.CommitAsync(ResultTableNames.Alerts, [Mark(notification), .. writes], cancellationToken);
        }
        catch (StoreConflictException)
        {
            // Another instance was first.
            return 0;
        }

        await deliver.RunAsync(notification.Asset, cancellationToken);
        return writes.Length;
    }

    private async Task<DayDigest> ReadAsync(DateTimeOffset dayAt, CancellationToken cancellationToken)
    {
        var told = await tables
            .ReadPartitionAsync(ResultTableNames.Notifications, TableKeys.Day(dayAt), null, null, cancellationToken)
            .Select(stored => stored.Row)
            .ToListAsync(cancellationToken);
        var slots = new List<DayOfSlots>(options.Assets.Count);
        var scores = new DayOfScores();
        foreach (var asset in options.Assets)
        {
            var statuses = await ledger
                .ReadAsync(asset, dayAt, dayAt.AddDays(1), cancellationToken)
                .Select(entry => entry.Status)
                .ToListAsync(cancellationToken);
            slots.Add(DayOfSlots.Of(asset, statuses));
            await foreach (
                var stored in tables.ReadPartitionAsync(
                    ResultTableNames.DecouplingScores,
                    TableKeys.AssetDay(asset, dayAt),
                    null,
                    null,
                    cancellationToken
                )
            )
            {
                scores.Add(asset, stored.Row);
            }
        }

        return new DayDigest(dayAt, DayOfAlerts.Of(told), slots, scores, await ReadDownAsync(cancellationToken));
    }

    private async Task<IReadOnlyList<string>> ReadDownAsync(CancellationToken cancellationToken) =>
        [
            .. (await VenueRows.ReadAsync(tables, cancellationToken))
                .Values.Where(venue => venue.Health.State == VenueState.Down)
                .OrderBy(venue => venue.Health.Venue, StringComparer.Ordinal)
                .Select(venue => VenueColumns.Summarize(venue.Health).TrimEnd('.')),
        ];

    /// <summary>In the same transaction as the messages, and there after they have left the outbox: a second instance cannot put out the day's again.</summary>
    private TableWrite Mark(AlertNotification notification) =>
        new(
            TableWriteKind.Insert,
            new RowBuilder(
                AlertRows.PartitionOf(notification.Asset),
                $"{MarkPrefix}{TableKeys.Day(notification.SlotAt)}"
            )
                .Add("SchemaVersion", SchemaVersion)
                .Add("UntilAt", clock.GetUtcNow() + MarkRetention)
                .Build()
        );

    private TableWrite ToOutbox(RoutedNotification routed)
    {
        var now = clock.GetUtcNow();
        var pending = new PendingNotification
        {
            Notification = routed.Notification,
            Channel = routed.Channel,
            CreatedAt = now,
            Attempts = 0,
            DueAt = now,
        };
        return new TableWrite(TableWriteKind.Insert, AlertRows.FromPending(pending));
    }
}
