namespace Decoupling.Liquidation;

/// <summary>How far from its entry each assumed leverage is liquidated, in bins, with the share of notional that stands there.</summary>
internal readonly struct LeverageOffsets
{
    private LeverageOffsets(double[] bins, double[] shares)
    {
        Bins = bins;
        Shares = shares;
    }

    /// <summary>ln(P*/P₀) over the bin width: below 0 for longs, above 0 for shorts, nearest to 0 last.</summary>
    public double[] Bins { get; }

    /// <summary>Shares of the notional, summing to 1.</summary>
    public double[] Shares { get; }

    /// <summary>The offsets of every leverage that the venue's tier lets a trader open; the others' shares go to these pro rata. Empty when
    /// there is none. The positions are of one notional, isolated, and opened at the price given.</summary>
    public static LeverageOffsets Of(
        LeverageMix mix,
        PositionSide side,
        double notionalUsd,
        double price,
        LiquidationTerms terms,
        double binWidth
    )
    {
        var bins = new double[mix.Leverages.Count];
        var shares = new double[bins.Length];
        var count = 0;
        double total = 0;
        for (var i = 0; i < bins.Length; i++)
        {
            var position = VenuePosition.Open(side, notionalUsd, price, mix.Leverages[i], terms.IsInverse);
            var ratio = VenueLiquidation.PriceOf(position, terms, out _) / price;
            var offset = Math.Log(ratio ?? double.NaN) / binWidth;
            var isOpenable = double.IsFinite(offset) && (side == PositionSide.Long ? offset < 0 : offset > 0);
            if (isOpenable && mix.Weights[i] > 0)
            {
                bins[count] = offset;
                shares[count] = mix.Weights[i];
                total += mix.Weights[i];
                count++;
            }
        }

        Array.Resize(ref bins, count);
        Array.Resize(ref shares, count);
        for (var i = 0; i < count; i++)
        {
            shares[i] /= total;
        }

        return new LeverageOffsets(bins, shares);
    }
}
