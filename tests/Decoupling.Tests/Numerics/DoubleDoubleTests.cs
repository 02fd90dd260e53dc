using System.Numerics;
using Decoupling.Numerics;

namespace Decoupling.Tests.Numerics;

public class DoubleDoubleTests
{
    /// <summary>Numbers of 50 bits over 2^20, so that whole numbers can say what is exact.</summary>
    private const double Scale = 1L << 20;

    [Fact]
    public void Operators_AnyNumbers_KeepThirtyDigits()
    {
        var random = new Random(17);
        for (var i = 0; i < Campaign.Runs(1_000_000); i++)
        {
            var a = random.NextInt64(-(1L << 50), 1L << 50);
            var b = random.NextInt64(1, 1L << 50);
            var x = DoubleDouble.Product(a / Scale, b / Scale);
            var y = DoubleDouble.Product(b / Scale, b / Scale);

            Exact(x).ShouldBe((BigInteger)a * b);
            Close(Exact(x + y), (BigInteger)a * b + (BigInteger)b * b, (BigInteger)b * b);
            Close(Exact(x - y), (BigInteger)a * b - (BigInteger)b * b, (BigInteger)b * b);
            ((double)(x / y)).ShouldBe((double)a / b, 1e-15 * Math.Abs((double)a / b));
            Close(Exact(x / y * y), (BigInteger)a * b, (BigInteger)a * b);
        }
    }

    [Fact]
    public void Sum_SmallNumbersOntoALargeOne_AreStillThere()
    {
        DoubleDouble sum = 1e16;
        for (var i = 0; i < 1_000; i++)
        {
            sum += 0.125;
        }

        ((double)(sum - 1e16)).ShouldBe(125);
    }

    private static void Close(BigInteger actual, BigInteger exact, BigInteger scale) =>
        (BigInteger.Abs(actual - exact) * BigInteger.Pow(10, 29)).ShouldBeLessThanOrEqualTo(
            BigInteger.Max(BigInteger.Abs(exact), BigInteger.Abs(scale))
        );

    /// <summary>In units of 2^-40: both halves are whole numbers of them where the number is.</summary>
    private static BigInteger Exact(DoubleDouble value) =>
        (BigInteger)(value.High * Scale * Scale) + (BigInteger)Math.Round(value.Low * Scale * Scale);
}
