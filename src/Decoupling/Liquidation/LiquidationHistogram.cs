namespace Decoupling.Liquidation;

/// <summary>Longs and shorts by the bin of their liquidation price, while entries are added and the price crosses bins.</summary>
/// <param name="firstIndex">The grid index of the first bin.</param>
/// <param name="count">The number of bins; every price that is added lies within them.</param>
internal sealed class LiquidationHistogram(int firstIndex, int count)
{
    private int longEnd;
    private int shortStart = count;

    public int FirstIndex => firstIndex;

    public double[] Long { get; } = new double[count];

    public double[] Short { get; } = new double[count];

    /// <summary>Adds longs that were entered evenly over a range, at each leverage's distance below.</summary>
    /// <param name="low">ln(lowest entry) in bins.</param>
    /// <param name="high">ln(highest entry) in bins.</param>
    /// <param name="offsets">The leverages' distances.</param>
    /// <param name="amount">The notional, at least 0.</param>
    public void AddLongs(double low, double high, LeverageOffsets offsets, double amount)
    {
        for (var k = 0; k < offsets.Bins.Length; k++)
        {
            Spread(Long, low + offsets.Bins[k], high + offsets.Bins[k], amount * offsets.Shares[k]);
        }

        longEnd = Math.Max(longEnd, IndexOf(high + offsets.Bins[^1]) + 1);
    }

    /// <summary>Adds shorts likewise, at each leverage's distance above.</summary>
    public void AddShorts(double low, double high, LeverageOffsets offsets, double amount)
    {
        for (var k = 0; k < offsets.Bins.Length; k++)
        {
            Spread(Short, low + offsets.Bins[k], high + offsets.Bins[k], amount * offsets.Shares[k]);
        }

        shortStart = Math.Min(shortStart, IndexOf(low + offsets.Bins[^1]));
    }

    /// <summary>Takes off the longs whose bin's center the price has fallen to.</summary>
    public void CrossDown(double low)
    {
        var cut = (int)Math.Clamp(Math.Ceiling(low - 0.5 - firstIndex), 0, Long.Length);
        if (cut < longEnd)
        {
            Array.Clear(Long, cut, longEnd - cut);
            longEnd = cut;
        }
    }

    /// <summary>Takes off the shorts whose bin's center the price has risen to.</summary>
    public void CrossUp(double high)
    {
        var cut = (int)Math.Clamp(Math.Floor(high - 0.5 - firstIndex) + 1, 0, Long.Length);
        if (cut > shortStart)
        {
            Array.Clear(Short, shortStart, cut - shortStart);
            shortStart = cut;
        }
    }

    /// <summary>Scales a side so that it sums to the open interest; false when nothing is left of it.</summary>
    public static bool Conserve(double[] side, double openInterestUsd)
    {
        double sum = 0;
        foreach (var usd in side)
        {
            sum += usd;
        }

        if (!(sum > 0))
        {
            return false;
        }

        for (var i = 0; i < side.Length; i++)
        {
            // The share first: the open interest over a tiny sum would overflow.
            side[i] = side[i] / sum * openInterestUsd;
        }

        return true;
    }

    private int IndexOf(double position) => (int)Math.Floor(position) - firstIndex;

    private void Spread(double[] side, double low, double high, double amount)
    {
        var first = IndexOf(low);
        var last = IndexOf(high);
        if (first == last)
        {
            side[first] += amount;
            return;
        }

        var density = amount / (high - low);
        side[first] += density * (firstIndex + first + 1 - low);
        for (var i = first + 1; i < last; i++)
        {
            side[i] += density;
        }

        side[last] += density * (high - firstIndex - last);
    }
}
