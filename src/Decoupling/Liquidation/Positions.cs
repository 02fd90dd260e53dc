namespace Decoupling.Liquidation;

/// <summary>A position in a contract that is settled in the quote currency, with the margin that stands behind it.</summary>
/// <param name="Side">Long or short.</param>
/// <param name="SizeCoins">Coins, at least 0; the side gives the sign.</param>
/// <param name="EntryPrice">The average entry price, quote currency per coin, greater than 0.</param>
/// <param name="MarginUsd">What can be lost before the maintenance margin is touched, quote currency: the isolated margin, or in cross
/// margin the wallet plus what the other positions add or need. May be negative.</param>
public readonly record struct LinearPosition(PositionSide Side, double SizeCoins, double EntryPrice, double MarginUsd);

/// <summary>A position in a contract that is settled in the coin, with the margin that stands behind it.</summary>
/// <param name="Side">Long or short.</param>
/// <param name="FaceUsd">The contracts' face value, USD, at least 0; the side gives the sign.</param>
/// <param name="EntryPrice">The average entry price, USD per coin, greater than 0.</param>
/// <param name="MarginCoins">What can be lost before the maintenance margin is touched, coins. May be negative.</param>
public readonly record struct InversePosition(PositionSide Side, double FaceUsd, double EntryPrice, double MarginCoins);

/// <summary>What a position can lose: its own margin, or the wallet that it shares.</summary>
public enum MarginMode
{
    /// <summary>The position's own margin.</summary>
    Isolated,

    /// <summary>The wallet, with what the other positions gain and must keep.</summary>
    Cross,
}

/// <summary>A position as a venue holds it.</summary>
/// <param name="Side">Long or short.</param>
/// <param name="Mode">Isolated or cross.</param>
/// <param name="Size">Coins of a linear position, USD face of an inverse one; at least 0, the side gives the sign.</param>
/// <param name="EntryPrice">The average entry price, quote currency per coin, above 0.</param>
/// <param name="Margin">The isolated margin, or the wallet balance in cross margin: in the settlement currency, the coin for inverse contracts.</param>
/// <param name="OtherMaintenanceMargin">What the other cross positions must keep, settlement currency, at least 0; 0 when isolated.</param>
/// <param name="OtherUnrealizedProfit">What the other cross positions stand to gain, settlement currency; 0 when isolated.</param>
public readonly record struct VenuePosition(
    PositionSide Side,
    MarginMode Mode,
    double Size,
    double EntryPrice,
    double Margin,
    double OtherMaintenanceMargin = 0,
    double OtherUnrealizedProfit = 0
)
{
    /// <summary>An isolated position opened at a price with a leverage.</summary>
    /// <param name="side">Long or short.</param>
    /// <param name="notionalUsd">The notional, USD.</param>
    /// <param name="price">The entry price.</param>
    /// <param name="leverage">Notional over margin, above 0.</param>
    /// <param name="isInverse">Whether the contract is settled in the coin.</param>
    public static VenuePosition Open(
        PositionSide side,
        double notionalUsd,
        double price,
        double leverage,
        bool isInverse
    ) =>
        isInverse
            ? new VenuePosition(side, MarginMode.Isolated, notionalUsd, price, notionalUsd / price / leverage)
            : new VenuePosition(side, MarginMode.Isolated, notionalUsd / price, price, notionalUsd / leverage);
}
