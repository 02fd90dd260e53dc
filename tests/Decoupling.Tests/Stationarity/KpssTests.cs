using Decoupling.Results;
using Decoupling.Stationarity;

namespace Decoupling.Tests.Stationarity;

public class KpssTests
{
    [Fact]
    public void B4_NileWithFourLags_ReachesTheReferenceStatistic()
    {
        var result = Compute(Fixtures.Column("nile_100.csv", "volume"), new() { Lags = 4 });

        result.Statistic.ShouldBeWithin(1e-12, 0.9654349077527);
        result.RejectsStationarity.ShouldBe(true);
    }

    [Fact]
    public void B4_Nile_TakesFourLagsByItself() =>
        Compute(Fixtures.Column("nile_100.csv", "volume"), new KpssOptions()).Lags.ShouldBe(4);

    [Theory]
    // Anderson and Darling's table of 1952.
    [InlineData(0.34730, 0.10)]
    [InlineData(0.46136, 0.05)]
    [InlineData(0.74346, 0.01)]
    [InlineData(0.11888, 0.50)]
    public void UpperTail_TabulatedValue_HasItsChance(double statistic, double chance) =>
        CramerVonMises.UpperTail(statistic).ShouldBe(chance, 2e-5);

    [Fact]
    public void UpperTail_GrowingStatistic_FallsFromOneToZero()
    {
        var previous = 1.0;
        for (var x = 0.001; x < 20; x *= 1.05)
        {
            var tail = CramerVonMises.UpperTail(x);
            tail.ShouldBeInRange(0, previous + 1e-13);
            previous = tail;
        }

        CramerVonMises.UpperTail(0).ShouldBe(1);
        CramerVonMises.UpperTail(1e-300).ShouldBe(1);
        CramerVonMises.UpperTail(20).ShouldBe(0);
    }

    [Fact]
    public void Compute_WithoutLags_IsTheRunningSumsOverTheVariance()
    {
        double[] values = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3];
        // Mean 3.9; running sums of the deviations, by hand.
        double[] running = [-0.9, -3.8, -3.7, -6.6, -5.5, -0.4, -2.3, -0.2, 0.9, 0];
        var squares = values.Sum(value => (value - 3.9) * (value - 3.9));

        var result = Compute(values, new() { Lags = 0, MinimumSamples = 10 });

        result.Statistic.ShouldBeWithin(1e-12, running.Sum(sum => sum * sum) / squares / 10);
    }

    [Fact]
    public void Compute_ScaledShiftedOrReversed_KeepsTheStatistic()
    {
        var values = Noise(200);
        var result = Compute(values, new KpssOptions());

        Compute([.. values.Select(value => 3 - 8 * value)], new KpssOptions())
            .Statistic.ShouldBeWithin(1e-10, result.Statistic!.Value);
        Compute([.. values.Reverse()], new KpssOptions()).Statistic.ShouldBeWithin(1e-10, result.Statistic!.Value);
    }

    [Fact]
    public void Compute_NoiseAndItsRunningSum_AreToldApart()
    {
        var values = Noise(500);
        double level = 0;

        Compute(values, new KpssOptions()).RejectsStationarity.ShouldBe(false);
        Compute([.. values.Select(value => level += value - 5e-4)], new KpssOptions())
            .RejectsStationarity.ShouldBe(true);
    }

    [Fact]
    public void Compute_EdgeCases_HaveTheirStatus()
    {
        Compute([.. Enumerable.Repeat(0.1, 60)], new KpssOptions()).Status.ShouldBe(MetricStatus.Degenerate);
        Compute(Noise(29), new KpssOptions()).Status.ShouldBe(MetricStatus.InsufficientData);
        Compute(Noise(40), new() { Lags = 39 }).Status.ShouldBe(MetricStatus.InsufficientData);
        Compute([.. Noise(40).Select(value => value * 1e200)], new KpssOptions())
            .Status.ShouldBe(MetricStatus.OutOfDomain);
        var broken = Noise(40);
        broken[5] = double.PositiveInfinity;
        Compute(broken, new KpssOptions()).Status.ShouldBe(MetricStatus.InvalidInput);
        Should.Throw<ArgumentOutOfRangeException>(() => Compute(broken, new() { Lags = -1 }));
        Should.Throw<ArgumentOutOfRangeException>(() => Compute(broken, new() { MinimumSamples = 9 }));
        Should.Throw<ArgumentOutOfRangeException>(() => Compute(broken, new() { Significance = 0 }));
    }

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 23);

        for (var i = 0; i < Campaign.Runs(200_000); i++)
        {
            var values = numbers.NextSample(numbers.NextCount(80));
            ResultContract.ShouldHold(Compute(values, new() { Lags = i % 7, MinimumSamples = 10 }));
        }
    }

    private static KpssResult Compute(double[] values, KpssOptions options) =>
        Kpss.Compute(values, SeriesF1.AsOf, options);

    private static double[] Noise(int count)
    {
        var random = new Random(13);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() * 1e-3)];
    }
}
