using System.Globalization;
using Decoupling.Liquidation;
using static Decoupling.Scoring.Columns.ColumnTypes;

namespace Decoupling.Scoring.Columns;

/// <summary>The columns of LiquidationRisk, in order. The list is a contract: it changes by addition only.</summary>
/// <remarks>The ladder's columns are of the default leverages; a leverage that the options leave out has no value.</remarks>
public static class LiquidationRiskColumns
{
    private static readonly double[] Leverages = [5, 10, 20, 50, 100];
    private static readonly (double Width, string Name)[] Bands =
    [
        (0.01, "1Percent"),
        (0.02, "2Percent"),
        (0.05, "5Percent"),
        (0.10, "10Percent"),
    ];
    private static readonly (TimeSpan Horizon, string Name)[] Horizons =
    [
        (TimeSpan.FromHours(8), "8h"),
        (TimeSpan.FromHours(24), "24h"),
    ];

    /// <summary>All columns, those that every result table has first.</summary>
    public static IReadOnlyList<ResultColumn<ScoredRow>> All { get; } =
    [
        .. CommonColumns.All,
        Text("Status", "D7: Ok when the map stands, else why not", row => row.Score.Liquidation.Map.Status.ToString()),
        Text("Reason", "a sentence on the status", row => row.Score.Liquidation.Map.Reason),
        Text("Summary", "a sentence for a person", row => LiquidationSummary.Of(row.Card.Asset, row.Score)),
        Number(
            "MarkPrice",
            "quote per coin",
            "what the map and the ladder start from, > 0",
            row => row.Score.Liquidation.MarkPrice
        ),
        Flag("IsMarkLastClose", "the venue gave no fresh mark price", row => row.Score.Liquidation.IsLastClose),
        Number("OpenInterestUsd", "USD", "one side of the market, ≥ 0", row => row.Score.Liquidation.OpenInterestUsd),
        Text("VolatilityStatus", "status of the volatility", row => row.Score.Liquidation.Volatility.Status.ToString()),
        Number(
            "VolatilityPerYear",
            "fraction per √year",
            "realised over the day's window, > 0",
            row => row.Score.Liquidation.Volatility.VolatilityPerYear
        ),
        Text(
            "LeverageMix",
            "leverage:share, an assumption: no venue publishes it",
            row => MixOf(row.Score.Liquidation.LeverageMix)
        ),
        Text(
            "EntryEvidence",
            "D7: what told where positions were entered",
            row => row.Score.Liquidation.Map.Evidence?.ToString()
        ),
        .. Bands.SelectMany(BandColumns),
        .. ClusterColumns("Long", map => map.LongCluster),
        .. ClusterColumns("Short", map => map.ShortCluster),
        Text("DepthStatus", "C3: status", row => row.Score.Depth.Status.ToString()),
        .. Bands.Take(3).SelectMany(DepthColumns),
        Text("LadderStatus", "D1, D8: status", row => row.Score.Liquidation.Ladder.Status.ToString()),
        Flag(
            "IsMarginTableAssumed",
            "the margin table is an assumption, not the venue's",
            row => row.Score.Liquidation.IsMarginTableAssumed
        ),
        .. Leverages.SelectMany(leverage => RungColumns(leverage, PositionSide.Long)),
        .. Leverages.SelectMany(leverage => RungColumns(leverage, PositionSide.Short)),
        .. CrowdingColumns.All,
        .. CascadeColumns.All,
        .. ForcedOrderColumns.All,
        .. InsuranceColumns.All,
    ];

    /// <summary>The columns that a row of Latest shows beside all of DecouplingScores: what a first look needs. An entity would not take both tables whole.</summary>
    public static IReadOnlyList<string> InLatest { get; } =
    [
        "MarkPrice",
        "IsMarkLastClose",
        "OpenInterestUsd",
        "VolatilityPerYear",
        "LongLiquidationWithin1PercentUsd",
        "ShortLiquidationWithin1PercentUsd",
        "LongLiquidationWithin5PercentUsd",
        "ShortLiquidationWithin5PercentUsd",
        "LongClusterPrice",
        "LongClusterUsd",
        "ShortClusterPrice",
        "ShortClusterUsd",
        "DepthStatus",
        "BidDepthWithin1PercentUsd",
        "AskDepthWithin1PercentUsd",
        "OpenInterestOverBidDepth1Percent",
        "OpenInterestRank30d",
        "OpenInterestChange24h",
        "EstimatedLeverageRatio",
        "CascadeStatus",
        "FallLoopGain",
        "RiseLoopGain",
        "FallLoopTriggerPercent",
        "RiseLoopTriggerPercent",
        "CascadeFall5PercentMovePercent",
        "CascadeRise5PercentMovePercent",
        "BranchingStatus",
        "BranchingRatio",
    ];

