using Decoupling.Results;
using Decoupling.Stationarity;
using FsCheck;
using FsCheck.Fluent;

namespace Decoupling.Tests.Stationarity;

public class AugmentedDickeyFullerTests
{
    /// <summary>Walks that come back more or less: 40 to 120 values, of which each keeps 0 to 100 % of the last.</summary>
    public static Gen<double[]> Walks =>
        from count in Gen.Choose(40, 120)
        from keeps in Gen.Choose(0, 100)
        from shocks in Gen.Choose(-1_000, 1_000).ArrayOf(count)
        where shocks.Distinct().Count() > 20
        select Walk(shocks, keeps / 100.0);

    [Theory]
    [InlineData(0, -5.664609694969)]
    [InlineData(1, -4.048705096914)]
    public void B4_Nile_ReachesTheReferenceStatistic(int lags, double statistic)
    {
        var result = Compute(Fixtures.Column("nile_100.csv", "volume"), new() { Lags = lags });

        result.Statistic.ShouldBeWithin(1e-11, statistic);
        result.Lags.ShouldBe(lags);
        result.Observations.ShouldBe(99 - lags);
    }

    [Fact]
    public void B4_NileWithOneLag_ReachesTheReferencePValue()
    {
        var result = Compute(Fixtures.Column("nile_100.csv", "volume"), new() { Lags = 1 });

        result.PValue.ShouldBeWithin(1e-9, 0.0011758879504);
        result.RejectsUnitRoot.ShouldBe(true);
    }

    [Fact]
    public void B4_UsInflation_ReachesTheReferenceValues()
    {
        var result = Compute(Fixtures.Column("us_infl_203.csv", "infl"), new() { Lags = 1 });

        result.Statistic.ShouldBeWithin(1e-8, -4.33469899);
        result.PValue.ShouldBeWithin(1e-7, 0.00038660872);
    }

    [Fact]
    public void B4_TenThousandPointsOfThePeers_ChoosesTheirLagsAndStatistic()
    {
        var result = Compute(PeerInputs.Read("E_y"), new UnitRootOptions());

        result.Lags.ShouldBe(3);
        result.Statistic!.Value.ShouldBe(-3.3951671, 5e-8);
    }

    [Fact]
    public void Compute_AnyWalk_AgreesWithTheWholeMatrix() =>
        Law.HoldsFor(
            Walks,
            values =>
            {
                var most = UnitRootRegression.DefaultMaximumLags(values.Length, hasConstant: true);
                var lags = LeastSquaresReference.ChooseLags(values, most, hasConstant: true);
                var reference = LeastSquaresReference.DickeyFuller(values, lags, hasConstant: true, lags + 1);

                var result = Compute(values, new UnitRootOptions());

                result.Status.ShouldBe(MetricStatus.Ok);
                result.Lags.ShouldBe(lags);
                result.Observations.ShouldBe(reference.Rows);
                result.Statistic!.Value.ShouldBe(reference.Statistic, 1e-9);
            }
        );

    [Fact]
    public void Compute_ScaledAndShifted_ChangesNothing() =>
        Law.HoldsFor(
            Walks,
            values =>
            {
                var result = Compute(values, new UnitRootOptions());

                var moved = Compute([.. values.Select(value => -4 * value + 0.5)], new UnitRootOptions());

                moved.Lags.ShouldBe(result.Lags);
                moved.Statistic!.Value.ShouldBe(result.Statistic!.Value, 1e-9);
            }
        );

    [Fact]
    public void Compute_OutlierAtTheEnd_StillAgreesWithTheWholeMatrix()
    {
        var random = new Random(10);
        double[] values = [.. Enumerable.Range(0, 200).Select(_ => random.NextDouble() - 0.5)];
        values[^1] = 1e7;
        var reference = LeastSquaresReference.DickeyFuller(values, 4, hasConstant: true, 5);

        Compute(values, new() { Lags = 4 }).Statistic.ShouldBeWithin(1e-7, reference.Statistic);
    }

