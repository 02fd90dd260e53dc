namespace Decoupling.Liquidation;

/// <summary>D2. Tells the price at which Binance closes a futures position in one-way mode, cross or isolated.</summary>
/// <remarks>USD-M: P* = (WB - TMM + UPNL + cum - s·q·P₀) / (q·mmr - s·q), with WB the wallet balance, TMM and UPNL the other
/// contracts' maintenance margin
/// and unrealised profit (both 0 when isolated), cum the tier's deduction; the closing fee is not counted. COIN-M: the inverse
/// form of D1 in coins.
/// Source: Binance FAQ "How to calculate liquidation price of USDⓈ-M futures contracts"; methods D2.</remarks>
public static class BinanceLiquidationPrice
{
    /// <summary>A USD-M position in cross margin.</summary>
    /// <param name="position">The position; its margin is the wallet balance WB.</param>
    /// <param name="otherMaintenanceMarginUsd">TMM: what the other cross positions must keep, at least 0.</param>
    /// <param name="otherUnrealizedProfitUsd">UPNL: what the other cross positions stand to gain; negative for a loss.</param>
    /// <param name="tiers">The contract's table, in the quote currency.</param>
    /// <param name="markPrice">The mark price now, greater than 0.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    public static LiquidationPriceResult Cross(
        LinearPosition position,
        double otherMaintenanceMarginUsd,
        double otherUnrealizedProfitUsd,
        MarginTiers tiers,
        double markPrice,
        DateTimeOffset asOf
    ) =>
        LiquidationPrice.Linear(
            position with
            {
                MarginUsd = position.MarginUsd - otherMaintenanceMarginUsd + otherUnrealizedProfitUsd,
            },
            tiers,
            markPrice,
            asOf
        );

    /// <summary>A USD-M position in isolated margin.</summary>
    /// <param name="position">The position; its margin is the isolated wallet.</param>
    /// <param name="tiers">The contract's table, in the quote currency.</param>
    /// <param name="markPrice">The mark price now, greater than 0.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    public static LiquidationPriceResult Isolated(
        LinearPosition position,
        MarginTiers tiers,
        double markPrice,
        DateTimeOffset asOf
    ) => LiquidationPrice.Linear(position, tiers, markPrice, asOf);

    /// <summary>A COIN-M position; in isolated margin both other terms are 0.</summary>
    /// <param name="position">The position; its margin is the wallet balance in coins.</param>
    /// <param name="otherMaintenanceMarginCoins">TMM: what the other cross positions in this coin must keep, at least 0.</param>
    /// <param name="otherUnrealizedProfitCoins">UPNL: what the other cross positions in this coin stand to gain; negative for a
    /// loss.</param>
    /// <param name="tiers">The contract's table, in coins.</param>
    /// <param name="markPrice">The mark price now, greater than 0.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    public static LiquidationPriceResult CoinMargined(
        InversePosition position,
        double otherMaintenanceMarginCoins,
        double otherUnrealizedProfitCoins,
        MarginTiers tiers,
        double markPrice,
        DateTimeOffset asOf
    ) =>
        LiquidationPrice.Inverse(
            position with
            {
                MarginCoins = position.MarginCoins - otherMaintenanceMarginCoins + otherUnrealizedProfitCoins,
            },
            tiers,
            markPrice,
            asOf
        );
}
