using Decoupling.Breaks;
using Decoupling.Results;
using MathNet.Numerics.Distributions;

namespace Decoupling.Tests.Breaks;

public class RecursiveCusumTests
{
    [Fact]
    public void B6_Nile_ReachesTheReferenceValues()
    {
        var expected = Fixtures.Expected("nile");

        var result = Compute(Fixtures.Column("nile_100.csv", "volume"));

        result.Statistic.ShouldBeWithin(1e-12, expected.GetProperty("rec_cusum").GetDouble());
        result.PValue.ShouldBeWithin(1e-8, expected.GetProperty("rec_cusum_p").GetDouble());
    }

    [Fact]
    public void B6_BoundaryOfFivePercent_IsTheReferenceOne() => RecursiveCusum.PValue(0.948).ShouldBe(0.05, 5e-5);

    [Fact]
    public void PValue_WhereTheSeriesEnds_IsContinuousAndFalls()
    {
        RecursiveCusum.PValue(0.3).ShouldBe(RecursiveCusum.PValue(Math.BitDecrement(0.3)), 1e-4);
        RecursiveCusum.PValue(0).ShouldBe(1);
        for (var a = 0.0; a < 4; a += 0.01)
        {
            RecursiveCusum.PValue(a + 0.01).ShouldBeLessThan(RecursiveCusum.PValue(a));
        }
    }

    [Fact]
    public void Compute_NormalSamples_AreRejectedAsOftenAsTheySay()
    {
        var normal = new Normal(0, 1, new Random(12));
        var runs = Campaign.Runs(100_000);
        var rejected = Enumerable.Range(0, runs).Count(_ => Compute([.. normal.Samples().Take(200)]).PValue < 0.05);

        var share = (double)rejected / runs;
        share.ShouldBe(0.042, 4 * Math.Sqrt(0.05 * 0.95 / runs) + 0.008);
    }

    [Fact]
    public void Compute_RecursiveResiduals_AreThoseOfGrowingMeans()
    {
        // 1, 3, 2, 6: residuals 2·√½, 0·√⅔, 4·√¾.
        double[] w = [2 * Math.Sqrt(0.5), 0, 4 * Math.Sqrt(0.75)];
        var deviation = Math.Sqrt(w.Select(value => Math.Pow(value - w.Average(), 2)).Sum() / 2);
        var heights = new[] { w[0] / (1 + 2.0 / 3), w[0] / (1 + 4.0 / 3), (w[0] + w[2]) / 3 };

        var result = RecursiveCusum.Compute([1, 3, 2, 6], SeriesF1.AsOf, new() { MinimumSamples = 4 });

        result.Statistic.ShouldBeWithin(1e-13, heights.Max() / (deviation * Math.Sqrt(3)));
        result.SamplesAtMaximum.ShouldBe(4);
    }

    [Fact]
    public void Compute_ScaledOrMirrored_ChangesNothing() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair => Compute([.. pair.Y.Select(y => -8 * y)], 4).ShouldBe(Compute(pair.Y, 4))
        );

    [Fact]
    public void Compute_StepEarly_IsSeen()
    {
        var random = new Random(13);
        double[] levels = [.. Enumerable.Range(0, 120).Select(i => (i < 30 ? 0 : 3) + random.NextDouble())];

        var result = Compute(levels);

        result.PValue!.Value.ShouldBeLessThan(1e-3);
        result.SamplesAtMaximum!.Value.ShouldBeGreaterThan(30);
    }

    [Fact]
    public void Compute_ConstantLevel_IsDegenerate() =>
        Compute([.. Enumerable.Repeat(1e9 + 0.1, 50)]).Status.ShouldBe(MetricStatus.Degenerate);

    [Fact]
    public void Compute_BadInput_HasAStatusOrThrows()
    {
        Compute(new double[29]).Status.ShouldBe(MetricStatus.InsufficientData);
        Compute([]).Status.ShouldBe(MetricStatus.InsufficientData);
        Compute([double.NegativeInfinity, .. new double[40]])
            .Reason.ShouldNotBeNull()
            .ShouldContain("sample at index 0");
        Compute([.. Enumerable.Range(0, 40).Select(i => i * 1e200)]).Status.ShouldBe(MetricStatus.OutOfDomain);
    }

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 38);
        for (var i = 0; i < Campaign.Runs(1_000_000); i++)
        {
            ResultContract.ShouldHold(Compute(numbers.NextSample(numbers.NextCount(60))));
        }
    }

    private static CusumTestResult Compute(double[] samples, int minimum = 30) =>
        RecursiveCusum.Compute(samples, SeriesF1.AsOf, new CusumTestOptions { MinimumSamples = minimum });
}
