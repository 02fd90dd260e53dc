using System.Runtime.Intrinsics;
using Decoupling.Numerics;

namespace Decoupling.Tests.Numerics;

public class LaneExponentialTests
{
    [Fact]
    public void Of_WholeRange_IsWithinTwoUnitsOfTheLibrary()
    {
        var random = new Random(3);
        for (var i = 0; i < 200_000; i++)
        {
            var x = i % 2 == 0 ? -708 * random.NextDouble() : -random.NextDouble();
            var expected = Math.Exp(x);

            // The library's own error is under one unit.
            Math.Abs(Of(x) - expected).ShouldBeLessThanOrEqualTo(3 * (Math.BitIncrement(expected) - expected));
        }
    }

    [Theory]
    // 40-digit mpmath, rounded.
    [InlineData(0, 1)]
    [InlineData(-1, 0.36787944117144233)]
    [InlineData(-40, 4.248354255291589e-18)]
    [InlineData(-700, 9.859676543759770e-305)]
    public void Of_Points_IsTheReference(double x, double expected) => Of(x).ShouldBeWithin(4.5e-16, expected);

    [Theory]
    [InlineData(-708.1)]
    [InlineData(-1e9)]
    [InlineData(double.NegativeInfinity)]
    public void Of_BelowTheRange_IsZero(double x) => Of(x).ShouldBe(0);

    private static double Of(double x) => LaneExponential.Of(Vector512.Create(x))[0];
}
