namespace Decoupling.Liquidation;

/// <summary>D5. The liquidation price of an inverse position whose maintenance rate grows with its coins, as Deribit's does.</summary>
/// <remarks>With u = 1/P: k·N²u² + N(m + s)u - (W + s·N/P₀) = 0. A long has one root. A short has two: it is closed when the price rises to
/// the higher one, and also when it falls to the lower one, because the position then is worth so many coins that the rate outgrows the gain.</remarks>
internal static class GrowingMargin
{
    /// <summary>The price that closes a long from above, or a short from below; infinite, or 0 for a short, where it is closed at every price.</summary>
    /// <param name="side">Long or short.</param>
    /// <param name="faceUsd">N, above 0.</param>
    /// <param name="entryPrice">P₀, above 0.</param>
    /// <param name="marginCoins">W.</param>
    /// <param name="rate">m with the closing fee, below 1.</param>
    /// <param name="growthPerCoin">k, above 0.</param>
    /// <param name="lowerPrice">The lower price that closes a short; 0 for a long.</param>
    public static double Price(
        PositionSide side,
        double faceUsd,
        double entryPrice,
        double marginCoins,
        double rate,
        double growthPerCoin,
        out double lowerPrice
    )
    {
        // Divided by N, and each root in the form without cancellation.
        var growth = growthPerCoin * faceUsd;
        lowerPrice = 0;
        if (side == PositionSide.Long)
        {
            var cushion = marginCoins / faceUsd + 1 / entryPrice;
            var linear = 1 + rate;
            var square = linear * linear + 4 * growth * cushion;
            return cushion <= 0 ? double.PositiveInfinity
                : double.IsFinite(square) ? (linear + Math.Sqrt(square)) / (2 * cushion)
                : double.NaN;
        }

        var shortfall = 1 / entryPrice - marginCoins / faceUsd;
        var slope = 1 - rate;
        var discriminant = slope * slope - 4 * growth * shortfall;
        if (!double.IsFinite(discriminant))
        {
            return double.NaN;
        }

        if (discriminant < 0)
        {
            return 0;
        }

        var sum = slope + Math.Sqrt(discriminant);
        lowerPrice = 2 * growth / sum;
        return shortfall <= 0 ? double.PositiveInfinity : sum / (2 * shortfall);
    }
}
