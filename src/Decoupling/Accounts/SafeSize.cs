using Decoupling.Liquidation;
using Decoupling.Sizing;

namespace Decoupling.Accounts;

/// <summary>The largest size, and the least margin, with which a position is liquidated with a chosen chance only.</summary>
/// <remarks>The chance falls with the distance of P*, and the distance with the size and against the margin; so both are found by halving a
/// bracket, whose safe end is the answer. Closing a part at the mark price takes none of the equity: what the part had gained goes to the
/// margin.</remarks>
internal sealed class SafeSize
{
    private const int MostHalvings = 200;
    private const double Precision = 1e-12;

    private readonly PositionExposure exposure;
    private readonly double markPrice;
    private readonly PositionBacking backing;
    private readonly double profit;
    private readonly double barrierPrice;

    /// <param name="exposure">The position.</param>
    /// <param name="backing">What stands behind it.</param>
    /// <param name="markPrice">The mark price.</param>
    /// <param name="volatilityPerYear">σ per √year.</param>
    /// <param name="target">The chance and its horizon.</param>
    public SafeSize(
        PositionExposure exposure,
        PositionBacking backing,
        double markPrice,
        double volatilityPerYear,
        LiquidationOddsOptions target
    )
    {
        this.exposure = exposure;
        this.backing = backing;
        profit = exposure.Profit(markPrice);
        this.markPrice = markPrice;
        var level = LiquidationOddsLeverage.LevelOf(exposure.Sign, volatilityPerYear, target);
        barrierPrice = markPrice * Math.Exp(exposure.Sign * level);
    }

    /// <summary>The largest size that is safe, in the position's unit, at least 0.</summary>
    public double Largest()
    {
        var available = backing.Free + profit;
        if (!(available > 0))
        {
            return 0;
        }

        // Above 1,000 times the equity nothing is ever safe: the maintenance margin alone is more.
        var high = SizingLimits.HighestLeverage * available;
        high = exposure.Terms.IsInverse ? high * markPrice : high / markPrice;
        return Halve(0, high, size => IsSafe(size, added: 0));
    }

    /// <summary>The least margin to add so that the present size is safe, in the settlement coin, at least 0; NaN where none is enough.</summary>
    public double LeastAdded()
    {
        if (IsSafe(exposure.Size, added: 0))
        {
            return 0;
        }

        var notional = exposure.Notional(markPrice);
        var high = notional + Math.Max(0, -(backing.Free + profit));
        for (var doubling = 0; doubling < MostHalvings; doubling++, high *= 2)
        {
            if (IsSafe(exposure.Size, high))
            {
                return Halve(high, 0, added => IsSafe(exposure.Size, added));
            }
        }

        return double.NaN;
    }

    private bool IsSafe(double size, double added)
    {
        if (size == 0)
        {
            return true;
        }

        var resized = exposure with { Size = size };
        var balance = backing.Balance + added + profit - resized.Profit(markPrice);
        var found = resized.Liquidation(backing with { Balance = balance }, markPrice);
        return found.Outcome switch
        {
            LiquidationOutcome.CannotBeLiquidatedByPrice => true,
            LiquidationOutcome.Price => exposure.Sign * (barrierPrice - found.Price!.Value) >= 0,
            _ => false,
        };
    }

    /// <summary>The safe end of a bracket whose other end is not safe, halved to 12 digits.</summary>
    private static double Halve(double safe, double unsafeEnd, Func<double, bool> isSafe)
    {
        if (isSafe(unsafeEnd))
        {
            return unsafeEnd;
        }

        for (
            var halving = 0;
            halving < MostHalvings && Math.Abs(unsafeEnd - safe) > Precision * Math.Max(safe, unsafeEnd) * 0.5;
            halving++
        )
        {
            var middle = 0.5 * (safe + unsafeEnd);
            (safe, unsafeEnd) = isSafe(middle) ? (middle, unsafeEnd) : (safe, middle);
        }

        return safe;
    }
}
