using System.Numerics;
using Decoupling.Numerics;
using MathNet.Numerics.Statistics;

namespace Decoupling.Tests.Numerics;

public class WelfordMomentsTests
{
    /// <summary>NIST's certified deviation of both series.</summary>
    private const double CertifiedDeviation = 0.1;

    [Theory]
    [InlineData(1_000_000.2, 1e-9)]
    [InlineData(10_000_000.2, 1e-8)]
    public void Variance_NumAcc3AndNumAcc4_ReachesTheCertifiedDeviation(double level, double tolerance)
    {
        var moments = MomentsOf(AlternatingAround(level));

        moments.Count.ShouldBe(1001);
        moments.Mean.ShouldBeWithin(1e-15, level);
        Math.Sqrt(moments.Variance).ShouldBeWithin(tolerance, CertifiedDeviation);
    }

    [Theory]
    [InlineData(1_000_000.2, 1e-9)]
    [InlineData(10_000_000.2, 1e-8)]
    public void Variance_NumAcc3AndNumAcc4ByTheNaiveForm_MissesTheCertifiedDeviation(double level, double tolerance)
    {
        var values = AlternatingAround(level);
        var mean = values.Sum() / values.Length;

        var naive = Math.Sqrt((values.Sum(value => value * value) - values.Length * mean * mean) / 1000);

        (Relative.Error(naive, CertifiedDeviation) <= tolerance).ShouldBeFalse();
    }

    [Fact]
    public void Mean_NumAcc3_GivesTheCertifiedAutocorrelation()
    {
        var values = AlternatingAround(1_000_000.2);
        var moments = MomentsOf(values);

        var products = values.Zip(values.Skip(1), (a, b) => (a - moments.Mean) * (b - moments.Mean)).Sum();

        (products / (1000 * moments.Variance)).ShouldBeWithin(1e-9, -0.999);
    }

    [Fact]
    public void Remove_WindowSlidingOverHighLevels_AgreesWithExactSums()
    {
        const int Window = 60;
        var random = new Random(1);
        var steps = Enumerable.Range(0, 5_000).Select(_ => random.Next(-3, 4)).ToArray();
        var units = steps.Select((_, i) => 60_000 * 128 + steps.Take(i + 1).Sum()).ToArray();
        var moments = default(WelfordMoments);
        var worst = 0.0;

        for (var i = 0; i < units.Length; i++)
        {
            moments.Add(units[i] / 128.0);
            if (i >= Window)
            {
                moments.Remove(units[i - Window] / 128.0);
                worst = Math.Max(
                    worst,
                    Relative.Error(moments.Variance, ExactVariance(units.AsSpan(i - Window + 1, Window)))
                );
            }
        }

        worst.ShouldBeLessThan(1e-8);
    }

    [Fact]
    public void Remove_EverythingButTwo_LeavesTheirVariance()
    {
        var moments = MomentsOf([5, 1, 2, 3]);

        moments.Remove(5);
        moments.Remove(1);

        moments.Count.ShouldBe(2);
        moments.Mean.ShouldBeWithin(1e-15, 2.5);
        moments.Variance.ShouldBeWithin(1e-15, new[] { 2.0, 3.0 }.Variance());
    }

    [Fact]
    public void Remove_TheLastValue_LeavesNothingBehind()
    {
        var moments = MomentsOf([1e300]);

        moments.Remove(1e300);

        moments.ShouldBe(default);
    }

    [Fact]
    public void Remove_FromNothing_Throws()
    {
        var moments = default(WelfordMoments);

        Should.Throw<InvalidOperationException>(() => moments.Remove(1));
    }

    [Fact]
    public void Variance_OneValue_IsNaN() => MomentsOf([7]).Variance.ShouldBe(double.NaN);

    [Fact]
    public void Variance_ConstantWindowAfterRemovals_IsNotNegative()
    {
        var moments = MomentsOf([1e9, 0.1, 0.1, 0.1]);

        moments.Remove(1e9);

        moments.Variance.ShouldBeGreaterThanOrEqualTo(0);
    }

    /// <summary>NumAcc3 and NumAcc4: 1001 values, the level first, then 0.1 below and above it in turn.</summary>
    private static double[] AlternatingAround(double level)
    {
        var low = (double)((decimal)level - 0.1m);
        var high = (double)((decimal)level + 0.1m);
        return [level, .. Enumerable.Range(0, 1000).Select(i => i % 2 == 0 ? low : high)];
    }

    private static WelfordMoments MomentsOf(IEnumerable<double> values)
    {
        var moments = default(WelfordMoments);
        foreach (var value in values)
        {
            moments.Add(value);
        }

        return moments;
    }

    /// <summary>By whole numbers: n·Σk² - (Σk)² has no rounding.</summary>
    private static double ExactVariance(ReadOnlySpan<int> units)
    {
        BigInteger sum = 0;
        BigInteger squares = 0;
        foreach (var unit in units)
        {
            sum += unit;
            squares += (BigInteger)unit * unit;
        }

        return (double)(units.Length * squares - sum * sum) / units.Length / (units.Length - 1) / (128.0 * 128.0);
    }
}
