using System.Globalization;
using Decoupling.Sizing;

namespace Decoupling.Liquidation;

/// <summary>The highest leverage at which a venue lets a position of a size be opened, as far as its tiers say it.</summary>
/// <remarks>A tier that does not say it has that of the tier under it: an upper bound, since venues lower the leverage as positions grow.</remarks>
public sealed class LeverageCaps
{
    private readonly (double Floor, double Leverage)[] caps;

    private LeverageCaps((double Floor, double Leverage)[] caps) => this.caps = caps;

    /// <summary>Nothing is known.</summary>
    public static LeverageCaps None { get; } = new([]);

    /// <summary>The highest leverage of a size, above 0 and at most 1,000, or <see langword="null"/> where no tier up to it says one.</summary>
    /// <param name="size">The position in the floors' unit, at least 0.</param>
    public double? Find(double size)
    {
        double? found = null;
        foreach (var (floor, leverage) in caps)
        {
            if (floor > size)
            {
                break;
            }

            found = leverage;
        }

        return found;
    }

    /// <summary>The caps of tiers, lowest floor first.</summary>
    internal static LeverageCaps Of(IEnumerable<(double Floor, double? Leverage)> tiers) =>
        new([.. tiers.Where(tier => tier.Leverage is not null).Select(tier => (tier.Floor, tier.Leverage!.Value))]);

    /// <summary>What is wrong with the caps of tiers, as a sentence, or <see langword="null"/>.</summary>
    internal static string? FindFault(IEnumerable<(double Floor, double? Leverage)> tiers)
    {
        var last = SizingLimits.HighestLeverage;
        foreach (var (_, leverage) in tiers)
        {
            if (leverage is null)
            {
                continue;
            }

            if (!(leverage > 0 && leverage <= last))
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"a highest leverage of {leverage} does not lie in (0, {last}]: it falls as positions grow."
                );
            }

            last = leverage.Value;
        }

        return null;
    }
}
