namespace Decoupling.Cascades;

/// <summary>Liquidations and depth by their distance from the price, in steps of its logarithm.</summary>
internal readonly struct GainProfile(CascadeShock start, LoopGainOptions options)
{
    /// <summary>Sums sizes into the steps that they lie in; what the price is already beyond counts nowhere.</summary>
    public void Sum(ReadOnlySpan<double> prices, ReadOnlySpan<double> sizes, double usdPerUnit, Span<double> steps)
    {
        steps.Clear();
        for (var i = 0; i < prices.Length; i++)
        {
            var position = DistanceOf(prices[i]) / options.Step;
            if (position >= steps.Length)
            {
                break;
            }

            if (position >= 0)
            {
                steps[(int)position] += sizes[i] * usdPerUnit;
            }
        }
    }

    /// <summary>Sums the book likewise, and beyond its end what is assumed there.</summary>
    /// <returns>The whole steps that the fetched book covers.</returns>
    public int SumDepth(CascadeBook book, Span<double> steps)
    {
        var usdPerUnit = start.Price * options.DepthShare;
        Sum(book.Prices, book.SizesCoins, usdPerUnit, steps);
        var end = Math.Max(0, DistanceOf(book.Prices[^1]) / options.Step);
        var known = (int)Math.Min(end, steps.Length);
        if (options.Beyond == BeyondBook.MeanDensity && known < steps.Length)
        {
            var usdPerStep = BookDepth.MeanDensity(book.Prices, book.SizesCoins) * usdPerUnit * options.Step;
            steps[known] += (1 - (end - known)) * usdPerStep;
            steps[(known + 1)..].Fill(usdPerStep);
        }

        return known;
    }

    /// <summary>What is liquidated over a window over what stands in it: 0 where nothing is liquidated, <see langword="null"/> where nothing
    /// stands against it.</summary>
    public static double? GainOf(ReadOnlySpan<double> forced, ReadOnlySpan<double> standing, int first, int count)
    {
        var usd = Sum(forced.Slice(first, count));
        var depthUsd = Sum(standing.Slice(first, count));
        var gain = usd > 0 ? usd / depthUsd : 0;
        return double.IsFinite(gain) ? gain : null;
    }

    public static double Sum(ReadOnlySpan<double> steps)
    {
        double sum = 0;
        foreach (var usd in steps)
        {
            sum += usd;
        }

        return sum;
    }

    private double DistanceOf(double price) => start.Sign * Math.Log(start.Price / price);
}
