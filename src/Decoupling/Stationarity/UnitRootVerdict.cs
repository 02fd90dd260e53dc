using Decoupling.Results;

namespace Decoupling.Stationarity;

/// <summary>What a test says when its regression has no statistic.</summary>
internal static class UnitRootVerdict
{
    private static readonly Refusal s_dependent = new(
        MetricStatus.Degenerate,
        "The series' past explains it without error, or a lag repeats the others: there is no statistic."
    );

    private static readonly Refusal s_perfectReversion = new(
        MetricStatus.Degenerate,
        "The series comes back without any error: its statistic is minus infinity."
    );

    /// <summary>The refusal, or <see langword="null"/> when there is a statistic.</summary>
    public static Refusal? Refusal(UnitRootFit fit) =>
        fit.Outcome switch
        {
            UnitRootOutcome.Found => null,
            UnitRootOutcome.PerfectReversion => s_perfectReversion,
            UnitRootOutcome.Dependent => s_dependent,
            _ => SeriesGate.Overflow,
        };

    /// <summary>0 for a perfect reversion; none otherwise.</summary>
    public static double? PValueWithout(UnitRootFit fit) => fit.Outcome == UnitRootOutcome.PerfectReversion ? 0 : null;
}
