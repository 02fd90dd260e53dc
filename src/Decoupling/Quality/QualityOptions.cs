using Decoupling.Numerics;

namespace Decoupling.Quality;

/// <summary>From where on a gate speaks. Prices are compared as logarithms; "off" is against the instrument's own usual distance from the quorum.</summary>
/// <remarks>The evidence is Binance's bars of 2021 to 2025 (BTC, ETH and SOL, 1 minute to 1 hour, 408,000 pairs of spot and perpetual), 83,538 days of open
/// interest of 119 perpetuals 2022 to 2023, and what venues did on 10 October 2025.</remarks>
public sealed record QualityOptions
{
    /// <summary>How many equal closes in a row are looked at, at least 2. Default 3.</summary>
    public int FrozenBars { get; init; } = 3;

    /// <summary>How far the others must have moved in that time, a fraction in (0, 1). Default 0.0015: of the runs of 3 or more that had
    /// volume, the other leg moved 0.00067 at most; on 28 October 2024, when perpetuals stood still, 0.0018 in 3 bars and 0.0045 in 15.</summary>
    public double FrozenMove { get; init; } = 0.0015;

    /// <summary>Ticks of its own that the others must have moved besides, at least 0. Default 3: a coarse tick keeps a sound price still.</summary>
    public double FrozenTicks { get; init; } = 3;

    /// <summary>How far off the quorum a price is an outlier, a fraction in (0, 1). Default 0.03: a bar's leap between the legs, there and back,
    /// was 0.0073 at most in 5-minute and 0.012 in hourly bars.</summary>
    public double Outlier { get; init; } = 0.03;

    /// <summary>From where on an outlier that nothing of its own venue bears out or contradicts is not used. Default 0.2.</summary>
    public double LoneOutlier { get; init; } = 0.2;

    /// <summary>How many bars a print that is left out of the window may last, at least 1. Default 2: what stays longer is a gap of its own.</summary>
    public int PrintBars { get; init; } = 2;

    /// <summary>How many bars without a trade are an outage, at least 1. Default 3.</summary>
    public int OutageBars { get; init; } = 3;

    /// <summary>How far off the others the first print after an outage may be, a fraction in (0, 1). Default 0.005: after five outages of spot
    /// of 3 to 43 bars it was 0.001 at most.</summary>
    public double RestartOff { get; init; } = 0.005;

    /// <summary>How far a mark or index price may be from the traded one, a fraction in (0, 1). Default 0.1: in 59,000 hours 2021 to 2025 the mark
    /// was within 0.0098.</summary>
    public double QuoteOff { get; init; } = 0.1;

    /// <summary>How far an index must be from the other venues' spot, and by its own venue's price, to be its own, a fraction in (0, 1). Default
    /// 0.005: the floor that told one venue's stablecoin on 10 October 2025 from 127 days without any.</summary>
    public double OwnIndexOff { get; init; } = 0.005;

    /// <summary>A power of ten counts as one within this factor, in (0, 0.3) of its decimal logarithm. Default 0.1, that is ±26 %.</summary>
    public double PowerOfTenSlack { get; init; } = 0.1;

    /// <summary>By what factor open interest must change to be looked at, above 1. Default 2. It is refused where less was traded than
    /// it changed by: never so in 83,538 days, of which 281 halved or doubled.</summary>
    public double OpenInterestFactor { get; init; } = 2;

    /// <summary>× the largest rate paid in the history before a funding rate is asked for the premium that it is an average of, above 1. Default 10: on
    /// BTC and ETH 2021 to 2025 a rate was at most 3.2 times the largest of the month before.</summary>
    public double FundingFactor { get; init; } = 10;

    /// <summary>A venue's clock off by so much is told, positive. Default 2 s: a capture of 8 August 2024 was 1.27 s off, and sound.</summary>
    public TimeSpan ClockOff { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The share of a slot by which a clock makes the venue's data of another slot, in (0, 1]. Default 0.5.</summary>
    public double ClockBlocksShare { get; init; } = 0.5;

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentException">Names the option and its value.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(FrozenBars, 2, nameof(FrozenBars));
        InputGate.RequireWithin(FrozenMove, 0, 1, nameof(FrozenMove));
        ArgumentOutOfRangeException.ThrowIfNegative(FrozenTicks);
        InputGate.RequireWithin(Outlier, 0, 1, nameof(Outlier));
        InputGate.RequireWithin(LoneOutlier, Outlier, double.PositiveInfinity, nameof(LoneOutlier));
        ArgumentOutOfRangeException.ThrowIfLessThan(PrintBars, 1, nameof(PrintBars));
        ArgumentOutOfRangeException.ThrowIfLessThan(OutageBars, 1, nameof(OutageBars));
        InputGate.RequireWithin(RestartOff, 0, 1, nameof(RestartOff));
        InputGate.RequireWithin(QuoteOff, 0, 1, nameof(QuoteOff));
        InputGate.RequireWithin(OwnIndexOff, 0, 1, nameof(OwnIndexOff));
        InputGate.RequireWithin(PowerOfTenSlack, 0, 0.3, nameof(PowerOfTenSlack));
        InputGate.RequireWithin(OpenInterestFactor, 1, double.PositiveInfinity, nameof(OpenInterestFactor));
        InputGate.RequireWithin(FundingFactor, 1, double.PositiveInfinity, nameof(FundingFactor));
        InputGate.RequirePositive(ClockOff, nameof(ClockOff));
        InputGate.RequireWithin(ClockBlocksShare, 0, 1 + 1e-9, nameof(ClockBlocksShare));
    }
}