    [Fact]
    public void Compute_RandomWalks_AreRejectedAboutAsOftenAsAskedFor()
    {
        const int Walks = 400;
        var random = new Random(11);
        var rejected = 0;
        for (var i = 0; i < Walks; i++)
        {
            double level = 0;
            double[] walk = [.. Enumerable.Range(0, 250).Select(_ => level += random.NextDouble() - 0.5)];
            rejected += Compute(walk, new() { Lags = 1 }).RejectsUnitRoot == true ? 1 : 0;
        }

        // 5 % of 400 are 20, with a deviation of 4.4.
        rejected.ShouldBeInRange(5, 38);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(6e4)]
    public void Compute_ConstantSeries_IsDegenerate(double level)
    {
        var result = Compute([.. Enumerable.Repeat(level, 60)], new UnitRootOptions());

        result.Status.ShouldBe(MetricStatus.Degenerate);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_StraightLine_IsDegenerateWithoutAPValue()
    {
        var result = Compute([.. Enumerable.Range(0, 60).Select(i => 0.25 * i)], new UnitRootOptions());

        result.Status.ShouldBe(MetricStatus.Degenerate);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_SeriesThatRevertsWithoutError_IsDegenerateWithAPValueOfZero()
    {
        var result = Compute([.. Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? 1.0 : -1.0)], new() { Lags = 0 });

        result.Status.ShouldBe(MetricStatus.Degenerate);
        result.PValue.ShouldBe(0);
        ResultContract.ShouldHold(result, nameof(result.PValue));
    }

    [Fact]
    public void Compute_FewerThanTheMinimum_IsInsufficientData()
    {
        var result = Compute(Noise(29), new UnitRootOptions());

        result.Status.ShouldBe(MetricStatus.InsufficientData);
        result.Reason.ShouldBe("There are 29 values and 30 are needed.");
        ResultContract.ShouldHold(result);
        Compute(Noise(30), new UnitRootOptions()).Status.ShouldBe(MetricStatus.Ok);
        Compute([], new UnitRootOptions()).Status.ShouldBe(MetricStatus.InsufficientData);
    }

    [Fact]
    public void Compute_MoreLagsThanTheSampleBears_IsInsufficientData()
    {
        Compute(Noise(85), new() { Lags = 40 }).Status.ShouldBe(MetricStatus.InsufficientData);
        Compute(Noise(86), new() { Lags = 40 }).Status.ShouldBe(MetricStatus.Ok);
        Compute(Noise(40), new() { MaximumLags = 1_000 }).Status.ShouldBe(MetricStatus.Ok);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void Compute_ValueThatIsNoNumber_IsInvalidInputByIndex(double bad)
    {
        var values = Noise(50);
        values[17] = bad;

        var result = Compute(values, new UnitRootOptions());

        result.Status.ShouldBe(MetricStatus.InvalidInput);
        result.Reason.ShouldNotBeNull().ShouldContain("index 17");
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_ProductsThatOverflow_IsOutOfDomain() =>
        Compute([.. Noise(50).Select(value => value * 1e200)], new UnitRootOptions())
            .Status.ShouldBe(MetricStatus.OutOfDomain);

    [Fact]
    public void Compute_OptionsOutOfRange_Throw()
    {
        UnitRootOptions[] bad =
        [
            new() { Lags = -1 },
            new() { MaximumLags = -1 },
            new() { MinimumSamples = 9 },
            new() { Significance = 1 },
            new() { Significance = double.NaN },
        ];
        foreach (var options in bad)
        {
            Should.Throw<ArgumentOutOfRangeException>(() => Compute(Noise(50), options));
        }
    }

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 21);

        for (var i = 0; i < Campaign.Runs(200_000); i++)
        {
            var values = numbers.NextSample(numbers.NextCount(80));
            var result = Compute(values, new() { Lags = i % 3 == 0 ? i % 5 : null, MinimumSamples = 10 });
            ResultContract.ShouldHold(result, result.PValue == 0 ? [nameof(result.PValue)] : []);
        }
    }

    [Fact]
    public void Compute_LongSeries_AllocatesNoMatrix()
    {
        var values = Noise(5_000);
        var options = new UnitRootOptions();
        Compute(values, options);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Compute(values, options);

        // The result, and what constant tables cost where the build is not optimized.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_024);
    }

    private static AugmentedDickeyFullerResult Compute(double[] values, UnitRootOptions options) =>
        AugmentedDickeyFuller.Compute(values, SeriesF1.AsOf, options);

    private static double[] Noise(int count)
    {
        var random = new Random(12);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() * 1e-3)];
    }

    private static double[] Walk(int[] shocks, double keeps)
    {
        double level = 0;
        return [.. shocks.Select(shock => level = keeps * level + shock * 1e-6)];
    }
}
