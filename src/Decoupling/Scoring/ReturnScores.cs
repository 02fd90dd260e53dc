using Decoupling.Results;
using Decoupling.Tracking;

namespace Decoupling.Scoring;

/// <summary>What the returns of one window say of a derivative and its reference: A1, A2, A3, A5, and B6 of beta.</summary>
internal sealed record ReturnScores
{
    public required CoMovementResult CoMovement { get; init; }

    public required EwmaCoMovementResult Ewma { get; init; }

    public required InnovationWatch Innovations { get; init; }

    public required RobustScore Robust { get; init; }

    public required DatedBreak BetaBreak { get; init; }

    public static ReturnScores Of(PairSeries series, DateTimeOffset asOf, ScoringOptions options) =>
        new()
        {
            CoMovement = Tracking.CoMovement.Compute(
                series.UnderlyingReturns,
                series.DerivativeReturns,
                series.Step,
                asOf,
                options.CoMovement
            ),
            Ewma = EwmaOf(series, asOf, options.Ewma),
            Innovations = InnovationWatch.Of(series, asOf, options),
            Robust = RobustScore.Of(series, asOf, options),
            BetaBreak = DatedBreak.OfBeta(series, asOf, options.Break),
        };

    public static ReturnScores Without(Refusal refusal, DateTimeOffset asOf) =>
        new()
        {
            CoMovement = Tracking.CoMovement.Without(refusal, 0, asOf),
            Ewma = EwmaCoMovement.Without(refusal, 0, asOf),
            Innovations = InnovationWatch.Without(refusal, asOf),
            Robust = RobustScore.Without(refusal, asOf),
            BetaBreak = DatedBreak.Without(refusal, asOf),
        };

    /// <summary>Weights that halve within one bar would rest on that bar alone.</summary>
    private static EwmaCoMovementResult EwmaOf(PairSeries series, DateTimeOffset asOf, EwmaCoMovementOptions options) =>
        series.Step <= options.HalfLife
            ? EwmaCoMovement.Compute(series.UnderlyingReturns, series.DerivativeReturns, series.Step, asOf, options)
            : EwmaCoMovement.Without(
                new Refusal(
                    MetricStatus.OutOfDomain,
                    $"Bars of {series.Step} are longer than the half-life of {options.HalfLife}."
                ),
                0,
                asOf
            );
}
