using Decoupling.Liquidation;

namespace Decoupling.Accounts;

/// <summary>A position as its owner wrote it down.</summary>
public sealed record AccountPosition
{
    /// <summary>The owner's word for the position.</summary>
    public required string Label { get; init; }

    /// <summary>The venue's name in lower case: "binance".</summary>
    public required string Venue { get; init; }

    /// <summary>The underlying in upper case: "BTC".</summary>
    public required string Asset { get; init; }

    /// <summary>The venue's own symbol: "BTCUSDT".</summary>
    public required string Symbol { get; init; }

    /// <summary>In what the contract is settled.</summary>
    public required PositionProduct Product { get; init; }

    /// <summary>Long or short.</summary>
    public required PositionSide Side { get; init; }

    /// <summary>The size, above 0, in <see cref="SizeUnit"/>; the side gives the sign.</summary>
    public required double Size { get; init; }

    /// <summary>The unit of <see cref="Size"/>.</summary>
    public required PositionSizeUnit SizeUnit { get; init; }

    /// <summary>The average entry price, quote currency per coin, above 0.</summary>
    public required double EntryPrice { get; init; }

    /// <summary>What stands behind the position.</summary>
    public required MarginMode Margin { get; init; }

    /// <summary>The coin of margin and profit, in upper case: the quote currency of a linear contract, the asset of an inverse one.</summary>
    public required string SettlementCoin { get; init; }

    /// <summary>The isolated margin, in the settlement coin, at least 0; <see langword="null"/> with cross margin.</summary>
    public double? IsolatedMargin { get; init; }

    /// <summary>The volatility to reckon with instead of the market's own, per √year, above 0.</summary>
    public double? VolatilityPerYear { get; init; }
}

/// <summary>In what a position's contract is settled.</summary>
public enum PositionProduct
{
    /// <summary>In the quote currency: profit = coins × move.</summary>
    Linear,

    /// <summary>In the coin: a face value in USD.</summary>
    Inverse,
}

/// <summary>The unit of a position's size.</summary>
public enum PositionSizeUnit
{
    /// <summary>Coins of a linear contract.</summary>
    Coins,

    /// <summary>USD of face value of an inverse contract.</summary>
    Usd,

    /// <summary>The venue's contracts, of the multiplier that the snapshot gives.</summary>
    Contracts,
}
