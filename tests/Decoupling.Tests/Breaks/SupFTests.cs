using Decoupling.Breaks;
using Decoupling.Results;
using MathNet.Numerics.LinearRegression;

namespace Decoupling.Tests.Breaks;

public class SupFTests
{
    private static readonly SupFOptions s_few = new() { MinimumSamples = 8 };

    [Fact]
    public void B6_Nile_ReachesTheReferenceValues()
    {
        var expected = Fixtures.Expected("nile");

        var result = Compute(Fixtures.Column("nile_100.csv", "volume"));

        result.Statistic.ShouldBeWithin(1e-12, expected.GetProperty("supF").GetDouble());
        // The first flow of the new regime is that of 1871 + 28, the last of the old that of 1898.
        result.SamplesBefore.ShouldBe(28);
        result.MeanBefore.ShouldBeWithin(1e-13, 1097.75);
        result.MeanAfter.ShouldBeWithin(1e-13, 849.972222222222);
        (result.SamplesBeforeLow, result.SamplesBeforeHigh).ShouldBe((25, 32));
        result.PValue!.Value.ShouldBeLessThan(1e-15);
        result.BetaBefore.ShouldBeNull();
    }

    [Theory]
    // Andrews' corrected table (2003), simulated; 15 % trimming; one and two parameters.
    [InlineData(1, 7.12, 0.10)]
    [InlineData(1, 8.68, 0.05)]
    [InlineData(1, 12.16, 0.01)]
    [InlineData(2, 10.00, 0.10)]
    [InlineData(2, 11.72, 0.05)]
    [InlineData(2, 15.56, 0.01)]
    public void PValue_CriticalValues_HaveTheirLevels(int parameters, double statistic, double level) =>
        SupF.PValue(statistic, parameters, 0.15).ShouldBeWithin(0.08, level);

    [Fact]
    public void PValue_SmallStatistic_IsAbsent()
    {
        SupF.PValue(0, 1, 0.15).ShouldBeNull();
        SupF.PValue(4, 1, 0.15).ShouldBeNull();
        for (var x = 7.0; x < 100; x += 0.5)
        {
            SupF.PValue(x + 0.5, 1, 0.15)!.Value.ShouldBeLessThan(SupF.PValue(x, 1, 0.15)!.Value);
        }
    }

