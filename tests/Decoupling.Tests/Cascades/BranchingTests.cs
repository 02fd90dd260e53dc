using Decoupling.Cascades;
using Decoupling.Results;

namespace Decoupling.Tests.Cascades;

public class BranchingTests
{
    private static readonly double[] First = [0.31, 0.93, 1.29, 2.32, 4.25];
    private static readonly double[] Second = [0.12, 1.19, 2.12, 2.41, 3.35, 4.21];

    [Theory]
    // tick's loss is (-LL - 2·4.25)/11 jumps; with the second kind empty (-LL - 2·4.25)/5.
    [InlineData(false, 2.9434509731246283, 40.87796070437092, 11)]
    [InlineData(true, 5.9243119662517856, 38.12155983125893, 5)]
    public void E4_TickBivariate_IsTheReferenceLoss(
        bool isSecondEmpty,
        double loss,
        double minusLogLikelihood,
        int jumps
    )
    {
        var result = HawkesLikelihood.Compute(
            [First, isSecondEmpty ? [] : Second],
            [1, 3],
            [2, 3, 4, 1],
            decayPerSecond: 2,
            endSeconds: 4.25,
            SeriesF1.AsOf
        );

        (-result.LogLikelihood).ShouldBeWithin(1e-13, minusLogLikelihood);
        ((-result.LogLikelihood - 2 * 4.25) / jumps).ShouldBeWithin(1e-13, loss);
    }

    [Fact]
    public void E4_Univariate_IsTheReferenceLogLikelihood() =>
        HawkesLikelihood
            .Compute([First], [0.5], [0.6], 2, 5, SeriesF1.AsOf)
            .LogLikelihood.ShouldBeWithin(1e-13, -6.918952912488807);

    [Fact]
    public void Likelihood_WithoutExcitement_IsPoissons() =>
        HawkesLikelihood
            .Compute([First], [0.7], [0], 3, 5, SeriesF1.AsOf)
            .LogLikelihood.ShouldBeWithin(1e-14, 5 * Math.Log(0.7) - 0.7 * 5);

    [Theory]
    [InlineData(1.0, 0.5, "Event 1 is at 0.5 s")]
    [InlineData(1.0, 9.0, "Event 1 is at 9 s")]
    [InlineData(1.0, double.NaN, "Event 1 is at NaN s")]
    public void Likelihood_TimesThatAreNone_AreRefused(double first, double second, string names)
    {
        var result = HawkesLikelihood.Compute(
            [
                [first, second],
            ],
            [1],
            [0.5],
            1,
            5,
            SeriesF1.AsOf
        );

        result.Status.ShouldBe(MetricStatus.InvalidInput);
        result.Reason.ShouldNotBeNull().ShouldContain(names);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void E4_VarianceFourTimesTheMean_IsHalf()
    {
        // Twenty windows of 10 or 20 - k events: mean 12, variance 48 by construction.
        double[] counts = CountsOf(mean: 12, variance: 48, windows: 21);

        var result = CountBranching.Compute(counts, SeriesF1.AsOf);

        result.MeanCount.ShouldBeWithin(1e-14, 12);
        result.CountVariance.ShouldBeWithin(1e-14, 48);
        result.BranchingRatio.ShouldBeWithin(1e-14, 0.5);
    }

    [Fact]
    public void E4_VarianceNotAboveTheMean_IsNoBranching() =>
        CountBranching.Compute(CountsOf(mean: 12, variance: 12, windows: 21), SeriesF1.AsOf).BranchingRatio.ShouldBe(0);

    [Fact]
    public void E4_FewerThanAHundredEvents_IsInsufficientData()
    {
        var result = CountBranching.Compute(Enumerable.Repeat(9.0, 11).ToArray(), SeriesF1.AsOf);

        result.Status.ShouldBe(MetricStatus.InsufficientData);
        result.Reason.ShouldBe("There are 99 events in 11 windows; 100 in 10 are needed.");
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Counts_OfEventTimes_AreThoseOfTheWindows()
    {
        double[] seconds = [.. Enumerable.Range(0, 120).Select(i => i * 0.5)];

        var result = CountBranching.Compute(seconds, 60, TimeSpan.FromSeconds(5), SeriesF1.AsOf);

        result.SampleCount.ShouldBe(12);
        result.MeanCount.ShouldBe(10);
        result.CountVariance.ShouldBe(0);
        result.BranchingRatio.ShouldBe(0);
    }

    /// <summary>Half the windows above and half below the mean, one on it: squares sum to (windows - 1)·variance.</summary>
    private static double[] CountsOf(double mean, double variance, int windows)
    {
        var half = (windows - 1) / 2;
        return
        [
            .. Enumerable.Repeat(mean - Math.Sqrt(variance), half),
            mean,
            .. Enumerable.Repeat(mean + Math.Sqrt(variance), half),
        ];
    }
}
