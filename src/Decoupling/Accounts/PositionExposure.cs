using Decoupling.Liquidation;

namespace Decoupling.Accounts;

/// <summary>A position as arithmetic sees it: profit, notional and maintenance at any price, in its settlement coin.</summary>
/// <param name="Side">Long or short.</param>
/// <param name="Mode">Isolated or cross.</param>
/// <param name="Size">Coins of a linear, USD of face of an inverse position, above 0.</param>
/// <param name="EntryPrice">Quote currency per coin, above 0.</param>
/// <param name="Terms">What the venue liquidates by.</param>
internal readonly record struct PositionExposure(
    PositionSide Side,
    MarginMode Mode,
    double Size,
    double EntryPrice,
    LiquidationTerms Terms
)
{
    /// <summary>+1 for a long, -1 for a short.</summary>
    public double Sign => Side == PositionSide.Long ? 1 : -1;

    /// <summary>What a coin of the settlement currency is worth in the quote currency: 1, or the price.</summary>
    public double QuotePerSettlement(double price) => Terms.IsInverse ? price : 1;

    /// <summary>The coins that are gained or lost with the price.</summary>
    public double Coins(double price) => Terms.IsInverse ? Size / price : Size;

    /// <summary>The notional, in the settlement coin.</summary>
    public double Notional(double price) => Terms.Notional(Size, price);

    /// <summary>What the position has gained, negative for a loss, in the settlement coin.</summary>
    public double Profit(double price) =>
        Sign * Size * (Terms.IsInverse ? 1 / EntryPrice - 1 / price : price - EntryPrice);

    /// <summary>What the venue wants to be kept, in the settlement coin.</summary>
    public double Maintenance(double price) => Terms.MaintenanceMargin(Size, EntryPrice, price);

    /// <summary>As C1 sees it.</summary>
    public LeveragedPosition At(double markPrice) => new(Side, Terms.IsInverse, Size, EntryPrice, markPrice);

    /// <summary>D2 to D6: where the venue closes the position with so much behind it.</summary>
    public LiquidationPoint Liquidation(PositionBacking backing, double markPrice) =>
        VenueLiquidation.Compute(
            new VenuePosition(
                Side,
                Mode,
                Size,
                EntryPrice,
                backing.Balance,
                backing.OtherMaintenance,
                backing.OtherProfit
            ),
            Terms,
            markPrice
        );
}

/// <summary>What stands behind a position, in its settlement coin.</summary>
/// <param name="Balance">The isolated margin or the wallet.</param>
/// <param name="OtherMaintenance">What the wallet's other positions must keep, at least 0.</param>
/// <param name="OtherProfit">What they stand to gain, negative for a loss.</param>
internal readonly record struct PositionBacking(double Balance, double OtherMaintenance, double OtherProfit)
{
    /// <summary>What the position may lose.</summary>
    public double Free => Balance + OtherProfit - OtherMaintenance;
}
