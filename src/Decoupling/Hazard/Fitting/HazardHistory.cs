using Decoupling.Carry;
using Decoupling.Snapshots;

namespace Decoupling.Hazard.Fitting;

/// <summary>The recorded hours of one asset that a model is fitted on.</summary>
public sealed record HazardHistory
{
    /// <summary>The underlying: "BTC".</summary>
    public required string Asset { get; init; }

    /// <summary>The venue in lower case: "binance".</summary>
    public required string Venue { get; init; }

    /// <summary>The venues' funding terms; those of its linear perpetuals apply.</summary>
    public required VenueFundingTerms FundingTerms { get; init; }

    /// <summary>Hourly bars of the spot market, with lows.</summary>
    public required BarSeries Spot { get; init; }

    /// <summary>Hourly bars of the perpetual, with volumes.</summary>
    public required BarSeries Perpetual { get; init; }

    /// <summary>The funding rates as they were paid, fractions per interval.</summary>
    public required SampleSeries FundingPaid { get; init; }
}
