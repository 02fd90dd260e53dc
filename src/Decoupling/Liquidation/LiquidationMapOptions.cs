namespace Decoupling.Liquidation;

/// <summary>What the liquidation map assumes about who holds the open interest, and how it is cut into bins.</summary>
public sealed record LiquidationMapOptions
{
    // A basis point: below it a band lies within the bin that the price is in.
    private const double NarrowestBand = 1e-4;

    /// <summary>The assumed leverages of longs. Default <see cref="LeverageMix.Default"/>: an assumption, not a measurement.</summary>
    public LeverageMix LongMix { get; init; } = LeverageMix.Default;

    /// <summary>The assumed leverages of shorts. Default <see cref="LeverageMix.Default"/>: an assumption, not a measurement.</summary>
    public LeverageMix ShortMix { get; init; } = LeverageMix.Default;

    /// <summary>The age at which half of the positions opened in a bar are taken to be closed and opened anew, above 0. Default
    /// 12 hours: large perpetuals trade
    /// their open interest about once or more a day. An assumption.</summary>
    public TimeSpan EntryHalfLife { get; init; } = TimeSpan.FromHours(12);

    /// <summary>The notional of one position, which decides its margin tier, USD, above 0. Default 10,000: a retail position.
    /// An assumption.</summary>
    public double PositionNotionalUsd { get; init; } = 10_000;

    /// <summary>The width of a bin in the logarithm of the price, in [1e-5, 0.1]. Default 0.001, 10 bp.</summary>
    public double BinWidth { get; init; } = 0.001;

    /// <summary>Distances from the mark price within which notionals are summed, fractions in [0.0001, 1), strictly increasing,
    /// one at least. Default 1, 2, 5 and 10 %.</summary>
    public IReadOnlyList<double> BandWidths { get; init; } = [0.01, 0.02, 0.05, 0.10];

    /// <summary>How many times the mean of the widest band a bin must hold to belong to a cluster, above 1. Default 2.</summary>
    public double ClusterMultiple { get; init; } = 2;

    /// <summary>The fewest bars that give a map, at least 1. Default 12: an hour of five-minute bars.</summary>
    public int MinimumBars { get; init; } = 12;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it and its value.</exception>
    public void Validate()
    {
        ArgumentNullException.ThrowIfNull(LongMix);
        ArgumentNullException.ThrowIfNull(ShortMix);
        ArgumentNullException.ThrowIfNull(BandWidths);
        LongMix.Validate();
        ShortMix.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(EntryHalfLife, TimeSpan.Zero);
        Require(
            PositionNotionalUsd is > 0 and < double.PositiveInfinity,
            nameof(PositionNotionalUsd),
            PositionNotionalUsd
        );
        Require(BinWidth is >= 1e-5 and <= 0.1, nameof(BinWidth), BinWidth);
        Require(ClusterMultiple is > 1 and < double.PositiveInfinity, nameof(ClusterMultiple), ClusterMultiple);
        ArgumentOutOfRangeException.ThrowIfLessThan(MinimumBars, 1);
        Require(BandWidths.Count > 0, nameof(BandWidths), 0);
        var previous = 0.0;
        foreach (var width in BandWidths)
        {
            Require(width > previous && width is >= NarrowestBand and < 1, nameof(BandWidths), width);
            previous = width;
        }
    }

    private static void Require(bool isSound, string option, double value)
    {
        if (!isSound)
        {
            throw new ArgumentOutOfRangeException(option, value, "The option is out of its range.");
        }
    }
}
