using Decoupling.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Integration;

namespace Decoupling.Tests.Numerics;

public sealed class NormalDistributionTests
{
    private const double RelativeTolerance = 1e-14;

    [Theory]
    [InlineData(1.96, 0.975002104851779566)]
    [InlineData(-8, 6.22096057427178412e-16)]
    [InlineData(-37, 5.72557122252457682e-300)]
    [InlineData(-20.75, 6.1295720669477359109e-96)]
    [InlineData(-2.25, 0.012224472655044703153)]
    [InlineData(-0.625, 0.26598552904870053231)]
    [InlineData(-0.25, 0.40129367431707627576)]
    public void Cdf_Reference01_Agrees(double x, double expected) =>
        NormalDistribution.Cdf(x).ShouldBe(expected, RelativeTolerance * expected);

    [Theory]
    [InlineData(-1e5, -5000000012.4318639983)]
    [InlineData(-37, -689.0305855768905936)]
    [InlineData(-1, -1.8410216450092635058)]
    [InlineData(-0.25, -0.91306176481113505517)]
    [InlineData(5, -2.8665161296376359338e-7)]
    public void LogCdf_Mpmath_Agrees(double x, double expected) =>
        NormalDistribution.LogCdf(x).ShouldBe(expected, RelativeTolerance * -expected);

    [Theory]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(1e-10, -6.361340902404056)]
    [InlineData(0.0749, -1.4402382675279636232)]
    [InlineData(1e-300, -37.047096299361199237)]
    public void Quantile_Reference01_Agrees(double probability, double expected) =>
        NormalDistribution.Quantile(probability).ShouldBe(expected, RelativeTolerance * Math.Abs(expected));

    [Fact]
    public void Quantile_OfCdf_IsTheArgument()
    {
        for (var x = -37.0; x < 3; x += 0.0713)
        {
            NormalDistribution.Quantile(NormalDistribution.Cdf(x)).ShouldBe(x, 1e-13 * Math.Max(1, Math.Abs(x)));
        }
    }

    [Fact]
    public void Cdf_IntegralOfTheDensity_Agrees()
    {
        for (var x = -7.5; x < 7; x += 0.5)
        {
            var integral = GaussLegendreRule.Integrate(NormalDistribution.Density, x, x + 0.5, 20);

            (NormalDistribution.Cdf(x + 0.5) - NormalDistribution.Cdf(x)).ShouldBe(integral, 4e-16);
        }
    }

    [Fact]
    public void Density_MathNet_Agrees()
    {
        for (var x = -9.0; x < 9; x += 0.17)
        {
            var expected = Normal.PDF(0, 1, x);

            NormalDistribution.Density(x).ShouldBe(expected, 1e-13 * expected);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void Quantile_NoProbability_Throws(double probability) =>
        Should
            .Throw<ArgumentOutOfRangeException>(() => NormalDistribution.Quantile(probability))
            .ParamName.ShouldBe("probability");

    [Fact]
    public void Cdf_EndsOfTheRange_AreTheLimits()
    {
        NormalDistribution.Cdf(double.NegativeInfinity).ShouldBe(0);
        NormalDistribution.Cdf(-1e300).ShouldBe(0);
        NormalDistribution.Cdf(1e300).ShouldBe(1);
        NormalDistribution.Density(double.PositiveInfinity).ShouldBe(0);
        double.IsNaN(NormalDistribution.Cdf(double.NaN)).ShouldBeTrue();
    }
}
