namespace Decoupling.Depth;

/// <summary>How far from the mid the book is weighed, and with which orders its impact is measured.</summary>
public sealed record DepthFragilityOptions
{
    /// <summary>Half-widths of the bands about the mid, fractions in (0, 1), strictly increasing. Default 1, 2 and 5 %: the
    /// moves at which 100-, 50-
    /// and 20-fold positions are closed.</summary>
    public IReadOnlyList<double> BandWidths { get; init; } = [0.01, 0.02, 0.05];

    /// <summary>Sizes of the market orders that measure impact, USD, above 0. Default 1, 5 and 10 million: one large
    /// liquidation to a small cascade.</summary>
    public IReadOnlyList<double> ImpactSizesUsd { get; init; } = [1e6, 5e6, 1e7];

    /// <summary>How old a book may be at the slot's time, above 0. Default 10 minutes: twice the period at which it should come.</summary>
    public TimeSpan MaximumAge { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range; the message names it and its value.</exception>
    public void Validate()
    {
        ArgumentNullException.ThrowIfNull(BandWidths);
        ArgumentNullException.ThrowIfNull(ImpactSizesUsd);
        var previous = 0.0;
        foreach (var width in BandWidths)
        {
            if (!(width > previous && width < 1))
            {
                throw new ArgumentOutOfRangeException(nameof(BandWidths), width, "Widths rise within (0, 1).");
            }

            previous = width;
        }

        foreach (var size in ImpactSizesUsd)
        {
            if (size is not (> 0 and < double.PositiveInfinity))
            {
                throw new ArgumentOutOfRangeException(nameof(ImpactSizesUsd), size, "A size is finite and above 0.");
            }
        }

        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(MaximumAge, TimeSpan.Zero);
    }
}
