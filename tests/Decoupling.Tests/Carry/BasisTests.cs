using Decoupling.Carry;
using Decoupling.Results;
using FsCheck;
using FsCheck.Fluent;
using MathNet.Numerics.Statistics;

namespace Decoupling.Tests.Carry;

public class BasisTests
{
    private static readonly BasisOptions s_twelve = new() { MinimumSamples = 12 };

    /// <summary>Bases as whole bp over a level of 10,000, so that prices and bases are exact: the window, then the last point.</summary>
    private static readonly Gen<int[]> s_bases =
        from count in Gen.Choose(21, 60)
        from bases in Gen.Choose(-80, 80).ArrayOf(count)
        where bases[..^1].Distinct().Count() > 2
        select bases;

    [Fact]
    public void B1_F1_ReachesTheReferenceBases()
    {
        double[] expected =
        [
            10,
            29.70297,
            9.95025,
            39.21569,
            19.41748,
            -29.55665,
            -50,
            -91.37056,
            -30.30303,
            -92.78351,
            -52.08333,
            -10.25641,
            -10.18330,
        ];

        SeriesF1.Perpetual.Zip(SeriesF1.Spot, Basis.OfPrices).ShouldBe(expected, 5e-6);
    }

    [Fact]
    public void B1_F1_LastAgainstThePreviousTwelve()
    {
        var result = Basis.Compute(SeriesF1.Perpetual, SeriesF1.Spot, SeriesF1.AsOf, s_twelve);

        result.Status.ShouldBe(MetricStatus.Ok);
        result.SampleCount.ShouldBe(13);
        result.AsOf.ShouldBe(SeriesF1.AsOf);
        result.BasisBps!.Value.ShouldBe(-10.18330, 5e-6);
        result.ZScore.ShouldBeWithin(1e-11, 0.2348866070146183);
        // By hand from the bases above: the middle two of the twelve are -29.55665 and -10.25641.
        result.MedianBps!.Value.ShouldBe((-29.5566502463 - 10.2564102564) / 2, 1e-9);
        result.DeviationBps!.Value.ShouldBe(-10.1832993890 + 19.9065302514, 1e-9);
        // Python's statistics.median over the same twelve.
        result.ScaledMadBps.ShouldBeWithin(1e-11, 46.16102232281206);
        result.RobustZScore.ShouldBeWithin(1e-10, 0.21063725136671058);
    }

    [Fact]
    public void B1_F1AsTheWindow_ReachesTheReferenceMedianAndDeviation()
    {
        // The reference takes all 13 points, and R's factor of 1.4826: a 14th point makes them the window.
        const double FactorInR = 1.4826;
        const double Factor = 1.482602218505602;

        var result = Basis.Compute([.. SeriesF1.Perpetual, 98], [.. SeriesF1.Spot, 98], SeriesF1.AsOf, s_twelve);

        result.MedianBps.ShouldBeWithin(1e-12, -10.256410256409554);
        result.ScaledMadBps.ShouldBeWithin(1e-11, 43.9945033607172 * Factor / FactorInR);
        result.DeviationBps.ShouldBeWithin(1e-12, 10.256410256409554);
    }

    [Fact]
    public void Compute_AnyPrices_AgreesWithMathNet() =>
        Law.HoldsFor(
            s_bases,
            bases =>
            {
                var result = Compute(bases);
                double[] window = [.. bases[..^1]];
                var median = window.Median();
                var mad = window.Select(value => Math.Abs(value - median)).Median();

                result.MeanBps!.Value.ShouldBe(window.Mean(), 1e-9);
                result.StandardDeviationBps.ShouldBeWithin(1e-9, window.StandardDeviation());
                result.ZScore!.Value.ShouldBe((bases[^1] - window.Mean()) / window.StandardDeviation(), 1e-9);
                result.MedianBps!.Value.ShouldBe(median, 1e-9);
                result.ScaledMadBps!.Value.ShouldBe(mad / 0.674489750196082, 1e-9);
                ResultContract.ShouldHold(result);
            }
        );

    [Fact]
    public void Compute_BothPricesScaled_ChangesNothing() =>
        Law.HoldsFor(
            s_bases,
            bases =>
            {
                var (derivative, underlying) = Prices(bases);

                var result = Compute(derivative, underlying);
                var scaled = Compute(
                    [.. derivative.Select(price => price * 8)],
                    [.. underlying.Select(price => price * 8)]
                );

                scaled.ShouldBe(result);
            }
        );

    [Fact]
    public void Compute_BasesMirrored_FlipsTheSigns() =>
        Law.HoldsFor(
            s_bases,
            bases =>
            {
                var result = Compute(bases);
                var mirrored = Compute([.. bases.Select(value => -value)]);

                mirrored.BasisBps!.Value.ShouldBe(-result.BasisBps!.Value, 1e-9);
                mirrored.ZScore!.Value.ShouldBe(-result.ZScore!.Value, 1e-9);
                mirrored.RobustZScore!.Value.ShouldBe(-result.RobustZScore!.Value, 1e-9);
            }
        );

    [Fact]
    public void Compute_EarlierPointsReordered_KeepsTheRobustValuesToTheBit() =>
        Law.HoldsFor(
            s_bases,
            bases =>
            {
                var result = Compute(bases);
                var reordered = Compute([.. bases[..^1].Reverse(), bases[^1]]);

                reordered.MedianBps.ShouldBe(result.MedianBps);
                reordered.ScaledMadBps.ShouldBe(result.ScaledMadBps);
            }
        );

