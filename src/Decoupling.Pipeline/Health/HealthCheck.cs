using System.Globalization;
using Azure;
using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Ledger;
using Decoupling.Pipeline.Notifications.Outbox;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Storage;
using Decoupling.Pipeline.Telemetry;
using Decoupling.Pipeline.Venues;
using Decoupling.Venues;

namespace Decoupling.Pipeline.Health;

/// <summary>Looks at each part of the pipeline and writes how it does, where `decoupling status` and dashboards read it.</summary>
public sealed class HealthCheck(
    FetchOptions options,
    SnapshotBlobs blobs,
    SlotLedger ledger,
    FailureLog failures,
    ITableStore tables,
    HealthRows rows,
    TimeProvider clock
)
{
    /// <summary>An asset is failing when its newest complete slot is older than so many slots.</summary>
    public const int SlotsUntilFailing = 3;

    // A receiver that is down for longer than this keeps people from being told.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(1);
    private static readonly TimeSpan FailuresOf = TimeSpan.FromDays(7);

    /// <summary>Looks at everything and writes one row for each part, all of the same time.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var readings = new List<HealthReading>
        {
            await GuardAsync("Storage", "Storage", now, () => CheckStorageAsync(now, cancellationToken)),
            await GuardAsync("Outbox", "Outbox", now, () => CheckOutboxAsync(now, cancellationToken)),
            await GuardAsync("Failures", "Failures", now, () => CheckFailuresAsync(now, cancellationToken)),
        };
        foreach (var asset in options.Assets)
        {
            readings.Add(await GuardAsync("Asset", asset, now, () => CheckAssetAsync(asset, now, cancellationToken)));
        }

        readings.AddRange(await CheckVenuesAsync(now, cancellationToken));
        await rows.WriteAsync(readings, cancellationToken);
    }

    /// <summary>A part that cannot be looked at is failing, and keeps no other from being looked at.</summary>
    private static async Task<HealthReading> GuardAsync(
        string kind,
        string name,
        DateTimeOffset now,
        Func<Task<HealthReading>> checkAsync
    )
    {
        try
        {
            return await checkAsync();
        }
#pragma warning disable CA1031 // whatever keeps one part from being looked at, the others have their turn
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return Reading(
                kind,
                name,
                now,
                HealthState.Failing,
                failure is RequestFailedException failed
                    ? $"It cannot be looked at: storage answered {failed.Status} {failed.ErrorCode}."
                    : $"It cannot be looked at ({failure.GetType().Name})."
            );
        }
    }

    private async Task<IReadOnlyList<HealthReading>> CheckVenuesAsync(
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyDictionary<string, VenueReading> venues = new Dictionary<string, VenueReading>();
        var table = await GuardAsync(
            "Venue",
            "Venues",
            now,
            async () =>
            {
                venues = await VenueRows.ReadAsync(tables, cancellationToken);
                return Reading("Venue", "Venues", now, HealthState.Ok, "The table Venues can be read.");
            }
        );
        return table.State == HealthState.Ok
            ? [.. venues.Values.Select(venue => CheckVenue(venue.Health, now))]
            : [table];
    }

    private async Task<HealthReading> CheckStorageAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            await blobs.ExistsAsync(new SnapshotName(options.Assets[0], options.SlotAt(now)), cancellationToken);
            return Reading("Storage", "Storage", now, HealthState.Ok, "Blobs and tables answer.");
        }
        catch (RequestFailedException failed)
        {
            return Reading(
                "Storage",
                "Storage",
                now,
                HealthState.Failing,
                $"The blob service answered {failed.Status} {failed.ErrorCode}."
            );
        }
    }

    private async Task<HealthReading> CheckAssetAsync(
        string asset,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var recently = now - ((SlotsUntilFailing + 1) * options.SlotLength);
        var newest =
            await FindNewestAsync(asset, recently, now, cancellationToken)
            ?? await FindNewestAsync(asset, now - LookBack, recently, cancellationToken);
        var every = string.Create(CultureInfo.InvariantCulture, $"{options.SlotLength.TotalMinutes} min");
        var isLate = newest is null || now - newest > (SlotsUntilFailing + 1) * options.SlotLength;
        var reason = newest switch
        {
            null => "No slot of the last day is complete.",
            _ when isLate => $"No slot is complete since {Time(newest.Value)}; one is due every {every}.",
            _ => $"The newest complete slot is that of {Time(newest.Value)}.",
        };
        return Reading("Asset", asset, now, isLate ? HealthState.Failing : HealthState.Ok, reason) with
        {
            LastSlotAt = newest,
        };
    }

    private async Task<DateTimeOffset?> FindNewestAsync(
        string asset,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellationToken
    )
    {
        DateTimeOffset? newest = null;
        await foreach (var entry in ledger.ReadAsync(asset, from, to, cancellationToken))
        {
            newest = entry.Status is SlotStatus.Done or SlotStatus.Late ? entry.SlotAt : newest;
        }

        return newest;
    }

    private async Task<HealthReading> CheckOutboxAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var waiting = await RowsOf(AlertRows.OutboxPrefix, cancellationToken)
            .Select(stored => AlertRows.ToPending(stored.Row))
            .Where(pending => pending.HeldBack is null)
            .ToArrayAsync(cancellationToken);
        var dead = await RowsOf(DeadNotification.Prefix, cancellationToken).CountAsync(cancellationToken);
        DateTimeOffset? oldestAt = waiting.Length == 0 ? null : waiting.Min(pending => pending.CreatedAt);
        PipelineMetrics.OutboxSeen(waiting.Length, oldestAt is { } at ? now - at : TimeSpan.Zero);
        var (state, reason) = oldestAt switch
        {
            { } since when now - since > LongestWait => (
                HealthState.Failing,
                $"{waiting.Length} notifications wait, the oldest since {Time(since)}: people are not told."
            ),
            _ when dead > 0 => (HealthState.Attention, $"{dead} notifications were not delivered and are given up."),
            { } => (HealthState.Ok, $"{waiting.Length} notifications are under way."),
            null => (HealthState.Ok, "Nothing waits."),
        };
        return Reading("Outbox", "Outbox", now, state, reason) with
        {
            Count = waiting.Length,
            DeadLetters = dead,
            OldestAt = oldestAt,
        };
    }

    private IAsyncEnumerable<StoredRow> RowsOf(string prefix, CancellationToken cancellationToken) =>
        tables.ReadTableAsync(ResultTableNames.Alerts, prefix, AlertRows.EndOf(prefix), cancellationToken);

    private async Task<HealthReading> CheckFailuresAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var open = await failures
            .ReadAsync(now - FailuresOf, cancellationToken)
            .CountAsync(failure => failure.ResolvedAt is null, cancellationToken);
        var (state, reason) =
            open == 0
                ? (HealthState.Ok, "No input of the last week is open.")
                : (HealthState.Attention, $"{open} inputs of the last week were refused or put aside.");
        return Reading("Failures", "Failures", now, state, reason) with { Count = open };
    }

    private static HealthReading CheckVenue(VenueHealth venue, DateTimeOffset now)
    {
        var since = venue.FailingSinceAt is { } at ? $" since {Time(at)}" : "";
        var again = venue.NextAskAt is { } next ? $" It is asked again at {Time(next)}." : "";
        return venue.State == VenueState.Up
            ? Reading("Venue", venue.Venue, now, HealthState.Ok, "It answers.")
            : Reading(
                "Venue",
                venue.Venue,
                now,
                HealthState.Attention,
                $"It does not answer{since}: {venue.Reason?.TrimEnd('.')}.{again}"
            );
    }

    private static HealthReading Reading(
        string kind,
        string name,
        DateTimeOffset now,
        HealthState state,
        string reason
    ) =>
        new()
        {
            Kind = kind,
            Name = name,
            AsOf = now,
            State = state,
            Reason = reason,
        };

    private static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
