using System.Numerics;
using Decoupling.Tracking;

namespace Decoupling.Tests.Tracking;

public class CoMovementRollingTests
{
    [Fact]
    public void A1_F1RollingFive_ReachesTheReferenceValues()
    {
        var (x, y) = SeriesF1.Returns();
        var correlation = new double[8];
        var beta = new double[8];

        var count = CoMovement.Rolling(x, y, 5, correlation, beta);

        count.ShouldBe(8);
        correlation.ShouldBe(
            [0.994450636, 0.993832965, 0.994808367, 0.975003438, 0.997355918, 0.985983476, 0.984720076, 0.978148961],
            5e-10
        );
        beta.ShouldBe(
            [1.224913003, 1.159098045, 1.165157657, 1.223355182, 1.490006115, 1.488931364, 1.297859195, 1.222836091],
            5e-10
        );
    }

    [Fact]
    public void A1_F1RollingFive_ReachesTheReferenceFile()
    {
        var expected = Fixtures.Expected("F1");
        var (x, y) = SeriesF1.Returns();
        var correlation = new double[8];
        var beta = new double[8];

        CoMovement.Rolling(x, y, 5, correlation, beta);

        correlation.ShouldBe(
            expected.GetProperty("roll5_rho").EnumerateArray().Select(value => value.GetDouble()),
            1e-12
        );
        beta.ShouldBe(expected.GetProperty("roll5_beta").EnumerateArray().Select(value => value.GetDouble()), 1e-12);
    }

    [Fact]
    public void Rolling_LevelsNearSixtyThousandWithSmallMoves_AgreesWithExactSums()
    {
        const int Window = 60;
        const int Count = 20_000;
        var random = new Random(2);
        var x = Walk(random, Count);
        var noise = Walk(random, Count);
        var y = x.Zip(noise, (a, b) => a + (b - 60_000 * 128) / 2).ToArray();
        var correlation = new double[Count - Window + 1];
        var beta = new double[Count - Window + 1];

        CoMovement.Rolling(Levels(x), Levels(y), Window, correlation, beta);

        for (var i = 0; i < correlation.Length; i += Campaign.IsFull ? 1 : 17)
        {
            var (exactCorrelation, exactBeta) = Exact(x.AsSpan(i, Window), y.AsSpan(i, Window));
            correlation[i].ShouldBe(exactCorrelation, 1e-12);
            beta[i].ShouldBe(exactBeta, 1e-11);
        }
    }

    [Fact]
    public void Rolling_WholeLengthAsWindow_IsTheBatchResult()
    {
        var (x, y) = SeriesF1.Returns();
        var correlation = new double[1];
        var beta = new double[1];

        CoMovement.Rolling(x, y, 12, correlation, beta).ShouldBe(1);

        var whole = CoMovement.Compute(
            x,
            y,
            SeriesF1.Step,
            SeriesF1.AsOf,
            new CoMovementOptions { MinimumSamples = 12 }
        );
        correlation[0].ShouldBe(whole.Correlation!.Value);
        beta[0].ShouldBe(whole.Beta!.Value);
    }

    [Fact]
    public void Rolling_ConstantStretchOrNaN_IsNaNThereAndOnlyThere()
    {
        double[] x = [1, 2, 3, 3, 3, 3, 4, 5, 6, double.NaN, 7, 9, 8];
        double[] y = [1, 2, 4, 3, 5, 4, 4, 6, 5, 7, 8, 8, 9];
        var correlation = new double[11];
        var beta = new double[11];

        CoMovement.Rolling(x, y, 3, correlation, beta);

        int[] expected = [2, 3, 7, 8, 9];
        Enumerable.Range(0, 11).Where(i => double.IsNaN(correlation[i])).ShouldBe(expected);
        Enumerable.Range(0, 11).Where(i => double.IsNaN(beta[i])).ShouldBe(expected);
    }

    [Fact]
    public void Rolling_LessThanAWindow_WritesNone() => CoMovement.Rolling([1, 2], [1, 2], 3, [], []).ShouldBe(0);

    [Fact]
    public void Rolling_MistakesOfTheCaller_Throw()
    {
        var room = new double[4];

        Should.Throw<ArgumentException>(() => CoMovement.Rolling(room, new double[3], 3, room, room));
        Should.Throw<ArgumentOutOfRangeException>(() => CoMovement.Rolling(room, room, 2, room, room));
        Should.Throw<ArgumentException>(() => CoMovement.Rolling(room, room, 3, room, new double[1]));
    }

    /// <summary>Levels as whole multiples of 1/128, which doubles hold exactly: moves of 0.0078 around 60,000.</summary>
    private static long[] Walk(Random random, int count)
    {
        var level = 60_000L * 128;
        return [.. Enumerable.Range(0, count).Select(_ => level += random.Next(-1, 2))];
    }

    private static double[] Levels(long[] units) => [.. units.Select(unit => unit / 128.0)];

    private static (double Correlation, double Beta) Exact(ReadOnlySpan<long> x, ReadOnlySpan<long> y)
    {
        BigInteger sumX = 0,
            sumY = 0,
            squaresX = 0,
            squaresY = 0,
            products = 0;
        for (var i = 0; i < x.Length; i++)
        {
            sumX += x[i];
            sumY += y[i];
            squaresX += (BigInteger)x[i] * x[i];
            squaresY += (BigInteger)y[i] * y[i];
            products += (BigInteger)x[i] * y[i];
        }

        var sxx = x.Length * squaresX - sumX * sumX;
        var syy = x.Length * squaresY - sumY * sumY;
        var sxy = x.Length * products - sumX * sumY;
        return ((double)sxy / Math.Sqrt((double)(sxx * syy)), (double)sxy / (double)sxx);
    }
}
