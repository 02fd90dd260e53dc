using System.Globalization;

namespace Decoupling.Liquidation;

/// <summary>A venue's maintenance margin by position size: large positions must keep more, and so are liquidated sooner.</summary>
/// <remarks>Maintenance margin of a notional n = max over tiers of (mᵢ·n - cᵢ), with cᵢ = cᵢ₋₁ + floorᵢ·(mᵢ - mᵢ₋₁): continuous and convex,
/// so the tier that binds is the one that asks most. Immutable. Source: Binance FAQ "leverage and margin"; methods D1.</remarks>
public sealed class MarginTiers
{
    // Published deductions are rounded to a cent or to 1e-8 coins; the floor sets the scale.
    private const double DeductionTolerance = 1e-9;

    private readonly MarginTier[] tiers;

    private MarginTiers(MarginTier[] tiers, bool isStepped = false)
    {
        this.tiers = tiers;
        IsStepped = isStepped;
    }

    /// <summary>Whether the whole position takes the rate of the tier that it falls in, so that the margin jumps at a floor (OKX).</summary>
    public bool IsStepped { get; }

    /// <summary>The tiers by rising floor; the first starts at 0.</summary>
    public IReadOnlyList<MarginTier> Tiers => tiers;

    /// <summary>The highest maintenance rate, in (0, 1).</summary>
    public double HighestRate => tiers[^1].MaintenanceRate;

    internal ReadOnlySpan<MarginTier> Span => tiers;

    /// <summary>A table with the deductions that the recursion gives.</summary>
    /// <param name="floors">Floors, rising strictly from 0: USD for linear contracts, coins for inverse ones.</param>
    /// <param name="maintenanceRates">Rates, rising strictly in (0, 1), one a floor.</param>
    /// <exception cref="ArgumentException">The lists are empty, differ in length or do not rise; the message names the entry.</exception>
    public static MarginTiers FromRates(ReadOnlySpan<double> floors, ReadOnlySpan<double> maintenanceRates)
    {
        RequirePairs(floors, maintenanceRates);
        var tiers = new MarginTier[floors.Length];
        for (var i = 0; i < tiers.Length; i++)
        {
            tiers[i] = new MarginTier(floors[i], maintenanceRates[i], 0);
            tiers[i] = tiers[i] with { Deduction = DeductionOf(tiers, i) };
        }

        Require(FindFault(tiers), nameof(floors));
        return new MarginTiers(tiers);
    }

    /// <summary>A table as a venue publishes it, its deductions checked against the recursion to 1e-9 of the floor.</summary>
    /// <param name="tiers">The tiers by rising floor.</param>
    /// <exception cref="ArgumentException">The table is empty, does not rise, or a deduction is not the recursion's; the
    /// message names the entry.</exception>
    public static MarginTiers FromTiers(IEnumerable<MarginTier> tiers)
    {
        ArgumentNullException.ThrowIfNull(tiers);
        var copy = tiers.ToArray();
        Require(FindFault(copy) ?? FindDeductionFault(copy), nameof(tiers));
        return new MarginTiers(copy);
    }

    /// <summary>A table whose whole position takes the rate of its tier; a size on a floor belongs to the tier below.</summary>
    /// <param name="floors">Floors, rising strictly from 0, in the unit of the size.</param>
    /// <param name="maintenanceRates">Rates, rising strictly in (0, 1), one a floor.</param>
    /// <exception cref="ArgumentException">The lists are empty, differ in length or do not rise; the message names the entry.</exception>
    public static MarginTiers Stepped(ReadOnlySpan<double> floors, ReadOnlySpan<double> maintenanceRates)
    {
        RequirePairs(floors, maintenanceRates);
        var tiers = new MarginTier[floors.Length];
        for (var i = 0; i < tiers.Length; i++)
        {
            tiers[i] = new MarginTier(floors[i], maintenanceRates[i], 0);
        }

        Require(FindFault(tiers), nameof(floors));
        return new MarginTiers(tiers, isStepped: true);
    }

