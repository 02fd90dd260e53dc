namespace Decoupling.Simulator.Market;

/// <summary>A forced close: negative size where a long was closed, positive where a short was.</summary>
internal readonly record struct Liquidation(DateTimeOffset At, double Price, double SizeCoins);
