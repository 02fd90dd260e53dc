using Decoupling.Breaks;
using Decoupling.Results;
using MathNet.Numerics.Distributions;

namespace Decoupling.Tests.Breaks;

public class OlsCusumTests
{
    [Fact]
    public void B6_Nile_ReachesTheReferenceValues()
    {
        var expected = Fixtures.Expected("nile");

        var result = Compute(Fixtures.Column("nile_100.csv", "volume"));

        result.Statistic.ShouldBeWithin(1e-12, expected.GetProperty("ols_cusum").GetDouble());
        result.PValue.ShouldBeWithin(1e-10, expected.GetProperty("ols_cusum_p").GetDouble());
        result.SamplesAtMaximum.ShouldBe(28);
    }

    [Fact]
    public void B6_MacroStatistic_HasTheReferencePValue() =>
        OlsCusum.PValue(1.055750610401214).ShouldBeWithin(1e-13, 0.2149567397376543);

    [Fact]
    public void PValue_KolmogorovsTheta_IsTheSameByTheOtherSeries()
    {
        // The dual form, 1 - √(2π)/λ·Σ exp(-(2j-1)²π²/(8λ²)).
        for (var lambda = 0.2; lambda < 1.5; lambda += 0.05)
        {
            var sum = Enumerable.Range(1, 20).Sum(j => Math.Exp(-Math.Pow((2 * j - 1) * Math.PI / lambda, 2) / 8));

            OlsCusum.PValue(lambda).ShouldBe(1 - Math.Sqrt(2 * Math.PI) / lambda * sum, 1e-13);
        }

        OlsCusum.PValue(0).ShouldBe(1);
        OlsCusum.PValue(50).ShouldBe(0);
    }

    [Fact]
    public void Compute_NormalSamples_AreRejectedAsOftenAsTheySay()
    {
        // The boundary of a long series is crossed a little less often by a short one: 5 % becomes 4 to 5.
        var normal = new Normal(0, 1, new Random(10));
        var runs = Campaign.Runs(100_000);
        var rejected = Enumerable.Range(0, runs).Count(_ => Compute([.. normal.Samples().Take(200)]).PValue < 0.05);

        var share = (double)rejected / runs;
        share.ShouldBe(0.044, 4 * Math.Sqrt(0.05 * 0.95 / runs) + 0.008);
    }

    [Fact]
    public void Compute_ScaledOrMirrored_ChangesNothing() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
            {
                var result = Compute(pair.Y, 4);

                Compute([.. pair.Y.Select(y => -8 * y)], 4).ShouldBe(result);
            }
        );

    [Fact]
    public void Compute_RunBackwards_FindsTheSameStatistic() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
                Compute([.. pair.Y.Reverse()], 4)
                    .Statistic!.Value.ShouldBeWithin(1e-9, Compute(pair.Y, 4).Statistic!.Value)
        );

    [Fact]
    public void Compute_Step_IsFoundWhereItIs()
    {
        var random = new Random(11);
        double[] levels = [.. Enumerable.Range(0, 120).Select(i => (i < 77 ? 0 : 3) + random.NextDouble())];

        var result = Compute(levels);

        result.SamplesAtMaximum.ShouldBe(77);
        result.PValue!.Value.ShouldBeLessThan(1e-6);
    }

    [Fact]
    public void Compute_ConstantLevel_IsDegenerate()
    {
        var result = Compute([.. Enumerable.Repeat(0.1, 50)]);

        result.Status.ShouldBe(MetricStatus.Degenerate);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_BadInput_HasAStatusOrThrows()
    {
        Compute(new double[29]).Reason.ShouldBe("There are 29 samples and 30 are needed.");
        Compute([]).Status.ShouldBe(MetricStatus.InsufficientData);
        Compute([.. new double[40], double.NaN]).Status.ShouldBe(MetricStatus.InvalidInput);
        Compute([.. Enumerable.Range(0, 40).Select(i => i * 1e200)]).Status.ShouldBe(MetricStatus.OutOfDomain);
        Should.Throw<ArgumentOutOfRangeException>(() =>
            OlsCusum.Compute([], SeriesF1.AsOf, new CusumTestOptions { MinimumSamples = 3 })
        );
    }

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 37);
        for (var i = 0; i < Campaign.Runs(1_000_000); i++)
        {
            ResultContract.ShouldHold(Compute(numbers.NextSample(numbers.NextCount(60))));
        }
    }

    private static CusumTestResult Compute(double[] samples, int minimum = 30) =>
        OlsCusum.Compute(samples, SeriesF1.AsOf, new CusumTestOptions { MinimumSamples = minimum });
}
