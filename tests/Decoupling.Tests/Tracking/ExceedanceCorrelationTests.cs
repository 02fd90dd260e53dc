using Decoupling.Results;
using Decoupling.Tracking;
using MathNet.Numerics.Distributions;

namespace Decoupling.Tests.Tracking;

public class ExceedanceCorrelationTests
{
    private static readonly ExceedanceCorrelationOptions s_half = new() { Quantile = 0.5, MinimumSamplesPerTail = 3 };

    [Theory]
    [InlineData(0.5, 0.328694671)]
    [InlineData(0.9, 0.779558822)]
    public void A5_OfNormal_ReachesTheReferenceValues(double correlation, double expected)
    {
        ExceedanceCorrelation.OfNormal(correlation, 0.5).ShouldBe(expected, 5e-10);
        ExceedanceCorrelation.OfNormal(-correlation, 0.5).ShouldBe(-expected, 5e-10);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.25)]
    [InlineData(0.1)]
    public void Compute_NormalReturns_HasTheGaussianValueInBothTails(double quantile)
    {
        // ρ = 0.9; a correlation of n pairs is known to (1 - ρ²)/√n: the tolerance is five of these, at 10,000 pairs and up.
        var normal = new Normal(0, 1, new Random(6));
        var x = normal.Samples().Take(100_000).ToArray();
        var y = x.Zip(normal.Samples(), (a, b) => 0.9 * a + Math.Sqrt(0.19) * b).ToArray();

        var result = Compute(x, y, new() { Quantile = quantile });

        result.LowerCorrelation!.Value.ShouldBe(result.LowerGaussian!.Value, 0.025);
        result.UpperCorrelation!.Value.ShouldBe(result.UpperGaussian!.Value, 0.025);
        result.LowerGaussian!.Value.ShouldBe(ExceedanceCorrelation.OfNormal(0.9, quantile), 0.005);
        result.LowerGaussian.Value.ShouldBeLessThan(0.8);
        (result.LowerCount, result.UpperCount).ShouldBe(((int)(quantile * 100_000), (int)(quantile * 100_000)));
    }

    [Fact]
    public void Compute_HalfTheWindow_IsTheCorrelationOfThatHalf() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
            {
                var order = pair.X.Zip(pair.Y).OrderBy(move => move.First).ToArray();
                var half = order.Length / 2;
                var cut = order[half - 1].First;
                var lower = order.Where(move => move.First <= cut).ToArray();

                var result = Compute(pair.X, pair.Y, s_half);

                if (result.Status == MetricStatus.Ok)
                {
                    result.LowerCount.ShouldBe(lower.Length);
                    result.LowerCorrelation!.Value.ShouldBe(
                        MathNet.Numerics.Statistics.Correlation.Pearson(
                            lower.Select(move => move.First),
                            lower.Select(move => move.Second)
                        ),
                        1e-9
                    );
                }
            }
        );

    [Fact]
    public void Compute_BothLegsMirrored_SwapsTheTails() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
            {
                var result = Compute(pair.X, pair.Y, s_half);
                var mirrored = Compute([.. pair.X.Select(x => -x)], [.. pair.Y.Select(y => -y)], s_half);

                mirrored.LowerCorrelation.ShouldBe(result.UpperCorrelation);
                mirrored.UpperCorrelation.ShouldBe(result.LowerCorrelation);
                mirrored.LowerGaussian.ShouldBe(result.UpperGaussian);
            }
        );

    [Fact]
    public void Compute_IdenticalSeries_IsOneInBothTailsAndOfTheNormal()
    {
        var result = Compute(Moves(100), Moves(100));

        result.LowerCorrelation.ShouldBe(1);
        result.UpperCorrelation.ShouldBe(1);
        result.LowerGaussian!.Value.ShouldBe(1, 1e-15);
    }

    [Fact]
    public void OfNormal_WholeLeg_IsTheCorrelationItself() =>
        ExceedanceCorrelation.OfNormal(0.7, 1).ShouldBe(0.7, 1e-15);

    [Fact]
    public void Compute_ReturnsThatTieAtTheCut_BelongToTheTail()
    {
        // Every other return is 0, which is both the median and more than half of either tail.
        double[] x = [.. Moves(100).Select((move, i) => i % 2 == 0 ? 0 : move)];

        var result = Compute(x, Moves(100), s_half);

        result.LowerCount!.Value.ShouldBeGreaterThan(50);
        result.UpperCount!.Value.ShouldBeGreaterThan(50);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_TailTooShort_IsInsufficientData()
    {
        var result = Compute(Moves(79), Moves(79));

        result.Status.ShouldBe(MetricStatus.InsufficientData);
        result.Reason.ShouldBe("A tail has 19 paired returns and 20 are needed.");
        Compute(Moves(80), Moves(80)).Status.ShouldBe(MetricStatus.Ok);
        Compute([], []).Status.ShouldBe(MetricStatus.InsufficientData);
    }

    [Fact]
    public void Compute_TailWithoutVariance_IsDegenerate()
    {
        double[] x = [.. Enumerable.Range(0, 100).Select(i => i < 50 ? -1e-3 : 1e-4 * i)];

        Compute(x, Moves(100)).Status.ShouldBe(MetricStatus.Degenerate);
        Compute(new double[100], Moves(100)).Status.ShouldBe(MetricStatus.Degenerate);
    }

    [Fact]
    public void Compute_BadInput_HasAStatusOrThrows()
    {
        var broken = Moves(100);
        broken[99] = double.NaN;

        Compute(Moves(100), broken).Status.ShouldBe(MetricStatus.InvalidInput);
        Compute([.. Moves(100).Select(move => move * 1e200)], Moves(100)).Status.ShouldBe(MetricStatus.OutOfDomain);
        Should.Throw<ArgumentException>(() => Compute(Moves(60), Moves(59)));
        foreach (var quantile in new[] { 0, 0.51, double.NaN })
        {
            Should
                .Throw<ArgumentOutOfRangeException>(() => Compute([], [], new() { Quantile = quantile }))
                .ParamName.ShouldBe(nameof(ExceedanceCorrelationOptions.Quantile));
        }

        Should.Throw<ArgumentOutOfRangeException>(() => Compute([], [], new() { MinimumSamplesPerTail = 2 }));
        Should.Throw<ArgumentOutOfRangeException>(() => ExceedanceCorrelation.OfNormal(1.1, 0.5));
        Should.Throw<ArgumentOutOfRangeException>(() => ExceedanceCorrelation.OfNormal(0.5, 0));
    }

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 34);
        for (var i = 0; i < Campaign.Runs(1_000_000); i++)
        {
            var count = numbers.NextCount(60);
            ResultContract.ShouldHold(Compute(numbers.NextSample(count), numbers.NextSample(count), s_half));
        }
    }

    private static ExceedanceCorrelationResult Compute(
        double[] x,
        double[] y,
        ExceedanceCorrelationOptions? options = null
    ) => ExceedanceCorrelation.Compute(x, y, SeriesF1.AsOf, options ?? new ExceedanceCorrelationOptions());

    private static double[] Moves(int count) => [.. Enumerable.Range(1, count).Select(i => Math.Sin(i) * 1e-3)];
}
