namespace Decoupling.Liquidation;

/// <summary>Reads a finished histogram outwards from the mark price.</summary>
/// <param name="histogram">The histogram, its crossed bins taken off.</param>
/// <param name="mark">ln(mark price) in bins.</param>
/// <param name="binWidth">The bin width in the logarithm.</param>
internal sealed class NearMark(LiquidationHistogram histogram, double mark, double binWidth)
{
    /// <summary>The notionals whose bins' centers lie within a fraction of the mark price.</summary>
    public LiquidationBand Within(double width)
    {
        var (longStart, longEnd) = Below(width);
        var (shortStart, shortEnd) = Above(width);
        return new LiquidationBand(
            width,
            Sum(histogram.Long, longStart, longEnd),
            Sum(histogram.Short, shortStart, shortEnd)
        );
    }

    /// <summary>The nearest run of dense bins below, within the widest band.</summary>
    public LiquidationCluster? LongCluster(LiquidationBand widest, double multiple)
    {
        var (start, end) = Below(widest.Width);
        var threshold = multiple * widest.LongUsd / Math.Max(1, end - start);
        return Cluster(histogram.Long, end - 1, start - 1, -1, threshold);
    }

    /// <summary>The nearest run of dense bins above, within the widest band.</summary>
    public LiquidationCluster? ShortCluster(LiquidationBand widest, double multiple)
    {
        var (start, end) = Above(widest.Width);
        var threshold = multiple * widest.ShortUsd / Math.Max(1, end - start);
        return Cluster(histogram.Short, start, end, 1, threshold);
    }

    private LiquidationCluster? Cluster(double[] side, int from, int until, int step, double threshold)
    {
        var bin = from;
        while (bin != until && !IsDense(side[bin], threshold))
        {
            bin += step;
        }

        double usd = 0;
        double shift = 0;
        for (var i = bin; i != until && IsDense(side[i], threshold); i += step)
        {
            usd += side[i];
            shift += side[i] * (i - bin);
        }

        if (!(usd > 0))
        {
            return null;
        }

        var center = histogram.FirstIndex + bin + 0.5 + shift / usd;
        return new LiquidationCluster(Math.Exp(center * binWidth), usd);
    }

    private static bool IsDense(double usd, double threshold) => usd > 0 && usd >= threshold;

    // Bins [start, end) whose centers lie in [mark·(1 - width), mark).
    private (int Start, int End) Below(double width) =>
        (FirstCenterFrom(mark + Math.Log(1 - width) / binWidth), FirstCenterFrom(mark));

    // Bins [start, end) whose centers lie in (mark, mark·(1 + width)].
    private (int Start, int End) Above(double width) =>
        (FirstCenterAfter(mark), FirstCenterAfter(mark + Math.Log(1 + width) / binWidth));

    private int FirstCenterFrom(double position) =>
        (int)Math.Clamp(Math.Ceiling(position - 0.5 - histogram.FirstIndex), 0, histogram.Long.Length);

    private int FirstCenterAfter(double position) =>
        (int)Math.Clamp(Math.Floor(position - 0.5 - histogram.FirstIndex) + 1, 0, histogram.Long.Length);

    private static double Sum(double[] side, int start, int end)
    {
        double sum = 0;
        for (var i = start; i < end; i++)
        {
            sum += side[i];
        }

        return sum;
    }
}
