using Decoupling.Results;
using Decoupling.Tracking;

namespace Decoupling.Scoring;

/// <summary>How a derivative runs with its reference where a few large moves count for little, and where they are all that counts: A5.</summary>
public sealed record RobustScore
{
    /// <summary>Spearman's ρ and Kendall's τ.</summary>
    public required RankCorrelationResult Ranks { get; init; }

    /// <summary>Co-semicorrelation, and β of falls and of rises.</summary>
    public required DownsideCoMovementResult Downside { get; init; }

    /// <summary>Correlation at the ends of the reference's returns beside a normal pair's.</summary>
    public required ExceedanceCorrelationResult Exceedance { get; init; }

    /// <summary>How often the worst moves coincide, beside a t-copula's limit.</summary>
    public required TailDependenceResult Tail { get; init; }

    internal static RobustScore Of(PairSeries series, DateTimeOffset asOf, ScoringOptions options)
    {
        var x = series.UnderlyingReturns;
        var y = series.DerivativeReturns;
        using var ranks = PairRanks.Of(x, y);
        return new RobustScore
        {
            Ranks = RankCorrelation.Compute(x, y, ranks, asOf, options.Ranks),
            Downside = DownsideCoMovement.Compute(x, y, asOf, options.Downside),
            Exceedance = ExceedanceCorrelation.Compute(x, y, ranks.SortedX, asOf, options.Exceedance),
            Tail = TailDependence.Compute(x, y, ranks, asOf, options.Tail),
        };
    }

    internal static RobustScore Without(Refusal refusal, DateTimeOffset asOf) =>
        new()
        {
            Ranks = RankCorrelation.Without(refusal, 0, asOf),
            Downside = DownsideCoMovement.Without(refusal, 0, asOf),
            Exceedance = ExceedanceCorrelation.Without(refusal, 0, asOf),
            Tail = TailDependence.Without(refusal, 0, asOf),
        };
}
