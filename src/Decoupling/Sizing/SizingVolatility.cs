using System.Globalization;
using Decoupling.Liquidation;

namespace Decoupling.Sizing;

/// <summary>The volatility that leverage is sized with: never below a floor, so that a quiet day does not allow a huge position.</summary>
public static class SizingVolatility
{
    /// <summary>The least σ per √year that is sized with: 5 %, less than any coin has kept up.</summary>
    public const double FloorPerYear = 0.05;

    /// <summary>The σ to size with: the one given, or the floor where that is higher.</summary>
    internal static double Floored(double volatilityPerYear) => Math.Max(volatilityPerYear, FloorPerYear);

    /// <summary>Why a number is no volatility, or <see langword="null"/> when it is one.</summary>
    internal static string? FindFault(double volatilityPerYear) =>
        volatilityPerYear is >= 0 and <= LiquidationProbability.HighestVolatilityPerYear
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"The volatility {volatilityPerYear:R} is not in [0, 1000].");
}
