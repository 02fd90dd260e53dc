using Decoupling.Results;
using Decoupling.Tracking;
using MathNet.Numerics.Distributions;

namespace Decoupling.Tests.Tracking;

public class RankCorrelationTests
{
    private static readonly RankCorrelationOptions s_few = new() { MinimumSamples = 3 };

    [Fact]
    public void A5_IqAndHoursOfTelevision_HaveTheReferenceSpearman()
    {
        double[] iq = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110];
        double[] television = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17];

        Compute(iq, television, s_few).Spearman.ShouldBeWithin(1e-14, -29.0 / 165);
    }

    [Fact]
    public void A5_Norris_ReachesTheReferenceValues()
    {
        var expected = Fixtures.Expected("norris");

        var result = Compute(Fixtures.Column("norris_36.csv", "x"), Fixtures.Column("norris_36.csv", "y"));

        result.Spearman.ShouldBeWithin(1e-14, expected.GetProperty("spearman").GetDouble());
        result.Kendall.ShouldBeWithin(1e-14, expected.GetProperty("kendall").GetDouble());
        result.Spearman.ShouldBeWithin(1e-14, 0.993175870678342);
        result.Kendall.ShouldBeWithin(1e-14, 0.956112959517793);
    }

    [Fact]
    public void A5_F1_ReachesTheReferenceValues()
    {
        var (x, y) = SeriesF1.Returns();

        var result = Compute(x, y, s_few);

        result.Spearman.ShouldBeWithin(1e-14, 0.951048951048951);
        result.Kendall.ShouldBeWithin(1e-14, 0.848484848484848);
        result.SampleCount.ShouldBe(12);
    }

    [Fact]
    public void A5_NormalReturns_HaveTheClosedForms()
    {
        // ρ = ½: (6/π)·asin(¼) = 0.482583739530997 and (2/π)·asin(½) = 1/3, each to 5 standard errors of 20,000 pairs.
        var normal = new Normal(0, 1, new Random(5));
        var x = normal.Samples().Take(20_000).ToArray();
        var y = x.Zip(normal.Samples(), (a, b) => 0.5 * a + Math.Sqrt(0.75) * b).ToArray();

        var result = Compute(x, y);

        result.Spearman!.Value.ShouldBe(0.482583739530997, 0.03);
        result.Kendall!.Value.ShouldBe(1.0 / 3, 0.025);
    }

    [Fact]
    public void Compute_PairsWithTies_AgreeWithCountingThemAll() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
            {
                // A tenth of a per mille as the price step, so that many returns tie.
                double[] x = [.. pair.X.Select(value => Math.Round(value * 300))];
                double[] y = [.. pair.Y.Select(value => Math.Round(value * 300))];

                var result = Compute(x, y);

                if (x.Distinct().Count() == 1 || y.Distinct().Count() == 1)
                {
                    result.Status.ShouldBe(MetricStatus.Degenerate);
                    return;
                }

                result.Kendall!.Value.ShouldBe(KendallByPairs(x, y), 1e-14);
                result.Spearman!.Value.ShouldBe(MathNet.Numerics.Statistics.Correlation.Spearman(x, y), 1e-12);
            }
        );

    [Fact]
    public void Compute_LegsSwapped_ChangesNothing() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
            {
                var result = Compute(pair.X, pair.Y);
                var swapped = Compute(pair.Y, pair.X);

                swapped.Kendall.ShouldBe(result.Kendall);
                swapped.Spearman!.Value.ShouldBe(result.Spearman!.Value, 1e-15);
            }
        );

    [Fact]
    public void Compute_LegsBentUpwards_ChangesNoBit() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
                Compute([.. pair.X.Select(Math.Exp)], [.. pair.Y.Select(y => 8 * y * y * y)])
                    .ShouldBe(Compute(pair.X, pair.Y))
        );

    [Fact]
    public void Compute_SameOrderOrTheOpposite_IsPlusOrMinusOne()
    {
        double[] x = [.. Enumerable.Range(0, 40).Select(i => (double)i)];

        Compute(x, x).Spearman.ShouldBe(1);
        Compute(x, x).Kendall!.Value.ShouldBe(1, 1e-15);
        Compute(x, [.. x.Reverse()]).Spearman.ShouldBe(-1);
        Compute(x, [.. x.Reverse()]).Kendall!.Value.ShouldBe(-1, 1e-15);
    }

    [Fact]
    public void Compute_EveryPairTwice_KeepsSpearman() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
                Compute([.. pair.X, .. pair.X], [.. pair.Y, .. pair.Y])
                    .Spearman!.Value.ShouldBe(Compute(pair.X, pair.Y).Spearman!.Value, 1e-12)
        );

    [Fact]
    public void Compute_AllTied_IsDegenerate()
    {
        double[] constant = [.. Enumerable.Repeat(0.3, 30)];
        double[] moves = [.. Enumerable.Range(0, 30).Select(i => Math.Sin(i))];

        Compute(constant, moves).Status.ShouldBe(MetricStatus.Degenerate);
        Compute(moves, constant).Status.ShouldBe(MetricStatus.Degenerate);
        ResultContract.ShouldHold(Compute(moves, constant));
        // Zeros of either sign are equal.
        Compute([.. constant.Select((_, i) => i % 2 == 0 ? 0.0 : -0.0)], moves)
            .Status.ShouldBe(MetricStatus.Degenerate);
    }

    [Fact]
    public void Compute_TooFewOrBad_HasAStatus()
    {
        Compute(new double[19], new double[19]).Status.ShouldBe(MetricStatus.InsufficientData);
        Compute([], []).Status.ShouldBe(MetricStatus.InsufficientData);
        var broken = new double[30];
        broken[3] = double.NaN;
        Compute(broken, new double[30]).Status.ShouldBe(MetricStatus.InvalidInput);
        Should.Throw<ArgumentException>(() => Compute(new double[30], new double[29]));
        Should
            .Throw<ArgumentOutOfRangeException>(() => Compute([], [], new() { MinimumSamples = 2 }))
            .ParamName.ShouldBe(nameof(RankCorrelationOptions.MinimumSamples));
    }

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 32);
        for (var i = 0; i < Campaign.Runs(1_000_000); i++)
        {
            var count = numbers.NextCount(60);
            ResultContract.ShouldHold(Compute(numbers.NextSample(count), numbers.NextSample(count)));
        }
    }

    private static RankCorrelationResult Compute(double[] x, double[] y, RankCorrelationOptions? options = null) =>
        RankCorrelation.Compute(x, y, SeriesF1.AsOf, options ?? new RankCorrelationOptions());

    private static double KendallByPairs(double[] x, double[] y)
    {
        var (difference, untiedX, untiedY) = (0, 0, 0);
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var signX = Math.Sign(x[i] - x[j]);
                var signY = Math.Sign(y[i] - y[j]);
                difference += signX * signY;
                untiedX += Math.Abs(signX);
                untiedY += Math.Abs(signY);
            }
        }

        return difference / Math.Sqrt((double)untiedX * untiedY);
    }
}
