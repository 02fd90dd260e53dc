using System.Globalization;
using Decoupling.Liquidation;
using Decoupling.Scoring;
using Decoupling.Scoring.Columns;
using static Decoupling.Scoring.Columns.ColumnsOf<Decoupling.Summaries.RiskSummary>;

namespace Decoupling.Summaries;

/// <summary>The columns of RiskSummaries, in order. The list is a contract: it changes by addition only.</summary>
/// <remarks>Shocks and bands are the defaults; one that the options leave out has no value.</remarks>
public static class RiskSummaryColumns
{
    private const string AllVenues = "~all";
    private static readonly double[] Shocks = [0.01, 0.02, 0.05, 0.10, 0.20];
    private static readonly double[] Bands = [0.01, 0.02, 0.05, 0.10];
    private static readonly string[] Ordinals = ["most", "second most", "third most"];

    /// <summary>All columns.</summary>
    public static IReadOnlyList<ResultColumn<RiskSummary>> All { get; } =
    [
        Count("SchemaVersion", "version of the columns", _ => CommonColumns.SchemaVersion),
        Text("Asset", "the underlying, or ~all", summary => summary.Asset),
        Text("Venue", "always ~all: over the venues", _ => AllVenues),
        Text("Symbol", "always ~all: over the instruments", _ => AllVenues),
        Time("AsOf", "the slot that the summary was made for", summary => summary.AsOf),
        Text("InputsHash", "hash of the snapshot of each asset", summary => summary.InputsHash),
        Text("MethodVersion", "version of the formulas", _ => SnapshotScoring.MethodVersion),
        Text("Status", "Ok when a derivative has a score, else why not", summary => summary.Status.ToString()),
        Text("Reason", "a sentence on the status", summary => summary.Reason),
        Text("Summary", "a sentence for a person", RiskSummarySentence.Of),
        .. Enumerable.Range(0, 3).Select(RiskColumn),
        .. SummaryCoverageColumns.All,
        Text(
            "Verdict",
            "the gravest of MarketWide, VenueLocal, BadData, Normal and InsufficientData",
            summary => summary.Verdict.Verdict.ToString()
        ),
        Number(
            "VerdictConfidence",
            "",
            "share of the venues' weight that agrees, times the share judged, 0 to 1; no probability",
            summary => summary.Verdict.Confidence
        ),
        Text("VerdictReason", "a sentence on Verdict", summary => summary.Verdict.Reason),
        Count("DataRefused", "inputs that were refused, of spot markets too", summary => summary.Refused.Count),
        Text(
            "DataFindings",
            "venue, symbol, kind and input:gate of the first eight refused; or none",
            summary => summary.Refused.Count == 0 ? "none" : string.Join("; ", summary.Refused.Take(8))
        ),
        Number(
            "LargestDislocationRatio",
            "× both floors",
            "1 where |z| and bp both reach their floors, ≥ 0",
            summary => summary.FurthestApart?.DislocationRatio
        ),
        Text("LargestDislocationVenue", "the venue of it", summary => summary.FurthestApart?.Venue),
        Text("LargestDislocationSymbol", "the symbol of it", summary => summary.FurthestApart?.Symbol),
        Count("HazardsElevated", "derivatives in a state of elevated risk", summary => summary.HazardsElevated),
        Number("OpenInterestUsd", "USD", "one side of the market, ≥ 0", summary => summary.OpenInterestUsd),
        .. Ordinals.SelectMany(PartColumns),
        Number(
            "EstimatedLeverageRatio",
            "×",
            "C2: open interest over reserve of the venues with one, ≥ 0",
            summary => summary.EstimatedLeverageRatio
        ),
        .. Bands.SelectMany(BandColumns),
        Flag(
            "IsMarginTableAssumed",
            "a margin table behind the maps is an assumption",
            summary => summary.IsMarginTableAssumed
        ),
        .. SummaryCascadeColumns.All,
        .. SummaryFundColumns.All,
    ];

    private static ResultColumn<RiskSummary> RiskColumn(int index) =>
        Text(
            string.Create(CultureInfo.InvariantCulture, $"TopRisk{index + 1}"),
            "what stands out, gravest first",
            summary => index < summary.TopRisks.Count ? summary.TopRisks[index].Text : null
        );

    private static IEnumerable<ResultColumn<RiskSummary>> PartColumns(string ordinal, int index)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"OpenInterestPart{index + 1}");
        return
        [
            Text(
                name,
                $"the venue, of ~all the asset, with the {ordinal} of it",
                summary => PartOf(summary, index)?.Name
            ),
            Number($"{name}Share", "", "its share of the open interest, 0 to 1", summary => ShareOf(summary, index)),
        ];
    }

    private static OpenInterestPart? PartOf(RiskSummary summary, int index) =>
        index < summary.OpenInterestParts.Count ? summary.OpenInterestParts[index] : null;

    private static double? ShareOf(RiskSummary summary, int index) =>
        summary.OpenInterestUsd > 0 ? PartOf(summary, index)?.Usd / summary.OpenInterestUsd : null;

    private static IEnumerable<ResultColumn<RiskSummary>> BandColumns(double width)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"LiquidationWithin{100 * width:0}PercentUsd");
        return
        [
            Number(
                $"Long{name}",
                "USD",
                "D7: longs that a fall of so much would close, ≥ 0",
                summary => BandOf(summary, width)?.LongUsd
            ),
            Number(
                $"Short{name}",
                "USD",
                "D7: shorts that a rise of so much would close, ≥ 0",
                summary => BandOf(summary, width)?.ShortUsd
            ),
        ];
    }

    private static LiquidationBand? BandOf(RiskSummary summary, double width)
    {
        foreach (var band in summary.Bands)
        {
            if (band.Width == width)
            {
                return band;
            }
        }

        return null;
    }
}
