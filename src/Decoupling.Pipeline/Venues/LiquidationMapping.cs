using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues;

/// <summary>A forced close as a venue sent it, already converted; <see langword="null"/> where it could not be read.</summary>
/// <param name="At">The venue's time.</param>
/// <param name="Price">Quote currency per coin.</param>
/// <param name="SizeCoins">Coins: negative where a long was closed.</param>
internal readonly record struct WireLiquidation(DateTimeOffset? At, double? Price, double? SizeCoins);

/// <summary>A tape from a venue's forced closes.</summary>
internal static class LiquidationMapping
{
    /// <summary>A hundred-millionth of a coin: more digits would not pack.</summary>
    private const int DecimalsOfCoins = 8;

    /// <summary>The closes in (<paramref name="afterAt"/>, <paramref name="untilAt"/>], in the order of time; one that cannot be read spoils the tape, as totals would be wrong.</summary>
    public static Reading<LiquidationTape> From(
        IEnumerable<WireLiquidation> closes,
        DateTimeOffset afterAt,
        DateTimeOffset untilAt,
        LiquidationCoverage coverage
    )
    {
        var kept = new List<(DateTimeOffset At, double Price, double SizeCoins)>();
        foreach (var close in closes)
        {
            if (close.At is not { } at || close.Price is not { } price || close.SizeCoins is not { } sizeCoins)
                return new Missing("a liquidation has no readable time, side, price or size");
            if (!double.IsFinite(sizeCoins))
                return new Missing("a liquidation is of more coins than there are");
            if (at > afterAt && at <= untilAt)
                kept.Add((at, price, Math.Round(sizeCoins, DecimalsOfCoins)));
        }
        // Stable: of one time, the venue's order.
        var ordered = kept.OrderBy(close => close.At).ToList();
        return new LiquidationTape(
            coverage,
            [.. ordered.Select(close => close.At)],
            [.. ordered.Select(close => close.Price)],
            [.. ordered.Select(close => close.SizeCoins)]
        );
    }
}
