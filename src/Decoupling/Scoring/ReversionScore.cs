using Decoupling.Results;
using Decoupling.Reversion;
using Decoupling.Stationarity;

namespace Decoupling.Scoring;

/// <summary>Whether a basis comes back, how fast, and how likely it does within hours: B3 and B4.</summary>
public sealed record ReversionScore
{
    /// <summary>B4 on the log basis: whether it comes back at all.</summary>
    public required AugmentedDickeyFullerResult UnitRoot { get; init; }

    /// <summary>B4 the other way round: whether it keeps to one level.</summary>
    public required KpssResult Level { get; init; }

    /// <summary>B3's fit of the basis.</summary>
    public required OrnsteinUhlenbeckResult Process { get; init; }

    /// <summary>The odds of being back at the mean; Brownian where <see cref="UnitRoot"/> did not reject.</summary>
    public required ReversionProbabilityResult Odds { get; init; }

    /// <remarks>B3 takes each step of the basis that no gap lies in. B4 takes the closes one after the other: a gap is closed up,
    /// which leaves the limit distribution of the unit-root test as it is (Ryan and Giles, "Testing for Unit Roots in Economic Time
    /// Series with Missing Observations", 1998).</remarks>
    internal static ReversionScore Of(PairSeries series, DateTimeOffset asOf, ScoringOptions options)
    {
        var unitRoot = AugmentedDickeyFuller.Compute(series.LogBasis, asOf, options.UnitRoot);
        var process = OrnsteinUhlenbeck.Compute(
            series.BasisBeforeBps,
            series.BasisAfterBps,
            series.Step,
            asOf,
            options.Process
        );
        var basisBps = series.BasisBps.IsEmpty ? double.NaN : series.BasisBps[^1];
        return new ReversionScore
        {
            UnitRoot = unitRoot,
            Level = Kpss.Compute(series.LogBasis, asOf, options.Level),
            Process = process,
            Odds = ReversionProbability.Compute(
                process,
                basisBps,
                unitRoot.RejectsUnitRoot == true,
                options.ReversionOdds
            ),
        };
    }

    internal static ReversionScore Without(Refusal refusal, DateTimeOffset asOf)
    {
        var process = OrnsteinUhlenbeck.Without(refusal, 0, asOf);
        return new ReversionScore
        {
            UnitRoot = AugmentedDickeyFuller.Without(refusal, 0, asOf),
            Level = Kpss.Without(refusal, 0, asOf),
            Process = process,
            Odds = ReversionProbability.Without(process, refusal),
        };
    }
}
