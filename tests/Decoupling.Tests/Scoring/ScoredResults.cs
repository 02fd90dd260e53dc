using Decoupling.Results;
using Decoupling.Scoring;

namespace Decoupling.Tests.Scoring;

/// <summary>The results of a score by what they read.</summary>
internal static class ScoredResults
{
    /// <summary>What reads the returns of the pair's bars.</summary>
    public static MetricResult[] OfReturns(DerivativeScore score) =>
        [
            score.CoMovement,
            score.Ewma,
            score.Deviation,
            score.Innovations.Kalman,
            score.Innovations.Cusum,
            score.Robust.Ranks,
            score.Robust.Downside,
            score.Robust.Exceedance,
            score.Robust.Tail,
            score.BetaBreak.Found,
        ];

    /// <summary>What reads the closes of the pair's bars.</summary>
    public static MetricResult[] OfCloses(DerivativeScore score) =>
        [
            score.Basis,
            score.Dislocation,
            score.Reversion.UnitRoot,
            score.Reversion.Level,
            score.Reversion.Process,
            score.Reversion.Odds,
            score.BasisBreak.Found,
        ];

    /// <summary>Both.</summary>
    public static MetricResult[] OfBars(DerivativeScore score) => [.. OfReturns(score), .. OfCloses(score)];
}
