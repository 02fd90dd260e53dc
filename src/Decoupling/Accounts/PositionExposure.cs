using Decoupling.Liquidation;

namespace Decoupling.Accounts;

/// <summary>A position as arithmetic sees it: profit, notional and maintenance at any price, in its settlement coin.</summary>
/// <param name="Product">Linear or inverse.</param>
/// <param name="Side">Long or short.</param>
/// <param name="Size">Coins of a linear, USD of face of an inverse position, above 0.</param>
/// <param name="EntryPrice">Quote currency per coin, above 0.</param>
/// <param name="Tiers">The margin table, in the settlement coin.</param>
internal readonly record struct PositionExposure(
    PositionProduct Product,
    PositionSide Side,
    double Size,
    double EntryPrice,
    MarginTiers Tiers
)
{
    /// <summary>+1 for a long, -1 for a short.</summary>
    public double Sign => Side == PositionSide.Long ? 1 : -1;

    /// <summary>What a coin of the settlement currency is worth in the quote currency: 1, or the price.</summary>
    public double QuotePerSettlement(double price) => Product == PositionProduct.Linear ? 1 : price;

    /// <summary>The coins that are gained or lost with the price.</summary>
    public double Coins(double price) => Product == PositionProduct.Linear ? Size : Size / price;

    /// <summary>The notional, in the settlement coin.</summary>
    public double Notional(double price) => Product == PositionProduct.Linear ? Size * price : Size / price;

    /// <summary>What the position has gained, negative for a loss, in the settlement coin.</summary>
    public double Profit(double price) =>
        Product == PositionProduct.Linear
            ? Sign * Size * (price - EntryPrice)
            : Sign * Size * (1 / EntryPrice - 1 / price);

    /// <summary>What the venue wants to be kept, in the settlement coin.</summary>
    public double Maintenance(double price) => Tiers.MaintenanceMargin(Notional(price));

    /// <summary>D1 with a margin in the settlement coin.</summary>
    public LiquidationPriceResult Liquidation(double margin, double markPrice, DateTimeOffset asOf) =>
        Product == PositionProduct.Linear
            ? LiquidationPrice.Linear(new LinearPosition(Side, Size, EntryPrice, margin), Tiers, markPrice, asOf)
            : LiquidationPrice.Inverse(new InversePosition(Side, Size, EntryPrice, margin), Tiers, markPrice, asOf);
}
