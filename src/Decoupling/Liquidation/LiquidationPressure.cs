using Decoupling.Depth;
using Decoupling.Results;

namespace Decoupling.Liquidation;

/// <summary>Forced orders set against the book that would have to take them.</summary>
public sealed record LiquidationPressureResult : MetricResult
{
    /// <summary>One entry for each distance that both the map and the book were read at; empty unless the status is Ok.</summary>
    public IReadOnlyList<LiquidationPressureBand> Bands { get; init; } = [];
}

/// <summary>The pressure within one distance of the price.</summary>
/// <param name="Width">The distance, a fraction of the price.</param>
/// <param name="LongsOverBids">Longs liquidated by a fall of so much over the bids that stand there, at least 0; above 1 the
/// book cannot take them.
/// <see langword="null"/> where no bid stands.</param>
/// <param name="ShortsOverAsks">Shorts liquidated by a rise of so much over the asks that stand there, at least 0.
/// <see langword="null"/> where no ask stands.</param>
/// <param name="IsUpperBound">Whether the fetched book ends inside the band, so that the true ratios are at most these.</param>
public readonly record struct LiquidationPressureBand(
    double Width,
    double? LongsOverBids,
    double? ShortsOverAsks,
    bool IsUpperBound
);

/// <summary>C3 with D7. Tells whether the book could take the liquidations that a move would set off, before it moves further.</summary>
/// <remarks>φ_liq = liquidation notional within ±x of the price / depth within ±x, a multiple of at least 0, under the map's
/// assumed leverage mix. No history of its own. O(bands).
/// Source: methods C3, D7.</remarks>
public static class LiquidationPressure
{
    /// <summary>Joins a map and a book of one instrument and slot.</summary>
    /// <param name="map">The liquidation map.</param>
    /// <param name="depth">The book's depth.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    public static LiquidationPressureResult Compute(
        LiquidationMapResult map,
        DepthFragilityResult depth,
        DateTimeOffset asOf
    )
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(depth);
        if (map.Status != MetricStatus.Ok)
        {
            return None(map.Status, "The liquidation map has no value: " + map.Reason, asOf);
        }

        if (depth.Status != MetricStatus.Ok)
        {
            return None(depth.Status, "The depth has no value: " + depth.Reason, asOf);
        }

        var bands = new List<LiquidationPressureBand>(depth.Bands.Count);
        foreach (var book in depth.Bands)
        {
            foreach (var forced in map.Bands)
            {
                if (forced.Width == book.Width)
                {
                    bands.Add(Band(forced, book));
                }
            }
        }

        return new LiquidationPressureResult
        {
            Status = MetricStatus.Ok,
            SampleCount = bands.Count,
            AsOf = asOf,
            Bands = bands,
        };
    }

    private static LiquidationPressureBand Band(LiquidationBand forced, DepthBand book) =>
        new(
            book.Width,
            Ratio(forced.LongUsd, book.BidDepthUsd),
            Ratio(forced.ShortUsd, book.AskDepthUsd),
            book.IsLowerBound
        );

    // A depth so small that the ratio overflows is no depth.
    private static double? Ratio(double forcedUsd, double depthUsd) =>
        depthUsd > 0 && double.IsFinite(forcedUsd / depthUsd) ? forcedUsd / depthUsd : null;

    private static LiquidationPressureResult None(MetricStatus status, string reason, DateTimeOffset asOf) =>
        new()
        {
            Status = status,
            Reason = reason,
            SampleCount = 0,
            AsOf = asOf,
        };
}