    [Fact]
    public void Compute_AnyLevels_IsTheLargestOverAllSplits() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
            {
                var y = pair.Y;
                var trimmed = Math.Max((int)Math.Floor(0.15 * y.Length), 2);
                double Rss(double[] part) => part.Sum(value => Math.Pow(value - part.Average(), 2));
                double F(int split)
                {
                    var within = Rss(y[..split]) + Rss(y[split..]);
                    return (Rss(y) - within) / (within / (y.Length - 2));
                }

                var best = Enumerable.Range(trimmed, y.Length - 2 * trimmed + 1).Max(F);

                var result = Compute(y, s_few);

                result.Statistic!.Value.ShouldBe(best, 1e-7 * Math.Max(1, best));
                F(result.SamplesBefore!.Value).ShouldBe(best, 1e-7 * Math.Max(1, best));
            }
        );

    [Fact]
    public void ComputeOfBeta_AnyPairs_IsTheLargestOverAllSplits() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
            {
                var (x, y) = pair;
                var trimmed = Math.Max((int)Math.Floor(0.15 * y.Length), 3);
                double Rss(Range part)
                {
                    var (alpha, beta) = SimpleRegression.Fit(x[part], y[part]);
                    return x[part].Zip(y[part], (a, b) => Math.Pow(b - alpha - beta * a, 2)).Sum();
                }

                double F(int split)
                {
                    var within = Rss(..split) + Rss(split..);
                    return (Rss(..) - within) / (within / (y.Length - 4));
                }

                var best = Enumerable.Range(trimmed, y.Length - 2 * trimmed + 1).Max(F);

                var result = SupF.ComputeOfBeta(x, y, SeriesF1.AsOf, s_few);

                if (result.Status == MetricStatus.Ok && double.IsFinite(best))
                {
                    result.Statistic!.Value.ShouldBe(best, 1e-6 * Math.Max(1, best));
                }
            }
        );

    [Fact]
    public void Compute_ScaledAndShifted_KeepsTheBreak() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
            {
                var result = Compute(pair.Y, s_few);
                var scaled = Compute([.. pair.Y.Select(y => 8 * y)], s_few);

                scaled.Statistic.ShouldBe(result.Statistic);
                scaled.SamplesBefore.ShouldBe(result.SamplesBefore);
                scaled.SamplesBeforeLow.ShouldBe(result.SamplesBeforeLow);
                scaled.MeanAfter.ShouldBe(8 * result.MeanAfter);
            }
        );

    [Fact]
    public void ComputeOfBeta_BetaThatBreaks_IsDatedWithinItsInterval()
    {
        var random = new Random(14);
        var x = Enumerable.Range(0, 300).Select(_ => (random.NextDouble() - 0.5) * 1e-2).ToArray();
        double[] y = [.. x.Select((move, i) => (i < 190 ? 1.0 : 0.6) * move + (random.NextDouble() - 0.5) * 2e-3)];

        var result = SupF.ComputeOfBeta(x, y, SeriesF1.AsOf, new SupFOptions());

        result.PValue!.Value.ShouldBeLessThan(1e-10);
        190.ShouldBeInRange(result.SamplesBeforeLow!.Value, result.SamplesBeforeHigh!.Value);
        result.BetaBefore!.Value.ShouldBe(1, 0.05);
        result.BetaAfter!.Value.ShouldBe(0.6, 0.05);
        result.MeanBefore.ShouldBeNull();
        // The CUSUM of the residuals' level is blind to it.
        OlsCusum.Compute(y, SeriesF1.AsOf, new()).PValue!.Value.ShouldBeGreaterThan(0.05);
    }

    [Fact]
    public void Compute_OldRegimeWithoutNoise_HasADateButNoInterval()
    {
        double[] levels = [.. new double[40], .. Enumerable.Range(0, 40).Select(i => 9.0 + i % 3)];

        var result = Compute(levels);

        result.SamplesBefore.ShouldBe(40);
        result.SamplesBeforeLow.ShouldBeNull();
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_WithoutNoise_IsDegenerate()
    {
        double[] step = [.. new double[40], .. Enumerable.Repeat(3.0, 40)];
        double[] x = [.. Enumerable.Range(0, 80).Select(i => Math.Sin(i))];

        Compute(new double[80]).Status.ShouldBe(MetricStatus.Degenerate);
        Compute(step).Reason.ShouldNotBeNull().ShouldContain("no error");
        SupF.ComputeOfBeta(new double[80], x, SeriesF1.AsOf, new()).Reason.ShouldNotBeNull().ShouldContain("not move");
        SupF.ComputeOfBeta(x, x, SeriesF1.AsOf, new()).Status.ShouldBe(MetricStatus.Degenerate);
    }

    [Fact]
    public void Compute_BadInput_HasAStatusOrThrows()
    {
        Compute(new double[29]).Status.ShouldBe(MetricStatus.InsufficientData);
        Compute([]).Status.ShouldBe(MetricStatus.InsufficientData);
        Compute([.. new double[40], double.NaN]).Status.ShouldBe(MetricStatus.InvalidInput);
        Compute([.. Enumerable.Range(0, 40).Select(i => i * 1e200)]).Status.ShouldBe(MetricStatus.OutOfDomain);
        Should.Throw<ArgumentException>(() => SupF.ComputeOfBeta([1], [1, 2], SeriesF1.AsOf, new()));
        Should.Throw<ArgumentOutOfRangeException>(() => Compute([], new() { MinimumSamples = 7 }));
        foreach (var trimming in new[] { 0, 0.5, double.NaN })
        {
            Should
                .Throw<ArgumentOutOfRangeException>(() => Compute([], new() { Trimming = trimming }))
                .ParamName.ShouldBe(nameof(SupFOptions.Trimming));
        }
    }

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 39);
        for (var i = 0; i < Campaign.Runs(300_000); i++)
        {
            var count = numbers.NextCount(60);
            var y = numbers.NextSample(count);
            ResultContract.ShouldHold(Compute(y, s_few));
            ResultContract.ShouldHold(SupF.ComputeOfBeta(numbers.NextSample(count), y, SeriesF1.AsOf, s_few));
        }
    }

    private static SupFResult Compute(double[] samples, SupFOptions? options = null) =>
        SupF.Compute(samples, SeriesF1.AsOf, options ?? new SupFOptions());
}
