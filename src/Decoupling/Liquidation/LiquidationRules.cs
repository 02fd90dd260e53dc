namespace Decoupling.Liquidation;

/// <summary>The venues' liquidation rules, by date.</summary>
public static class LiquidationRules
{
    /// <summary>D2. Binance: margin of the mark value, no fee.</summary>
    public static LiquidationRule Binance { get; } =
        new(
            "binance",
            MaintenanceBasis.MarkValue,
            ClosingFeeCount.Never,
            DateTimeOffset.UnixEpoch,
            "Binance FAQ, \"How to Calculate Liquidation Price of USDⓈ-M Futures Contracts\"; methods D2."
        );

    /// <summary>D3, the older pages. Bybit: margin of the entry value; in cross margin with the closing fee.</summary>
    public static LiquidationRule BybitByEntry { get; } =
        new(
            "bybit",
            MaintenanceBasis.EntryValue,
            ClosingFeeCount.InCross,
            DateTimeOffset.UnixEpoch,
            "Bybit, \"USDT Contract\" and \"How to calculate Liquidation Price (Inverse Contract)\" of the older help pages; methods D3."
        );

    /// <summary>D3, the newer page. Bybit: margin of the mark value; in cross margin with the closing fee.</summary>
    public static LiquidationRule BybitByMark { get; } =
        new(
            "bybit",
            MaintenanceBasis.MarkValue,
            ClosingFeeCount.InCross,
            new DateTimeOffset(2026, 5, 27, 0, 0, 0, TimeSpan.Zero),
            "Bybit, the help page of 2026-05-27; the day is the page's, that of the change could not be found; methods D3."
        );

    /// <summary>D4. OKX: margin of the mark value, with the closing fee. Its unified accounts close on the account's margin ratio; the price is
    /// an estimate.</summary>
    public static LiquidationRule Okx { get; } =
        new(
            "okx",
            MaintenanceBasis.MarkValue,
            ClosingFeeCount.Always,
            DateTimeOffset.UnixEpoch,
            "OKX, as freqtrade cites it for linear contracts; derived for coin-margined ones; methods D4."
        );

    /// <summary>D5. Deribit, standard margin: of the mark value, no fee.</summary>
    public static LiquidationRule Deribit { get; } =
        new(
            "deribit",
            MaintenanceBasis.MarkValue,
            ClosingFeeCount.Never,
            DateTimeOffset.UnixEpoch,
            "Deribit, \"Linear Perpetual\" and \"Inverse perpetual\"; methods D5."
        );

    /// <summary>D6. Hyperliquid: margin of the mark value, no fee.</summary>
    public static LiquidationRule Hyperliquid { get; } =
        new(
            "hyperliquid",
            MaintenanceBasis.MarkValue,
            ClosingFeeCount.Never,
            DateTimeOffset.UnixEpoch,
            "Hyperliquid, \"Liquidations\" and \"Margin tiers\"; methods D6."
        );

    /// <summary>D1, for venues whose rule is not known: margin of the mark value, no fee.</summary>
    public static LiquidationRule General { get; } =
        new(
            "*",
            MaintenanceBasis.MarkValue,
            ClosingFeeCount.Never,
            DateTimeOffset.UnixEpoch,
            "Assumption; methods D1."
        );

    /// <summary>The rule of a venue at a time; the general one where its own is not known.</summary>
    /// <param name="venue">The venue's name in lower case.</param>
    /// <param name="at">The slot's time.</param>
    public static LiquidationRule Find(string venue, DateTimeOffset at) =>
        venue switch
        {
            "binance" => Binance,
            "bybit" => at < BybitByMark.EffectiveAt ? BybitByEntry : BybitByMark,
            "okx" => Okx,
            "deribit" => Deribit,
            "hyperliquid" => Hyperliquid,
            _ => General,
        };
}
