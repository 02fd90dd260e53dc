using System.Runtime.InteropServices;

namespace Decoupling.Cascades;

/// <summary>What fills beyond bankruptcy prices lose.</summary>
internal static class BadDebt
{
    /// <summary>Σ coins·(bankruptcy price - average fill)⁺ over the positions of each round, for longs; mirrored for shorts.</summary>
    /// <remarks>The margin left at the liquidation price is the maintenance margin, so bankruptcy lies a maintenance rate beyond it.
    /// Positions in any order; O(n log rounds).</remarks>
    public static double Of(
        CascadeRun run,
        CascadeShock shock,
        ReadOnlySpan<double> prices,
        ReadOnlySpan<double> sizes,
        double usdPerUnit,
        double maintenanceRate
    )
    {
        var rounds = CollectionsMarshal.AsSpan(run.Rounds);
        var bankruptcy = 1 - shock.Sign * maintenanceRate;
        double sum = 0;
        for (var i = 0; i < prices.Length; i++)
        {
            var round = RoundOf(prices[i], rounds, shock);
            if (round < rounds.Length && rounds[round].AveragePrice is { } average)
            {
                sum += sizes[i] * Math.Max(0, shock.Sign * (prices[i] * bankruptcy - average));
            }
        }

        return sum * usdPerUnit / shock.Price;
    }

    /// <summary>The first round whose price before it reaches the position: that is where it was closed.</summary>
    private static int RoundOf(double price, ReadOnlySpan<CascadeRound> rounds, CascadeShock shock)
    {
        if (shock.Sign * price >= shock.Sign * shock.ShockedPrice)
        {
            return 0;
        }

        var (low, high) = (1, rounds.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) =
                shock.Sign * price >= shock.Sign * rounds[middle - 1].Price ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
