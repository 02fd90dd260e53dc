using System.Numerics;
using Decoupling.Numerics;
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

    /// <summary>The peers' reference is summed window by window in 80 bits.</summary>
    [Fact]
    public void Rolling_PriceLevelsOfThePeers_IsWithinOneInTenBillionOfTheirReference()
    {
        const int Window = 60;
        var x = PeerInputs.Read("Aadv_x");
        var reference = PeerInputs.Read("ref_Aadv_corr").AsSpan(Window - 1);
        var correlation = new double[x.Length - Window + 1];
        var beta = new double[correlation.Length];

        CoMovement.Rolling(x, PeerInputs.Read("Aadv_y"), Window, correlation, beta);

        var worst = 0.0;
        for (var i = 0; i < correlation.Length; i++)
        {
            worst = Math.Max(worst, Math.Abs(correlation[i] - reference[i]));
        }

        worst.ShouldBeLessThan(1e-10);
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
        correlation[0].ShouldBe(whole.Correlation!.Value, 1e-14);
        beta[0].ShouldBe(whole.Beta!.Value, 1e-14);
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
    public void Rolling_AnyLengthAndWindow_AgreesWithSummingEachWindowByItself()
    {
        var random = new Random(3);
        for (var window = 3; window <= 19; window++)
        {
            for (var length = window; length <= 10 * window; length++)
            {
                var x = Noise(random, length);
                var y = Noise(random, length);
                var (correlation, beta) = (new double[length - window + 1], new double[length - window + 1]);

                CoMovement.Rolling(x, y, window, correlation, beta).ShouldBe(correlation.Length);

                for (var i = 0; i < correlation.Length; i++)
                {
                    var (simpleCorrelation, simpleBeta) = Simple(x.AsSpan(i, window), y.AsSpan(i, window));
                    correlation[i].ShouldBe(simpleCorrelation, 1e-12);
                    beta[i].ShouldBe(simpleBeta, 1e-11 * Math.Max(1, Math.Abs(simpleBeta)));
                }
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(100)]
    public void Rolling_ManyPairs_IsEachPairByItselfToTheBit(int pairs)
    {
        const int Window = 12;
        const int Length = 100;
        var random = new Random(4);
        var (x, y) = (Noise(random, Length * pairs), Noise(random, Length * pairs));
        var (correlation, beta) = (
            new double[(Length - Window + 1) * pairs],
            new double[(Length - Window + 1) * pairs]
        );

        CoMovement.Rolling(x, y, pairs, Window, correlation, beta).ShouldBe(Length - Window + 1);

        for (var pair = 0; pair < pairs; pair++)
        {
            var (oneCorrelation, oneBeta) = (new double[Length - Window + 1], new double[Length - Window + 1]);
            CoMovement.Rolling(Column(x, pairs, pair), Column(y, pairs, pair), Window, oneCorrelation, oneBeta);
            Column(correlation, pairs, pair).ShouldBe(oneCorrelation);
            Column(beta, pairs, pair).ShouldBe(oneBeta);
        }
    }

    [Fact]
    public void Rolling_OutlierThatHasLeft_LeavesNothingBehind()
    {
        const int Window = 60;
        var random = new Random(5);
        var (x, y) = (Noise(random, 1_000), Noise(random, 1_000));
        var (outlierX, outlierY) = ((double[])x.Clone(), (double[])y.Clone());
        (outlierX[500], outlierY[500]) = (1e9, -1e12);
        var (correlation, beta) = (new double[941], new double[941]);
        var (outlierCorrelation, outlierBeta) = (new double[941], new double[941]);

        CoMovement.Rolling(x, y, Window, correlation, beta);
        CoMovement.Rolling(outlierX, outlierY, Window, outlierCorrelation, outlierBeta);

        outlierCorrelation[501..].ShouldBe(correlation[501..]);
        outlierBeta[501..].ShouldBe(beta[501..]);
        outlierCorrelation[..441].ShouldBe(correlation[..441]);
        outlierCorrelation[441..501].ShouldAllBe(value => value < -0.99);
    }

    [Fact]
    public void Rolling_IdenticalOrProportionalLegs_NeverExceedOne()
    {
        var x = Noise(new Random(6), 2_000);
        var (correlation, beta) = (new double[1_941], new double[1_941]);

        CoMovement.Rolling(x, x, 60, correlation, beta);
        correlation.ShouldAllBe(value => value == 1);
        beta.ShouldAllBe(value => value == 1);

        CoMovement.Rolling(x, [.. x.Select(value => -0.3 * value)], 60, correlation, beta);
        correlation.ShouldAllBe(value => value >= -1 && value < -1 + 1e-13);
    }

    [Fact]
    public void Rolling_LevelsScaledByAPowerOfTwoAndLegsSwapped_KeepsTheCorrelation()
    {
        var random = new Random(7);
        var (x, y) = (Noise(random, 500), Noise(random, 500));
        var (correlation, beta) = (new double[441], new double[441]);
        var (otherCorrelation, otherBeta) = (new double[441], new double[441]);
        CoMovement.Rolling(x, y, 60, correlation, beta);

        CoMovement.Rolling([.. x.Select(value => value * 8)], y, 60, otherCorrelation, otherBeta);
        otherCorrelation.ShouldBe(correlation);
        otherBeta.ShouldBe(beta.Select(value => value / 8));

        CoMovement.Rolling(y, x, 60, otherCorrelation, otherBeta);
        otherCorrelation.ShouldBe(correlation, 1e-15);
        otherBeta.Zip(beta, (a, b) => a * b).ShouldBe(correlation.Select(value => value * value), 1e-14);
    }

    [Fact]
    public void Rolling_HostileNumbers_GivesACorrelationOrNaN()
    {
        var numbers = new HostileNumbers(seed: 20);
        var (correlation, beta) = (new double[100], new double[100]);

        for (var i = 0; i < Campaign.Runs(200_000); i++)
        {
            var count = numbers.NextCount(80);
            var windows = CoMovement.Rolling(
                numbers.NextSample(count),
                numbers.NextSample(count),
                3 + numbers.NextCount(20),
                correlation,
                beta
            );
            for (var j = 0; j < windows; j++)
            {
                double.IsNaN(correlation[j]).ShouldBe(double.IsNaN(beta[j]));
                (double.IsNaN(correlation[j]) || Math.Abs(correlation[j]) <= 1).ShouldBeTrue();
            }
        }
    }

    [Fact]
    public void Rolling_AnySize_AllocatesNothing()
    {
        var x = Noise(new Random(8), 10_000);
        var (correlation, beta) = (new double[10_000], new double[10_000]);
        CoMovement.Rolling(x, x, 60, correlation, beta);

        var before = GC.GetAllocatedBytesForCurrentThread();
        CoMovement.Rolling(x, x, 60, correlation, beta);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
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
        Should.Throw<ArgumentOutOfRangeException>(() => CoMovement.Rolling(room, room, 0, 3, room, room));
        Should.Throw<ArgumentException>(() => CoMovement.Rolling(room, room, 3, 3, room, room));
    }

    /// <summary>Levels as whole multiples of 1/128, which doubles hold exactly: moves of 0.0078 around 60,000.</summary>
    private static long[] Walk(Random random, int count)
    {
        var level = 60_000L * 128;
        return [.. Enumerable.Range(0, count).Select(_ => level += random.Next(-1, 2))];
    }

    private static double[] Levels(long[] units) => [.. units.Select(unit => unit / 128.0)];

    private static double[] Noise(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => 1e-3 * (random.NextDouble() - 0.5) / (random.NextDouble() + 0.05))];

    private static double[] Column(double[] rows, int pairs, int pair) =>
        [.. rows.Where((_, index) => index % pairs == pair)];

    /// <summary>The reference route: each window's own two passes.</summary>
    private static (double Correlation, double Beta) Simple(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var sums = CenteredSums.Of(x, y);
        return (Correlation.Of(sums.Sxx, sums.Syy, sums.Sxy), sums.Sxy / sums.Sxx);
    }

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
