using Decoupling.Results;
using Decoupling.Stationarity;

namespace Decoupling.Tests.Stationarity;

public class EngleGrangerTests
{
    [Fact]
    public void B4_EngleGrangerSeries_ReachesTheReferenceValues()
    {
        var result = Compute(
            Fixtures.Column("engle_granger_200x2.csv", "y1"),
            Fixtures.Column("engle_granger_200x2.csv", "y2"),
            new() { Lags = 4 }
        );

        result.Statistic.ShouldBeWithin(1e-11, -5.760696844656);
        result.CriticalValue1Percent.ShouldBeWithin(1e-8, -3.95232129);
        result.CriticalValue5Percent.ShouldBeWithin(1e-8, -3.36700631);
        result.CriticalValue10Percent.ShouldBeWithin(1e-8, -3.06583125);
        result.Intercept.ShouldBeWithin(1e-9, 1.194862280);
        result.Slope.ShouldBeWithin(1e-9, 0.930592536);
        result.RejectsNoCointegration.ShouldBe(true);
    }

    [Fact]
    public void B4_EngleGrangerSeriesWithoutLags_ReachesTheReferenceStatistic() =>
        Compute(
            Fixtures.Column("engle_granger_200x2.csv", "y1"),
            Fixtures.Column("engle_granger_200x2.csv", "y2"),
            new() { Lags = 0 }
        )
            .Statistic.ShouldBeWithin(1e-12, -14.19179107406);

    [Fact]
    public void Compute_AnyPair_AgreesWithTheWholeMatrix()
    {
        for (var seed = 0; seed < Campaign.Runs(3_000); seed++)
        {
            var (first, second) = Walks(seed, 60 + seed % 40);
            var (slope, intercept) = MathNet.Numerics.LinearRegression.SimpleRegression.Fit(second, first) switch
            {
                var (a, b) => (b, a),
            };
            double[] residuals = [.. first.Zip(second, (a, b) => a - intercept - slope * b)];
            var most = UnitRootRegression.DefaultMaximumLags(residuals.Length, hasConstant: false);
            var lags = LeastSquaresReference.ChooseLags(residuals, most, hasConstant: false);
            var reference = LeastSquaresReference.DickeyFuller(residuals, lags, hasConstant: false, lags + 1);

            var result = Compute(first, second, new UnitRootOptions());

            result.Lags.ShouldBe(lags);
            result.Statistic!.Value.ShouldBe(reference.Statistic, 1e-9);
            result.Slope.ShouldBeWithin(1e-9, slope);
        }
    }

    [Fact]
    public void Compute_FirstScaledAndShifted_ScalesTheTieAndKeepsTheStatistic()
    {
        var (first, second) = Walks(7, 100);
        var result = Compute(first, second, new UnitRootOptions());

        var moved = Compute([.. first.Select(value => 3 * value - 2)], second, new UnitRootOptions());

        moved.Statistic!.Value.ShouldBe(result.Statistic!.Value, 1e-9);
        moved.Slope.ShouldBeWithin(1e-12, 3 * result.Slope!.Value);
        moved.Intercept!.Value.ShouldBe(3 * result.Intercept!.Value - 2, 1e-12);
    }

    [Fact]
    public void Compute_IdenticalOrProportionalSeries_IsDegenerateWithAPValueOfZero()
    {
        var (first, _) = Walks(8, 100);
        foreach (var second in new[] { first, [.. first.Select(value => 2 * value + 1)] })
        {
            var result = Compute(first, second, new UnitRootOptions());

            result.Status.ShouldBe(MetricStatus.Degenerate);
            result.PValue.ShouldBe(0);
            ResultContract.ShouldHold(result, nameof(result.PValue));
        }
    }

    [Fact]
    public void Compute_ConstantLeg_IsDegenerateWithoutAPValue()
    {
        var (first, _) = Walks(9, 100);
        double[] constant = [.. Enumerable.Repeat(0.1, 100)];

        Compute(first, constant, new UnitRootOptions()).Status.ShouldBe(MetricStatus.Degenerate);
        var result = Compute(constant, first, new UnitRootOptions());
        result.Status.ShouldBe(MetricStatus.Degenerate);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_BadInput_HasItsStatus()
    {
        var (first, second) = Walks(10, 29);
        Compute(first, second, new UnitRootOptions()).Status.ShouldBe(MetricStatus.InsufficientData);

        (first, second) = Walks(10, 50);
        Compute([.. first.Select(value => value * 1e200)], second, new UnitRootOptions())
            .Status.ShouldBe(MetricStatus.OutOfDomain);
        second[3] = double.NaN;
        Compute(first, second, new UnitRootOptions()).Status.ShouldBe(MetricStatus.InvalidInput);
        Compute(second, first, new UnitRootOptions()).Status.ShouldBe(MetricStatus.InvalidInput);
        Should.Throw<ArgumentException>(() => Compute(first, second[1..], new UnitRootOptions()));
        Should.Throw<ArgumentOutOfRangeException>(() => Compute(first, second, new() { Lags = -1 }));
    }

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 22);

        for (var i = 0; i < Campaign.Runs(200_000); i++)
        {
            var count = numbers.NextCount(80);
            var result = Compute(numbers.NextSample(count), numbers.NextSample(count), new() { MinimumSamples = 10 });
            ResultContract.ShouldHold(result, result.PValue == 0 ? [nameof(result.PValue)] : []);
        }
    }

    private static EngleGrangerResult Compute(double[] first, double[] second, UnitRootOptions options) =>
        EngleGranger.Compute(first, second, SeriesF1.AsOf, options);

    private static (double[] First, double[] Second) Walks(int seed, int count)
    {
        var random = new Random(seed);
        double level = 0;
        double[] second = [.. Enumerable.Range(0, count).Select(_ => level += random.NextDouble() - 0.5)];
        return ([.. second.Select(value => 0.5 + 1.2 * value + random.NextDouble())], second);
    }
}