    private static IEnumerable<ResultColumn<ScoredRow>> BandColumns((double Width, string Name) band) =>
        [
            Number(
                $"LongLiquidationWithin{band.Name}Usd",
                "USD",
                "D7: longs that a fall of so much would close, ≥ 0",
                row => BandOf(row, band.Width)?.LongUsd
            ),
            Number(
                $"ShortLiquidationWithin{band.Name}Usd",
                "USD",
                "D7: shorts that a rise of so much would close, ≥ 0",
                row => BandOf(row, band.Width)?.ShortUsd
            ),
        ];

    private static IEnumerable<ResultColumn<ScoredRow>> ClusterColumns(
        string side,
        Func<LiquidationMapResult, LiquidationCluster?> cluster
    ) =>
        [
            Number(
                $"{side}ClusterPrice",
                "quote per coin",
                "D7: nearest price at which liquidations crowd",
                row => cluster(row.Score.Liquidation.Map)?.Price
            ),
            Number(
                $"{side}ClusterUsd",
                "USD",
                "D7: what would be closed there, ≥ 0",
                row => cluster(row.Score.Liquidation.Map)?.Usd
            ),
        ];

    private static IEnumerable<ResultColumn<ScoredRow>> DepthColumns((double Width, string Name) band) =>
        [
            Number(
                $"BidDepthWithin{band.Name}Usd",
                "USD",
                "C3: bids within so much of the mid price, ≥ 0",
                row => row.Score.Depth.Bands.FirstOrDefault(depth => depth.Width == band.Width)?.BidDepthUsd
            ),
            Number(
                $"AskDepthWithin{band.Name}Usd",
                "USD",
                "C3: asks within so much of the mid price, ≥ 0",
                row => row.Score.Depth.Bands.FirstOrDefault(depth => depth.Width == band.Width)?.AskDepthUsd
            ),
            Number(
                $"OpenInterestOverBidDepth{band.Name}",
                "×",
                "C3: open interest over the bids, ≥ 0",
                row => row.Score.Depth.Bands.FirstOrDefault(depth => depth.Width == band.Width)?.OpenInterestOverDepth
            ),
            Flag(
                $"IsDepthLowerBound{band.Name}",
                "C3: the fetched book ends inside the band",
                row => row.Score.Depth.Bands.FirstOrDefault(depth => depth.Width == band.Width)?.IsLowerBound
            ),
        ];

    private static IEnumerable<ResultColumn<ScoredRow>> RungColumns(double leverage, PositionSide side)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{side}{leverage}x");
        yield return Number(
            $"{name}LiquidationPrice",
            "quote per coin",
            "D1: of a position opened now, isolated; > 0",
            row => RungOf(row, leverage, side)?.Price
        );
        foreach (var (horizon, suffix) in Horizons)
        {
            yield return Number(
                $"{name}LiquidationProbability{suffix}",
                "",
                $"D8: that it is liquidated within {suffix}, 0 to 1",
                row => ProbabilityOf(row, leverage, side, horizon)
            );
        }
    }

    private static LiquidationBand? BandOf(ScoredRow row, double width)
    {
        foreach (var band in row.Score.Liquidation.Map.Bands)
        {
            if (band.Width == width)
            {
                return band;
            }
        }

        return null;
    }

    private static LiquidationRung? RungOf(ScoredRow row, double leverage, PositionSide side)
    {
        foreach (var rung in row.Score.Liquidation.Ladder.Rungs)
        {
            if (rung.Leverage == leverage && rung.Side == side)
            {
                return rung;
            }
        }

        return null;
    }

    private static double? ProbabilityOf(ScoredRow row, double leverage, PositionSide side, TimeSpan horizon)
    {
        if (RungOf(row, leverage, side) is not { } rung)
        {
            return null;
        }

        var horizons = row.Score.Liquidation.Horizons;
        for (var i = 0; i < Math.Min(horizons.Count, rung.Probabilities.Count); i++)
        {
            if (horizons[i] == horizon)
            {
                return rung.Probabilities[i];
            }
        }

        return null;
    }

    private static string MixOf(LeverageMix mix) =>
        string.Join(
            ' ',
            mix.Leverages.Zip(
                mix.Weights,
                (leverage, weight) => string.Create(CultureInfo.InvariantCulture, $"{leverage}:{weight}")
            )
        );
}
