using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Rows;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Storage;
using Decoupling.Scoring;
using Decoupling.Snapshots;
using Decoupling.Summaries;

namespace Decoupling.Pipeline.Steps;

/// <summary>Summarises each asset over its venues, and all assets together: a row each, for a person who looks once an hour.</summary>
/// <remarks>
/// An asset's summary is a function of the newest slot that was scored within the hour before, of its rows and of the snapshot that
/// they were scored from: what was stored once and does not change, unlike Latest. A run that is repeated writes the same rows.
/// Order of writes: rows, then alert states with the outbox, then the delivery.
/// </remarks>
public sealed class SummarizeRisk(
    FetchOptions options,
    ScoringOptions scoring,
    SnapshotBlobs blobs,
    ITableStore tables,
    RuleRunner rules,
    DeliverNotifications deliver,
    TimeProvider clock
)
{
    private readonly SummaryReadings readings = new(tables);

    /// <summary>Writes a summary an asset and one of all, keyed by the slot: a repeated run replaces them. Then runs the rules over them.</summary>
    /// <returns>The rows written.</returns>
    public async Task<IReadOnlyList<TableRow>> RunAsync(CancellationToken cancellationToken)
    {
        var slotAt = options.SlotAt(clock.GetUtcNow());
        var summaries = new List<RiskSummary>(options.Assets.Count + 1);
        foreach (var asset in options.Assets)
        {
            summaries.Add(await SummarizeAsync(asset, slotAt, cancellationToken));
        }

        summaries.Add(AllAssets.Compute(TableKeys.AllAssets, summaries));
        TableRow[] rows = [.. summaries.Select(RowOf)];
        await tables.UpsertAsync(ResultTableNames.RiskSummaries, rows, cancellationToken);
        for (var i = 0; i < rows.Length; i++)
        {
            var asset = summaries[i].Asset;
            await rules.RunAsync(asset, ResultTableNames.RiskSummaries, [rows[i]], cancellationToken);
            await deliver.RunAsync(asset, cancellationToken);
        }

        return rows;
    }

    private async Task<RiskSummary> SummarizeAsync(
        string asset,
        DateTimeOffset slotAt,
        CancellationToken cancellationToken
    )
    {
        var newest = await readings.ReadAsync(asset, slotAt, cancellationToken);
        var snapshot = newest.Count == 0 ? null : await ReadAsync(asset, newest[0].AsOf, cancellationToken);
        return RiskSummarizing.Compute(asset, snapshot, newest, scoring, slotAt);
    }

    private async Task<MarketSnapshot?> ReadAsync(
        string asset,
        DateTimeOffset scoredAt,
        CancellationToken cancellationToken
    ) => (await blobs.ReadAsync(new SnapshotName(asset, scoredAt), cancellationToken)).Snapshot;

    private static TableRow RowOf(RiskSummary summary)
    {
        var row = new RowBuilder(
            TableKeys.AssetDay(summary.Asset, summary.AsOf),
            TableKeys.Newest(summary.AsOf, TableKeys.AllAssets, TableKeys.AllAssets)
        );
        foreach (var column in RiskSummaryColumns.All)
        {
            row.Add(column.Name, column.Value(summary));
        }

        return row.Build();
    }
}
