namespace Decoupling.Liquidation;

/// <summary>D2 to D6. Tells at which price a venue closes a position, by that venue's own rule and tables.</summary>
/// <remarks>
/// <para>One root for all (D1): the equity W + s·q·(x - x₀) meets the maintenance margin and, where the venue counts it, the closing fee, in
/// x = P for linear contracts and x = 1/P for inverse ones. W = wallet + unrealised profit of the others - what the others must keep.
/// Binance and Hyperliquid: margin of the mark value. Bybit: of the entry value by its older pages, of the mark value by its newer one.
/// OKX: with the fee, tiers in contracts. Deribit: the rate grows with the coins, a quadratic for inverse contracts.</para>
/// <para>The bankruptcy price is where wallet and profits, less the fee where it is counted, are gone. Prices in quote currency per coin.
/// O(tiers), no allocation unless an input is refused. Source: the venues' pages, named at <see cref="LiquidationRules"/>; methods D1 to D6.</para>
/// </remarks>
public static class VenueLiquidation
{
    /// <summary>The price of one position.</summary>
    /// <param name="position">The position with its margin.</param>
    /// <param name="terms">What the venue liquidates by.</param>
    /// <param name="markPrice">The mark price now, above 0.</param>
    /// <returns>Ok with an outcome; InvalidInput for a number that is none; OutOfDomain where numbers exceed a double, or the rate of a position so
    /// large reaches the whole notional.</returns>
    /// <exception cref="ArgumentException">The side or the mode is undefined.</exception>
    public static LiquidationPoint Compute(in VenuePosition position, LiquidationTerms terms, double markPrice)
    {
        ArgumentNullException.ThrowIfNull(terms);
        RequireSound(position);
        var equity = position.Margin + position.OtherUnrealizedProfit;
        var fault = LiquidationPoint.FindFault(position.Size, "size", position.EntryPrice, equity, markPrice);
        if (fault is { } refused)
        {
            return refused;
        }

        if (position.OtherMaintenanceMargin is not (>= 0 and < double.PositiveInfinity))
        {
            return LiquidationPoint.Invalid("What the other positions must keep is not a finite number of at least 0.");
        }

        if (position.Size == 0)
        {
            return LiquidationPoint.NoPosition;
        }

        if (!double.IsFinite(1 / position.EntryPrice))
        {
            return LiquidationPoint.BeyondDoubles("The inverse of the entry price exceeds the range of a double.");
        }

        if (PriceOf(position, terms, out var lower) is not { } price)
        {
            return LiquidationPoint.BeyondDoubles(
                "The maintenance rate of a position so large reaches the whole notional."
            );
        }

        var bankruptcy = Root(position, terms.IsInverse, equity, AffineLiquidation.NoMargin, FeeOf(position, terms));
        // Below the lower price a short is as lost as above the upper one.
        return LiquidationPoint.Judge(position.Side, markPrice <= lower ? 0 : price, bankruptcy, markPrice);
    }

    /// <summary>The price before it is judged by the mark price: at or below 0, infinite or NaN where there is none; <see langword="null"/> where
    /// the maintenance rate reaches the whole notional.</summary>
    /// <param name="position">A sound position of a size above 0.</param>
    /// <param name="terms">What the venue liquidates by.</param>
    /// <param name="lower">A second price, at or below which a short is closed too; 0 where there is none.</param>
    internal static double? PriceOf(in VenuePosition position, LiquidationTerms terms, out double lower)
    {
        lower = 0;
        var fee = FeeOf(position, terms);
        var margin = position.Margin + position.OtherUnrealizedProfit - position.OtherMaintenanceMargin;
        var isInverse = terms.IsInverse;
        if (terms.Rule.Basis == MaintenanceBasis.EntryValue)
        {
            var kept = terms.MaintenanceMargin(position.Size, position.EntryPrice, position.EntryPrice);
            return Root(position, isInverse, margin - kept, AffineLiquidation.NoMargin, fee);
        }

        if (terms.Scale.IsFixedBySize(isInverse))
        {
            var own = new MarginTier(0, terms.RateOfSize(position.Size), 0);
            return own.MaintenanceRate + fee < 1
                ? Root(position, isInverse, margin, new ReadOnlySpan<MarginTier>(in own), fee)
                : null;
        }

        if (terms.Tiers.HighestRate + fee >= 1)
        {
            return null;
        }

        return terms.Scale.RateGrowthPerCoin == 0
            ? Root(position, isInverse, margin, terms.Tiers.Span, fee)
            : GrowingMargin.Price(
                position.Side,
                position.Size,
                position.EntryPrice,
                margin,
                terms.Tiers.HighestRate + fee,
                terms.Scale.RateGrowthPerCoin,
                out lower
            );
    }

    private static double FeeOf(in VenuePosition position, LiquidationTerms terms) =>
        terms.Rule.CountsClosingFee(position.Mode) ? terms.ClosingFeeRate : 0;

    private static double Root(
        in VenuePosition position,
        bool isInverse,
        double margin,
        ReadOnlySpan<MarginTier> tiers,
        double fee
    ) =>
        isInverse
            ? AffineLiquidation.InversePrice(position.Side, position.Size, position.EntryPrice, margin, tiers, fee)
            : AffineLiquidation.Root(position.Side, position.Size, position.EntryPrice, margin, tiers, fee);

    private static void RequireSound(in VenuePosition position)
    {
        if (position.Side is not (PositionSide.Long or PositionSide.Short))
        {
            throw new ArgumentOutOfRangeException(nameof(position), position.Side, "A position is long or short.");
        }

        if (position.Mode is not (MarginMode.Isolated or MarginMode.Cross))
        {
            throw new ArgumentOutOfRangeException(nameof(position), position.Mode, "A margin is isolated or cross.");
        }
    }
}
