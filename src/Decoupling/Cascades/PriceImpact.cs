using Decoupling.Results;

namespace Decoupling.Cascades;

/// <summary>What a forced size does to the price.</summary>
public sealed record PriceImpactResult : MetricResult
{
    /// <summary>How far the price moves, against the seller or the buyer, bp, at least 0.</summary>
    public double? ImpactBps { get; init; }
}

/// <summary>E1. Tells how far a sale or purchase of a given size would move the price.</summary>
/// <remarks>Linear κQ, or square root Yσ√(Q/V). Bp, at least 0. No history of its own. O(1).
/// Source: A. Kyle, "Continuous auctions and insider trading", 1985; B. Tóth et al., "Anomalous price impact and the critical
/// nature of liquidity in financial markets", 2011; methods E1.</remarks>
public static class PriceImpact
{
    /// <summary>The impact of one size.</summary>
    /// <param name="sizeUsd">What is sold or bought, USD, at least 0.</param>
    /// <param name="model">The formula.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter of the model is out of its range.</exception>
    public static PriceImpactResult Compute(double sizeUsd, ImpactModel model, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Validate();
        if (!(double.IsFinite(sizeUsd) && sizeUsd >= 0))
        {
            return None(MetricStatus.InvalidInput, $"The size {CascadeText.Of(sizeUsd)} USD is not at least 0.", asOf);
        }

        var bps = 1e4 * model.MoveOf(sizeUsd);
        return double.IsFinite(bps)
            ? new PriceImpactResult
            {
                Status = MetricStatus.Ok,
                SampleCount = 1,
                AsOf = asOf,
                ImpactBps = bps,
            }
            : None(MetricStatus.OutOfDomain, "The impact exceeds the range of a double.", asOf);
    }

    private static PriceImpactResult None(MetricStatus status, string reason, DateTimeOffset asOf) =>
        new()
        {
            Status = status,
            Reason = reason,
            SampleCount = 0,
            AsOf = asOf,
        };
}