    /// <summary>One rate and deduction at every size: the tier that a venue reports for a position, or a plain assumption.</summary>
    /// <param name="maintenanceRate">The rate, in (0, 1).</param>
    /// <param name="deduction">The deduction, at least 0: USD for linear contracts, coins for inverse ones.</param>
    /// <exception cref="ArgumentException">The rate or the deduction is out of range.</exception>
    public static MarginTiers Fixed(double maintenanceRate, double deduction = 0)
    {
        MarginTier[] tiers = [new MarginTier(0, maintenanceRate, deduction)];
        Require(FindFault(tiers), nameof(maintenanceRate));
        return deduction is >= 0 and < double.PositiveInfinity
            ? new MarginTiers(tiers)
            : throw new ArgumentOutOfRangeException(
                nameof(deduction),
                deduction,
                "A deduction is finite and at least 0."
            );
    }

    /// <summary>What a position must keep, in the unit of the notional: max over tiers of (rate·notional - deduction), or the rate of its
    /// tier in a stepped table.</summary>
    /// <param name="notional">The position's notional, at least 0: USD for linear contracts, coins for inverse ones.</param>
    public double MaintenanceMargin(double notional)
    {
        if (IsStepped)
        {
            var last = tiers.Length - 1;
            while (last > 0 && !(notional > tiers[last].Floor))
            {
                last--;
            }

            return tiers[last].MaintenanceRate * notional;
        }

        var margin = double.NegativeInfinity;
        foreach (var tier in tiers)
        {
            margin = Math.Max(margin, tier.MaintenanceRate * notional - tier.Deduction);
        }

        return margin;
    }

    private static void RequirePairs(ReadOnlySpan<double> floors, ReadOnlySpan<double> maintenanceRates)
    {
        if (floors.Length != maintenanceRates.Length)
        {
            throw new ArgumentException(
                $"There are {floors.Length} floors and {maintenanceRates.Length} rates; they must pair up.",
                nameof(maintenanceRates)
            );
        }
    }

    private static double DeductionOf(MarginTier[] tiers, int i) =>
        i == 0
            ? 0
            : tiers[i - 1].Deduction + tiers[i].Floor * (tiers[i].MaintenanceRate - tiers[i - 1].MaintenanceRate);

    private static MarginTierFault? FindFault(ReadOnlySpan<MarginTier> tiers)
    {
        if (tiers.Length == 0)
        {
            return new MarginTierFault(null, "A margin table has one tier at least.");
        }

        if (tiers[0].Floor != 0)
        {
            return new MarginTierFault(0, $"the first floor is {Text(tiers[0].Floor)}, not 0");
        }

        for (var i = 0; i < tiers.Length; i++)
        {
            var rate = tiers[i].MaintenanceRate;
            if (!(rate > (i == 0 ? 0 : tiers[i - 1].MaintenanceRate) && rate < 1))
            {
                return new MarginTierFault(i, $"the rate {Text(rate)} does not rise within (0, 1)");
            }

            if (i > 0 && !(tiers[i].Floor > tiers[i - 1].Floor && double.IsFinite(tiers[i].Floor)))
            {
                return new MarginTierFault(i, $"the floor {Text(tiers[i].Floor)} does not rise");
            }
        }

        return null;
    }

    private static MarginTierFault? FindDeductionFault(MarginTier[] tiers)
    {
        for (var i = 0; i < tiers.Length; i++)
        {
            var expected = DeductionOf(tiers, i);
            if (!(Math.Abs(tiers[i].Deduction - expected) <= DeductionTolerance * tiers[i].Floor))
            {
                return new MarginTierFault(i, $"the deduction {Text(tiers[i].Deduction)} should be {Text(expected)}");
            }
        }

        return null;
    }

    private static void Require(MarginTierFault? fault, string parameter)
    {
        if (fault is { } found)
        {
            throw new MarginTierException(found, parameter);
        }
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
