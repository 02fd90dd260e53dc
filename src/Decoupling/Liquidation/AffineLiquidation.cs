namespace Decoupling.Liquidation;

/// <summary>The one root behind every venue's liquidation price: equity and maintenance margin are affine in x, which is the
/// price for linear contracts and its
/// inverse for inverse ones.</summary>
internal static class AffineLiquidation
{
    private static readonly MarginTier[] s_noMargin = [new MarginTier(0, 0, 0)];

    /// <summary>Nothing to keep: the root is then the bankruptcy price.</summary>
    public static ReadOnlySpan<MarginTier> NoMargin => s_noMargin;

    /// <summary>The x at which a position that gains with x (a long in x) or against it (a short in x) meets its maintenance
    /// margin.</summary>
    /// <remarks>Equity W + s·q·(x - x₀) = maintenance max(mᵢ·q·x - cᵢ) + f·q·x. Every tier's root is computed; the highest is a
    /// long's, the lowest a
    /// short's, because the first tier to be breached decides. Not finite where the inputs overflow.</remarks>
    public static double Root(
        PositionSide side,
        double quantity,
        double entry,
        double margin,
        ReadOnlySpan<MarginTier> tiers,
        double closingFeeRate
    )
    {
        var isLong = side == PositionSide.Long;
        var sign = isLong ? 1.0 : -1.0;
        var extreme = isLong ? double.NegativeInfinity : double.PositiveInfinity;
        foreach (var tier in tiers)
        {
            // Divided by the quantity first, so that neither a huge nor a tiny position overflows before it must.
            var cushion = (margin + tier.Deduction) / quantity;
            var root = (sign * entry - cushion) / (sign - tier.MaintenanceRate - closingFeeRate);
            if (double.IsNaN(root))
            {
                return double.NaN;
            }

            extreme = isLong ? Math.Max(extreme, root) : Math.Min(extreme, root);
        }

        return extreme;
    }

    /// <summary>The price at which an inverse position meets its maintenance margin; infinite where no price is high enough.</summary>
    /// <remarks>A long gains as 1/P falls: in x = 1/P it is a short of the face value. A root at or below 0 lies beyond every price.</remarks>
    public static double InversePrice(
        PositionSide side,
        double faceUsd,
        double entryPrice,
        double marginCoins,
        ReadOnlySpan<MarginTier> tiers,
        double closingFeeRate
    )
    {
        var mirrored = side == PositionSide.Long ? PositionSide.Short : PositionSide.Long;
        var root = Root(mirrored, faceUsd, 1 / entryPrice, marginCoins, tiers, closingFeeRate);
        return root <= 0 ? double.PositiveInfinity : 1 / root;
    }
}
