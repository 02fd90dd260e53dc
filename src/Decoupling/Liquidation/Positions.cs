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
