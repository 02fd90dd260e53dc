using System.Globalization;
using System.Runtime.CompilerServices;
using Decoupling.Pipeline.Storage;
using Decoupling.Pipeline.Telemetry;

namespace Decoupling.Pipeline.Ledger;

/// <summary>The ledger of slots: who works on each, and what became of it.</summary>
public sealed class SlotLedger(ITableStore tables, TimeProvider clock, string owner)
{
    /// <summary>How long a claim holds; after it another instance may take the slot over.</summary>
    public static readonly TimeSpan ClaimLength = TimeSpan.FromMinutes(2);

    /// <summary>A slot as the ledger has it.</summary>
    /// <param name="SlotAt">The slot's time, UTC.</param>
    /// <param name="Status">What became of it.</param>
    /// <param name="ClaimExpiresAt">When a claim ends, UTC, or <see langword="null"/> when nobody works on it.</param>
    public sealed record Entry(DateTimeOffset SlotAt, SlotStatus Status, DateTimeOffset? ClaimExpiresAt);

    /// <summary>Claims a slot for this instance.</summary>
    /// <returns>False when it is finished, or another instance works on it.</returns>
    public async Task<bool> ClaimAsync(string asset, DateTimeOffset slotAt, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var standing = await ReadAsync(asset, slotAt, cancellationToken);
        if (standing is not null && !IsFree(FromRow(standing.Row), now))
        {
            return false;
        }

        var claim = Row(asset, slotAt, SlotStatus.Claimed)
            .Add("Owner", owner)
            .Add("ClaimedAt", now)
            .Add("ClaimExpiresAt", now + ClaimLength)
            .Build();
        var write = standing is null
            ? new TableWrite(TableWriteKind.Insert, claim)
            : new TableWrite(TableWriteKind.Replace, claim, standing.ETag);
        return await TryCommitAsync(write, cancellationToken);
    }

    /// <summary>Marks a slot as scored: Done within one slot length, Late after it. The first mark stands.</summary>
    public async Task FinishAsync(
        string asset,
        DateTimeOffset slotAt,
        TimeSpan slotLength,
        string snapshotName,
        int rowCount,
        int missingCount,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var status = now - slotAt <= slotLength ? SlotStatus.Done : SlotStatus.Late;
        var row = Row(asset, slotAt, status)
            .Add("DoneAt", now)
            .Add("Snapshot", snapshotName)
            .Add("ResultRows", rowCount)
            .Add("MissingInputs", missingCount)
            .Build();
        if (await MarkAsync(asset, slotAt, row, cancellationToken))
        {
            PipelineMetrics.SlotCompleted(asset, status.ToString(), now - slotAt);
        }
    }

    /// <summary>Marks a slot as Skipped or Failed, unless it is finished.</summary>
    public Task CloseAsync(
        string asset,
        DateTimeOffset slotAt,
        SlotStatus status,
        string reason,
        CancellationToken cancellationToken
    )
    {
        var row = Row(asset, slotAt, status)
            .Add("ClosedAt", clock.GetUtcNow())
            .Add("Reason", FailureLog.Shorten(reason))
            .Build();
        return MarkAsync(asset, slotAt, row, cancellationToken);
    }

    /// <summary>What became of a slot, or <see langword="null"/> where nobody has claimed it.</summary>
    public async Task<SlotStatus?> FindStatusAsync(
        string asset,
        DateTimeOffset slotAt,
        CancellationToken cancellationToken
    ) => await ReadAsync(asset, slotAt, cancellationToken) is { } stored ? FromRow(stored.Row).Status : null;

    /// <summary>Reads the entries of an asset from one slot (inclusive) to another (exclusive), oldest first.</summary>
    public async IAsyncEnumerable<Entry> ReadAsync(
        string asset,
        DateTimeOffset from,
        DateTimeOffset to,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        for (var day = from.UtcDateTime.Date; day < to.UtcDateTime; day = day.AddDays(1))
        {
            var partition = TableKeys.AssetDay(asset, new DateTimeOffset(day, TimeSpan.Zero));
            await foreach (
                var stored in tables.ReadPartitionAsync(
                    ResultTableNames.Slots,
                    partition,
                    Key(from),
                    Key(to),
                    cancellationToken
                )
            )
            {
                yield return FromRow(stored.Row);
            }
        }
    }

    /// <summary>Whether it was this call that marked it.</summary>
    private async Task<bool> MarkAsync(
        string asset,
        DateTimeOffset slotAt,
        TableRow row,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            var standing = await ReadAsync(asset, slotAt, cancellationToken);
            if (standing is not null && IsComplete(FromRow(standing.Row).Status))
            {
                return false;
            }

            var write = standing is null
                ? new TableWrite(TableWriteKind.Insert, row)
                : new TableWrite(TableWriteKind.Replace, row, standing.ETag);
            if (await TryCommitAsync(write, cancellationToken))
            {
                return true;
            }
        }
    }

    private async Task<bool> TryCommitAsync(TableWrite write, CancellationToken cancellationToken)
    {
        try
        {
            await tables.CommitAsync(ResultTableNames.Slots, [write], cancellationToken);
            return true;
        }
        catch (StoreConflictException)
        {
            return false;
        }
    }

    private Task<StoredRow?> ReadAsync(string asset, DateTimeOffset slotAt, CancellationToken cancellationToken) =>
        tables.ReadAsync(ResultTableNames.Slots, TableKeys.AssetDay(asset, slotAt), Key(slotAt), cancellationToken);

    private static bool IsComplete(SlotStatus status) => status is SlotStatus.Done or SlotStatus.Late;

    private static bool IsFree(Entry entry, DateTimeOffset now) =>
        entry.Status == SlotStatus.Claimed ? entry.ClaimExpiresAt <= now : entry.Status == SlotStatus.Failed;

    private static RowBuilder Row(string asset, DateTimeOffset slotAt, SlotStatus status) =>
        new RowBuilder(TableKeys.AssetDay(asset, slotAt), Key(slotAt))
            .Add("SchemaVersion", 1)
            .Add("Asset", asset)
            .Add("SlotAt", slotAt)
            .Add("Status", status.ToString());

    private static Entry FromRow(TableRow row) =>
        new(
            (DateTimeOffset)row["SlotAt"]!,
            Enum.Parse<SlotStatus>((string)row["Status"]!),
            (DateTimeOffset?)row["ClaimExpiresAt"]
        );

    private static string Key(DateTimeOffset slotAt) =>
        slotAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
