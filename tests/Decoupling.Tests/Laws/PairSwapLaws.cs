using Decoupling.Results;
using Decoupling.Tracking;

namespace Decoupling.Tests.Laws;

/// <summary>What the two series of a pair may exchange without changing the answer, for samples of any origin.</summary>
internal static class PairSwapLaws
{
    private const double RelativeTolerance = 1e-9;

    private static readonly TimeSpan s_step = TimeSpan.FromMinutes(5);
    private static readonly DateTimeOffset s_asOf = new(2024, 8, 5, 13, 0, 0, TimeSpan.Zero);

    /// <summary>A1, A2, A4 and A5 of (x, y) against (y, x). Gives how many of them had a value to compare.</summary>
    public static int ShouldHold(double[] x, double[] y)
    {
        var compared = 0;
        var (forth, back) = (
            CoMovement.Compute(x, y, s_step, s_asOf, new()),
            CoMovement.Compute(y, x, s_step, s_asOf, new())
        );
        compared += Same(forth, back, forth.Correlation, back.Correlation);
        compared += Same(forth, back, forth.Beta * back.Beta, forth.RSquared);

        var ewma = EwmaCoMovement.Compute(x, y, s_step, s_asOf, new());
        var ewmaBack = EwmaCoMovement.Compute(y, x, s_step, s_asOf, new());
        compared += Same(ewma, ewmaBack, ewma.Correlation, ewmaBack.Correlation);
        compared += Same(ewma, ewmaBack, ewma.Beta * ewmaBack.Beta, ewma.Correlation * ewma.Correlation);

        var deviation = DeviationFromOne.Compute(forth, new());
        var deviationBack = DeviationFromOne.Compute(back, new());
        compared += Same(deviation, deviationBack, deviation.OneMinusRSquared, deviationBack.OneMinusRSquared);
        compared += Same(deviation, deviationBack, deviation.CorrelationLow, deviationBack.CorrelationLow);
        compared += Same(deviation, deviationBack, deviation.CorrelationHigh, deviationBack.CorrelationHigh);
        deviation.IsBelowFloor.ShouldBe(deviationBack.IsBelowFloor);

        var ranks = RankCorrelation.Compute(x, y, s_asOf, new());
        var ranksBack = RankCorrelation.Compute(y, x, s_asOf, new());
        compared += Same(ranks, ranksBack, ranks.Spearman, ranksBack.Spearman);
        compared += Same(ranks, ranksBack, ranks.Kendall, ranksBack.Kendall);

        var downside = DownsideCoMovement.Compute(x, y, s_asOf, new());
        var downsideBack = DownsideCoMovement.Compute(y, x, s_asOf, new());
        if (downside.Status == MetricStatus.Ok && downsideBack.Status == MetricStatus.Ok)
        {
            compared += Same(downside, downsideBack, downside.CoSemicorrelation, downsideBack.CoSemicorrelation);
        }

        return compared;
    }

    private static int Same(MetricResult forth, MetricResult back, double? one, double? other)
    {
        back.Status.ShouldBe(forth.Status);
        back.SampleCount.ShouldBe(forth.SampleCount);
        (one is null).ShouldBe(other is null);
        if (one is not { } value)
        {
            return 0;
        }

        value.ShouldBe(other!.Value, RelativeTolerance * Math.Max(1e-3, Math.Abs(value)));
        return 1;
    }
}
