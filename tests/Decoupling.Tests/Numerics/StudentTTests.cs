using Decoupling.Numerics;
using MathNet.Numerics.Integration;

namespace Decoupling.Tests.Numerics;

public sealed class StudentTTests
{
    [Fact]
    public void Cdf_Reference01_Agrees() =>
        StudentT.Cdf(-1.2909944487358056, 5).ShouldBeWithin(1e-14, 0.12658499755016137);

    [Theory]
    // mpmath, 60 digits, by its incomplete beta function.
    [InlineData(-3, 0.1, 0.37384707698634222634)]
    [InlineData(-0.5, 1, 0.35241638234956672582)]
    [InlineData(-100, 2.5, 7.1916492116661878362e-6)]
    [InlineData(-1e10, 3, 1.102657790843584099e-30)]
    [InlineData(1.5, 4.5, 0.89989045717192324008)]
    [InlineData(-0.01, 7, 0.49615015882181088555)]
    [InlineData(-8, 30, 3.1329112378503794717e-9)]
    [InlineData(-37, 1000, 8.6503944049565306588e-190)]
    public void Cdf_Mpmath_Agrees(double x, double degreesOfFreedom, double expected) =>
        StudentT.Cdf(x, degreesOfFreedom).ShouldBeWithin(1e-13, expected);

    [Theory]
    [InlineData(-2, 1e5, 0.022751481728753231625)]
    [InlineData(-3, 1e6, 0.0013499312707108985294)]
    public void Cdf_ManyDegreesOfFreedom_Agrees(double x, double degreesOfFreedom, double expected) =>
        StudentT.Cdf(x, degreesOfFreedom).ShouldBeWithin(1e-10, expected);

    [Fact]
    public void Cdf_OneAndTwoDegreesOfFreedom_HaveTheirClosedForms()
    {
        for (var x = -30.0; x < 30; x += 0.37)
        {
            StudentT.Cdf(x, 1).ShouldBe(0.5 + Math.Atan(x) / Math.PI, 2e-15);
            StudentT.Cdf(x, 2).ShouldBe(0.5 + x / (2 * Math.Sqrt(2 + x * x)), 2e-15);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(11)]
    public void Cdf_IntegralOfTheDensity_Agrees(int degreesOfFreedom)
    {
        // Γ((ν+1)/2)/(√(νπ)·Γ(ν/2)) for odd ν, by Γ(n + ½) = (n - ½)·Γ(n - ½).
        var scale = 1 / (Math.Sqrt(degreesOfFreedom) * Math.PI);
        for (var k = 1; k < degreesOfFreedom; k += 2)
        {
            scale *= (k + 1.0) / k;
        }

        for (var x = -12.0; x < 12; x += 0.5)
        {
            var integral = GaussLegendreRule.Integrate(
                t => scale * Math.Pow(1 + t * t / degreesOfFreedom, -0.5 * (degreesOfFreedom + 1)),
                x,
                x + 0.5,
                32
            );

            (StudentT.Cdf(x + 0.5, degreesOfFreedom) - StudentT.Cdf(x, degreesOfFreedom)).ShouldBe(integral, 2e-15);
        }
    }

    [Fact]
    public void Cdf_MirroredMove_IsTheOtherTail()
    {
        for (var x = 0.0; x < 50; x += 0.71)
        {
            (StudentT.Cdf(x, 4.5) + StudentT.Cdf(-x, 4.5)).ShouldBe(1, 2e-16);
        }
    }

    [Fact]
    public void Cdf_EndsOfTheRange_AreTheLimits()
    {
        StudentT.Cdf(0, 4).ShouldBe(0.5);
        StudentT.Cdf(double.NegativeInfinity, 4).ShouldBe(0);
        StudentT.Cdf(-1e200, 4).ShouldBe(0);
        StudentT.Cdf(1e200, 4).ShouldBe(1);
        StudentT.Cdf(double.PositiveInfinity, 4).ShouldBe(1);
        double.IsNaN(StudentT.Cdf(double.NaN, 4)).ShouldBeTrue();
        // A Cauchy tail is 1/(π|x|), even where the square of x overflows.
        StudentT.Cdf(-1e200, 1).ShouldBeWithin(1e-13, 1e-200 / Math.PI);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(2e6)]
    [InlineData(double.NaN)]
    public void Cdf_NoDegreesOfFreedom_Throws(double degreesOfFreedom) =>
        Should
            .Throw<ArgumentOutOfRangeException>(() => StudentT.Cdf(1, degreesOfFreedom))
            .ParamName.ShouldBe("degreesOfFreedom");

    [Theory]
    // scipy 1.x, stats.t.ppf.
    [InlineData(0.99, 4, 3.7469473879811366)]
    [InlineData(1e-10, 3, -2225.769284683086)]
    [InlineData(1e-5, 1, -31830.98860820534)]
    [InlineData(0.3, 1.5, -0.651795482602376)]
    [InlineData(0.49999, 7, -2.597460275974162e-05)]
    [InlineData(1e-12, 50, -9.260139683752218)]
    public void Quantile_Scipy_Agrees(double probability, double degreesOfFreedom, double expected) =>
        StudentT.Quantile(probability, degreesOfFreedom).ShouldBeWithin(1e-11, expected);

    [Fact]
    public void Quantile_RoundTrip_GivesTheProbability()
    {
        for (var log = -290.0; log < -1; log += 3.7)
        {
            foreach (var degrees in new[] { 1, 2.5, 4, 30, 1000 })
            {
                var tail = Math.Pow(10, log);
                StudentT.Cdf(StudentT.Quantile(tail, degrees), degrees).ShouldBeWithin(1e-12, tail);
            }
        }

        StudentT.Quantile(0.5, 4).ShouldBe(0);
        StudentT.Quantile(0.75, 4).ShouldBe(-StudentT.Quantile(0.25, 4));
    }

    [Theory]
    // scipy 1.x, stats.t.pdf.
    [InlineData(0, 4, 0.375)]
    [InlineData(-2, 3.5, 0.06691790506863085)]
    [InlineData(10, 1, 0.0031515830315226806)]
    [InlineData(1e10, 3, 3.3079733725307523e-40)]
    public void Density_Scipy_Agrees(double x, double degreesOfFreedom, double expected) =>
        StudentT.Density(x, degreesOfFreedom).ShouldBeWithin(1e-13, expected);

    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 4)]
    [InlineData(double.NaN, 4)]
    [InlineData(0.5, 0.5)]
    [InlineData(0.5, double.NaN)]
    public void Quantile_OutOfRange_Throws(double probability, double degreesOfFreedom) =>
        Should.Throw<ArgumentOutOfRangeException>(() => StudentT.Quantile(probability, degreesOfFreedom));
}
