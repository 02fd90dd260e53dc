using System.Buffers;
using System.Globalization;
using Decoupling.Results;
using Decoupling.Snapshots;

namespace Decoupling.Liquidation;

/// <summary>D7. Tells at which prices how many dollars of longs and shorts would be closed by force, under an assumed mix of
/// leverages.</summary>
/// <remarks>Entries are placed evenly (in the logarithm) over each bar's range, weighted by the rise of open interest, or by
/// volume where there is
/// no such history, and aged by 2^(-age/half-life); a fall of open interest closes all older entries pro rata. Each is moved to
/// its liquidation price
/// by D1 at each leverage of the mix, and taken off once a later bar, or the mark price, has crossed its bin.
/// What is conserved: every contract has a long and a short, so longs hold the whole open interest and shorts hold it again.
/// Each side's bins
/// sum to the open interest; there is no split between the sides, and what was crossed has been replaced by positions that are still open.
/// The leverage mix is an assumption: nobody publishes it. USD per bin, at least 0. Minimum history 12 bars. O(bars × leverages
/// × bins a bar spans).
/// Source: product practice; no standard paper. methods D7.</remarks>
public static class LiquidationMap
{
    // At 10 bp a bin a ratio of e^100 between the highest and the lowest liquidation price: no market; it bounds the memory.
    private const int MostBins = 100_000;

    // A thousand times all the wealth there is; more is a fault of the data.
    private const double HighestOpenInterestUsd = 1e18;