    [Fact]
    public void Compute_LastPointMoves_LeavesTheWindowAsItIs()
    {
        int[] window = [.. Enumerable.Range(0, 20).Select(i => i % 5)];

        var calm = Compute([.. window, 2]);
        var dislocated = Compute([.. window, 500]);

        dislocated.StandardDeviationBps.ShouldBe(calm.StandardDeviationBps);
        dislocated.ScaledMadBps.ShouldBe(calm.ScaledMadBps);
        dislocated.DeviationBps!.Value.ShouldBe(498, 1e-9);
    }

    [Theory]
    [InlineData(9_000, 50)]
    [InlineData(-9_000, -50)]
    public void Compute_EnormousMove_StoresAZOfFifty(int last, double stored)
    {
        var result = Compute([.. Enumerable.Range(0, 20).Select(i => i % 5), last]);

        result.ZScore.ShouldBe(stored);
        result.RobustZScore.ShouldBe(stored);
        result.BasisBps!.Value.ShouldBe(last, 1e-9);
    }

    [Fact]
    public void Compute_MostPointsEqual_TakesTheStandardDeviationForTheRobustScale()
    {
        int[] window = [.. Enumerable.Repeat(10, 18), 4, 16];

        var result = Compute([.. window, 13]);

        result.Status.ShouldBe(MetricStatus.Ok);
        result.ScaledMadBps!.Value.ShouldBe(0, 1e-9);
        result.RobustZScore.ShouldBeWithin(1e-9, 3 / window.Select(value => (double)value).StandardDeviation());
    }

    [Fact]
    public void Compute_WindowWithoutVariance_IsDegenerateButTellsTheBasis()
    {
        var result = Compute([.. Enumerable.Repeat(7, 20), 27]);

        result.Status.ShouldBe(MetricStatus.Degenerate);
        result.BasisBps!.Value.ShouldBe(27, 1e-9);
        result.DeviationBps!.Value.ShouldBe(20, 1e-9);
        result.ZScore.ShouldBeNull();
        result.RobustZScore.ShouldBeNull();
    }

    [Fact]
    public void Compute_TooFewPoints_IsInsufficientDataButTellsTheBasis()
    {
        var result = Compute([.. Enumerable.Range(0, 19), 5]);

        result.Status.ShouldBe(MetricStatus.InsufficientData);
        result.Reason.ShouldBe("There are 19 prices before the last one and 20 are needed.");
        result.BasisBps!.Value.ShouldBe(5, 1e-9);
        ResultContract.ShouldHold(result, nameof(BasisResult.BasisBps));
        Compute([]).Status.ShouldBe(MetricStatus.InsufficientData);
        Compute([]).BasisBps.ShouldBeNull();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Compute_PriceThatIsNone_IsInvalidInputByIndex(double bad)
    {
        var (good, _) = Prices([.. Enumerable.Range(0, 30)]);
        double[] broken = [.. good];
        broken[11] = bad;

        var derivative = Compute(broken, good);
        var underlying = Compute(good, broken);

        derivative.Status.ShouldBe(MetricStatus.InvalidInput);
        derivative.Reason.ShouldNotBeNull().ShouldContain("derivative's price at index 11");
        underlying.Reason.ShouldNotBeNull().ShouldContain("underlying's price at index 11");
        ResultContract.ShouldHold(derivative);
    }

    [Fact]
    public void Compute_MistakesOfTheCaller_Throw()
    {
        Should.Throw<ArgumentException>(() => Compute([1, 2], [1]));
        Should
            .Throw<ArgumentOutOfRangeException>(() =>
                Basis.Compute([1], [1], SeriesF1.AsOf, new BasisOptions { MinimumSamples = 2 })
            )
            .ParamName.ShouldBe(nameof(BasisOptions.MinimumSamples));
    }

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 4);

        for (var i = 0; i < Campaign.Runs(1_000_000); i++)
        {
            var count = numbers.NextCount(60);
            var result = Compute(numbers.NextPrices(count), numbers.NextPrices(count));

            string[] standing = result.Status switch
            {
                MetricStatus.InsufficientData => [nameof(BasisResult.BasisBps)],
                MetricStatus.Degenerate =>
                [
                    nameof(BasisResult.BasisBps),
                    nameof(BasisResult.MeanBps),
                    nameof(BasisResult.MedianBps),
                    nameof(BasisResult.DeviationBps),
                    nameof(BasisResult.StandardDeviationBps),
                    nameof(BasisResult.ScaledMadBps),
                ],
                _ => [],
            };
            ResultContract.ShouldHold(result, standing);
        }
    }

    [Theory]
    [InlineData(300)]
    [InlineData(5_000)]
    public void Compute_LongWindow_AllocatesTheResultOnly(int count)
    {
        var (derivative, underlying) = Prices([.. Enumerable.Range(0, count).Select(i => i % 17)]);
        var options = new BasisOptions();
        Basis.Compute(derivative, underlying, SeriesF1.AsOf, options);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Basis.Compute(derivative, underlying, SeriesF1.AsOf, options);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(256);
    }

    private static BasisResult Compute(int[] bases)
    {
        var (derivative, underlying) = Prices(bases);
        return Compute(derivative, underlying);
    }

    private static BasisResult Compute(double[] derivative, double[] underlying) =>
        Basis.Compute(derivative, underlying, SeriesF1.AsOf, new BasisOptions());

    private static (double[] Derivative, double[] Underlying) Prices(int[] bases) =>
        ([.. bases.Select(bps => 10_000.0 + bps)], [.. bases.Select(_ => 10_000.0)]);
}
