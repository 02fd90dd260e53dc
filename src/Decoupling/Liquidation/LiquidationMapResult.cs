using Decoupling.Results;

namespace Decoupling.Liquidation;

/// <summary>Where forced sales and purchases wait, if traders are levered as assumed.</summary>
public sealed record LiquidationMapResult : MetricResult
{
    /// <summary>The whole map; <see langword="null"/> unless the status is Ok.</summary>
    public LiquidationBins? Bins { get; init; }

    /// <summary>Notionals within each distance of the mark price, in the order of the options; empty unless the status is Ok.</summary>
    public IReadOnlyList<LiquidationBand> Bands { get; init; } = [];

    /// <summary>The cluster of longs nearest below the mark price; <see langword="null"/> where none stands out.</summary>
    public LiquidationCluster? LongCluster { get; init; }

    /// <summary>The cluster of shorts nearest above the mark price; <see langword="null"/> where none stands out.</summary>
    public LiquidationCluster? ShortCluster { get; init; }

    /// <summary>Longs per unit of the logarithm of the price over the narrowest band, USD, at least 0: ℓ of the cascade gain.</summary>
    public double? LongUsdPerLogPrice { get; init; }

    /// <summary>Shorts per unit of the logarithm of the price over the narrowest band, USD, at least 0.</summary>
    public double? ShortUsdPerLogPrice { get; init; }

    /// <summary>What told where positions were entered; without open-interest history it is volume alone.</summary>
    public EntryEvidence? Evidence { get; init; }

    /// <summary>The part of today's open interest that was seen to open within the window, in [0, 1]; the rest is taken to have
    /// been entered alike.
    /// <see langword="null"/> without open-interest history.</summary>
    public double? ObservedShare { get; init; }
}
