using Decoupling.Carry;
using Decoupling.Results;

namespace Decoupling.Scoring;

/// <summary>What the closes of one window say of a derivative's basis: B1, B3, B4, and B6 of its level.</summary>
internal sealed record BasisScores
{
    public required BasisResult Basis { get; init; }

    public required ReversionScore Reversion { get; init; }

    public required DatedBreak Break { get; init; }

    public static BasisScores Of(PairSeries series, DateTimeOffset asOf, ScoringOptions options) =>
        new()
        {
            Basis = Carry.Basis.Compute(series.DerivativeCloses, series.UnderlyingCloses, asOf, options.Basis),
            Reversion = ReversionScore.Of(series, asOf, options),
            Break = DatedBreak.OfBasis(series, asOf, options.Break),
        };

    public static BasisScores Without(Refusal refusal, double? basisBps, DateTimeOffset asOf) =>
        new()
        {
            Basis = Carry.Basis.Without(refusal, 0, asOf) with { BasisBps = basisBps },
            Reversion = ReversionScore.Without(refusal, asOf),
            Break = DatedBreak.Without(refusal, asOf),
        };
}
