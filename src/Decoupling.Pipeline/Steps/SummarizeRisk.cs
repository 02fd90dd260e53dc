using System.Globalization;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Steps;

/// <summary>Summarises each asset's newest rows over its venues: one row an asset, for a person who looks once an hour.</summary>
public sealed class SummarizeRisk(FetchOptions options, ITableStore tables, TimeProvider clock)
{
    /// <summary>Writes one summary an asset that has rows in Latest, keyed by the slot: a repeated run replaces it.</summary>
    /// <returns>The rows written.</returns>
    public async Task<IReadOnlyList<TableRow>> RunAsync(CancellationToken cancellationToken)
    {
        var slotAt = options.SlotAt(clock.GetUtcNow());
        var newest = await tables
            .ReadPartitionAsync(ResultTableNames.Latest, "latest", null, null, cancellationToken)
            .Select(stored => stored.Row)
            .ToArrayAsync(cancellationToken);

        var summaries = new List<TableRow>();
        foreach (var asset in options.Assets)
        {
            var rows = newest.Where(row => (string?)row["Asset"] == asset).ToArray();
            if (rows.Length > 0)
            {
                summaries.Add(Summarize(asset, slotAt, rows));
            }
        }

        await tables.UpsertAsync(ResultTableNames.RiskSummaries, summaries, cancellationToken);
        return summaries;
    }

    private static TableRow Summarize(string asset, DateTimeOffset slotAt, TableRow[] rows)
    {
        var scored = rows.Where(row => (string?)row["Status"] == "Ok").ToArray();
        var worst = scored.MaxBy(row => (double?)row["DislocationRatio"] ?? 0);
        var oldest = rows.Min(row => (DateTimeOffset)row["AsOf"]!);
        return new RowBuilder(
            TableKeys.AssetDay(asset, slotAt),
            $"{TableKeys.ReverseTicks(slotAt)}_{TableKeys.AllAssets}_{TableKeys.AllAssets}"
        )
            .Add("SchemaVersion", 1)
            .Add("Asset", asset)
            .Add("AsOf", slotAt)
            .Add("Status", scored.Length > 0 ? "Ok" : "InsufficientData")
            .Add("Reason", scored.Length > 0 ? null : "No derivative of the asset has a score.")
            .Add("Derivatives", rows.Length)
            .Add("DerivativesScored", scored.Length)
            .Add("OldestRowAgeSeconds", (slotAt - oldest).TotalSeconds)
            .Add("LargestDislocationRatio", (double?)worst?["DislocationRatio"])
            .Add("LargestDislocationVenue", worst?["Venue"])
            .Add("LargestDislocationSymbol", worst?["Symbol"])
            .Add("OpenInterestUsd", Sum(rows, "OpenInterestUsd"))
            .Add("LongLiquidationWithin5PercentUsd", Sum(rows, "LongLiquidationWithin5PercentUsd"))
            .Add("ShortLiquidationWithin5PercentUsd", Sum(rows, "ShortLiquidationWithin5PercentUsd"))
            .Add("Summary", Sentence(asset, rows, scored, worst))
            .Build();
    }

    // Absent where no row has the figure; a sum over some venues is a lower bound, as DerivativesScored tells.
    private static double? Sum(TableRow[] rows, string column)
    {
        var values = rows.Select(row => row[column]).OfType<double>().ToArray();
        return values.Length == 0 ? null : values.Sum();
    }

    private static string Sentence(string asset, TableRow[] rows, TableRow[] scored, TableRow? worst) =>
        worst is null
            ? $"{asset}: none of {rows.Length} derivatives has a score."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{asset}: {scored.Length} of {rows.Length} derivatives scored; furthest apart is {worst["Summary"]}"
            );
}
