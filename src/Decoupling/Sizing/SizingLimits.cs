using Decoupling.Liquidation;
using Decoupling.Numerics;

namespace Decoupling.Sizing;

/// <summary>What the options of sizing have in common: the ranges of a leverage, a chance and a side.</summary>
internal static class SizingLimits
{
    /// <summary>No venue offers more.</summary>
    public const double HighestLeverage = 1000;

    public static void RequireLeverage(double leverage, string name)
    {
        if (!(leverage is > 0 and <= HighestLeverage))
        {
            throw new ArgumentOutOfRangeException(name, leverage, "A leverage lies in (0, 1000].");
        }
    }

    public static void RequireChance(double probability, string name) =>
        InputGate.RequireWithin(probability, 0, 1, name);

    public static double SignOf(PositionSide side) =>
        side switch
        {
            PositionSide.Long => 1,
            PositionSide.Short => -1,
            _ => throw new ArgumentOutOfRangeException(nameof(side), side, "A position is long or short."),
        };
}