    /// <summary>The map at one mark price.</summary>
    /// <param name="markPrice">The mark price now, quote currency per coin, greater than 0.</param>
    /// <param name="openInterestUsd">Open interest now, one side of the market, USD, at least 0; <see langword="null"/> where
    /// it is not known.</param>
    /// <param name="bars">Closed bars up to the slot, oldest first; missing ones are NaN.</param>
    /// <param name="openInterestChangesUsd">The change of open interest in each bar: contracts, all valued at today's price (the
    /// difference of two values in USD moves with the price too); NaN where unknown; empty where there is no history.</param>
    /// <param name="terms">What the venue liquidates by.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    /// <param name="options">Mixes, bins and bands, or <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">Columns differ in length, something is missing, or an option is out of range.</exception>
    public static LiquidationMapResult Compute(
        double markPrice,
        double? openInterestUsd,
        BarSeries bars,
        ReadOnlySpan<double> openInterestChangesUsd,
        LiquidationTerms terms,
        DateTimeOffset asOf,
        LiquidationMapOptions? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(bars);
        ArgumentNullException.ThrowIfNull(terms);
        options ??= new LiquidationMapOptions();
        options.Validate();
        RequireOneLength(bars, openInterestChangesUsd);

        if (openInterestUsd is not { } openInterest)
        {
            return None(new Refusal(MetricStatus.InsufficientData, "The open interest is not known."), asOf);
        }

        if (FindFault(markPrice, openInterest) is { } fault)
        {
            return None(fault, asOf);
        }

        var rented = ArrayPool<double>.Shared.Rent(3 * bars.Count);
        try
        {
            var columns = rented.AsSpan(0, 3 * bars.Count);
            return Compute(markPrice, openInterest, bars, openInterestChangesUsd, terms, asOf, options, columns);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    private static LiquidationMapResult Compute(
        double markPrice,
        double openInterest,
        BarSeries bars,
        ReadOnlySpan<double> openInterestChangesUsd,
        LiquidationTerms terms,
        DateTimeOffset asOf,
        LiquidationMapOptions options,
        Span<double> columns
    )
    {
        var count = bars.Count;
        var ranges = new BarRanges(columns[..count], columns.Slice(count, count));
        var weights = new EntryWeights(columns[(2 * count)..]);
        var badBars =
            ranges.Read(bars, asOf, options)
            ?? weights.Read(bars, openInterest, openInterestChangesUsd, asOf, options.EntryHalfLife);
        if (badBars is { } bad)
        {
            return None(bad, asOf);
        }

        var longs = Offsets(options.LongMix, PositionSide.Long, markPrice, terms, options);
        var shorts = Offsets(options.ShortMix, PositionSide.Short, markPrice, terms, options);
        if (longs.Bins.Length == 0 || shorts.Bins.Length == 0)
        {
            return None(
                new Refusal(MetricStatus.OutOfDomain, "The margin table lets no assumed leverage open a position."),
                asOf
            );
        }

        if (Histogram(ranges, longs, shorts, options) is not { } histogram)
        {
            return None(new Refusal(MetricStatus.OutOfDomain, "The bars' prices span too wide a range."), asOf);
        }

        Fill(histogram, ranges, weights, longs, shorts);
        var mark = Math.Log(markPrice) / options.BinWidth;
        histogram.CrossDown(mark);
        histogram.CrossUp(mark);
        if (
            !LiquidationHistogram.Conserve(histogram.Long, openInterest)
            || !LiquidationHistogram.Conserve(histogram.Short, openInterest)
        )
        {
            return None(
                new Refusal(MetricStatus.Degenerate, "The price has crossed every position that the mix assumes."),
                asOf
            );
        }

        return Summarize(histogram, mark, ranges.BarCount, weights, asOf, options);
    }

    private static LeverageOffsets Offsets(
        LeverageMix mix,
        PositionSide side,
        double markPrice,
        LiquidationTerms terms,
        LiquidationMapOptions options
    ) => LeverageOffsets.Of(mix, side, options.PositionNotionalUsd, markPrice, terms, options.BinWidth);

    private static LiquidationHistogram? Histogram(
        BarRanges ranges,
        LeverageOffsets longs,
        LeverageOffsets shorts,
        LiquidationMapOptions options
    )
    {
        var lowest = Math.Floor(ranges.Lowest + longs.Bins[0]);
        var highest = Math.Floor(ranges.Highest + shorts.Bins[0]);
        return highest - lowest < MostBins ? new LiquidationHistogram((int)lowest, (int)(highest - lowest) + 1) : null;
    }

    // Oldest first, so that a bar crosses what was there before it and not what it brings.
    private static void Fill(
        LiquidationHistogram histogram,
        BarRanges ranges,
        EntryWeights weights,
        LeverageOffsets longs,
        LeverageOffsets shorts
    )
    {
        for (var i = 0; i < weights.Shares.Length; i++)
        {
            var low = ranges.Low[i];
            var high = ranges.High[i];
            if (double.IsNaN(low))
            {
                continue;
            }

            histogram.CrossDown(low);
            histogram.CrossUp(high);
            if (weights.Shares[i] > 0)
            {
                histogram.AddLongs(low, high, longs, weights.Shares[i]);
                histogram.AddShorts(low, high, shorts, weights.Shares[i]);
            }
        }
    }

    private static LiquidationMapResult Summarize(
        LiquidationHistogram histogram,
        double mark,
        int barCount,
        EntryWeights weights,
        DateTimeOffset asOf,
        LiquidationMapOptions options
    )
    {
        var near = new NearMark(histogram, mark, options.BinWidth);
        var bands = new LiquidationBand[options.BandWidths.Count];
        for (var i = 0; i < bands.Length; i++)
        {
            bands[i] = near.Within(options.BandWidths[i]);
        }

        var narrow = bands[0];
        var wide = bands[^1];
        return new LiquidationMapResult
        {
            Status = MetricStatus.Ok,
            SampleCount = barCount,
            AsOf = asOf,
            Bins = new LiquidationBins(histogram.FirstIndex, options.BinWidth, histogram.Long, histogram.Short),
            Bands = bands,
            LongCluster = near.LongCluster(wide, options.ClusterMultiple),
            ShortCluster = near.ShortCluster(wide, options.ClusterMultiple),
            LongUsdPerLogPrice = narrow.LongUsd / -Math.Log(1 - narrow.Width),
            ShortUsdPerLogPrice = narrow.ShortUsd / Math.Log(1 + narrow.Width),
            Evidence = weights.Evidence,
            ObservedShare = weights.ObservedShare,
        };
    }

    private static void RequireOneLength(BarSeries bars, ReadOnlySpan<double> openInterestChangesUsd)
    {
        var count = bars.Count;
        if (
            (bars.High?.Length ?? count) != count
            || (bars.Low?.Length ?? count) != count
            || (bars.Volume?.Length ?? count) != count
        )
        {
            throw new ArgumentException($"The bars' columns differ in length from the {count} closes.", nameof(bars));
        }

        if (!openInterestChangesUsd.IsEmpty && openInterestChangesUsd.Length != count)
        {
            throw new ArgumentException(
                $"There are {openInterestChangesUsd.Length} changes of open interest and {count} bars.",
                nameof(openInterestChangesUsd)
            );
        }
    }

    private static Refusal? FindFault(double markPrice, double openInterestUsd)
    {
        if (markPrice is not (> 0 and < double.PositiveInfinity))
        {
            return new Refusal(MetricStatus.InvalidInput, $"The mark price {Text(markPrice)} is not above 0.");
        }

        return openInterestUsd is >= 0 and <= HighestOpenInterestUsd
            ? null
            : new Refusal(
                MetricStatus.InvalidInput,
                $"The open interest {Text(openInterestUsd)} USD is not in [0, {Text(HighestOpenInterestUsd)}]."
            );
    }

    private static LiquidationMapResult None(Refusal fault, DateTimeOffset asOf) =>
        new()
        {
            Status = fault.Status,
            Reason = fault.Reason,
            SampleCount = 0,
            AsOf = asOf,
        };

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
