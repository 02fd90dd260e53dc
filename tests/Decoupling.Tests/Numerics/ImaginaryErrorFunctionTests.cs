using Decoupling.Numerics;
using MathNet.Numerics.Integration;

namespace Decoupling.Tests.Numerics;

public class ImaginaryErrorFunctionTests
{
    [Theory]
    // methods.md 0.1.
    [InlineData(1, 1.65042575879754)]
    [InlineData(2, 18.5648024145756)]
    public void Primitive_Erfi_ReachesTheReferenceValues(double x, double expected) =>
        ImaginaryErrorFunction.Erfi(x).ShouldBeWithin(5e-15, expected);

    [Theory]
    // Abramowitz and Stegun, table 7.5: Dawson's integral.
    [InlineData(0.5, 0.4244363835)]
    [InlineData(1, 0.5380795069)]
    [InlineData(2, 0.3013403889)]
    public void Dawson_TabulatedValue_IsReached(double x, double expected) =>
        ImaginaryErrorFunction.Dawson(x).ShouldBe(expected, 5e-11);

    [Fact]
    public void Dawson_AnyArgument_SolvesItsEquation()
    {
        // F' = 1 - 2xF, by a step of the classical Runge-Kutta scheme over a stretch.
        for (var x = 0.1; x < 12; x += 0.05)
        {
            var value = ImaginaryErrorFunction.Dawson(x);
            const int Steps = 200;
            var h = 0.05 / Steps;
            var f = value;
            for (var i = 0; i < Steps; i++)
            {
                var t = x + i * h;
                var k1 = 1 - 2 * t * f;
                var k2 = 1 - 2 * (t + h / 2) * (f + h / 2 * k1);
                var k3 = 1 - 2 * (t + h / 2) * (f + h / 2 * k2);
                var k4 = 1 - 2 * (t + h) * (f + h * k3);
                f += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
            }

            ImaginaryErrorFunction.Dawson(x + 0.05).ShouldBeWithin(1e-11, f);
        }
    }

    [Fact]
    public void Erfi_AnyArgument_IsItsIntegral()
    {
        for (var x = 0.05; x < 26; x += 0.37)
        {
            // exp(t²) beside its greatest value, so that the quadrature stays in range.
            var scaled = Enumerable
                .Range(0, 200)
                .Sum(panel =>
                    GaussLegendreRule.Integrate(
                        t => Math.Exp((t - x) * (t + x)),
                        x * panel / 200,
                        x * (panel + 1) / 200,
                        20
                    )
                );
            ImaginaryErrorFunction.Dawson(x).ShouldBeWithin(1e-12, scaled);
            (ImaginaryErrorFunction.Erfi(x) * Math.Exp(-x * x) * Math.Sqrt(Math.PI) / 2).ShouldBeWithin(1e-12, scaled);
        }
    }

    [Fact]
    public void Erfi_EitherSign_IsOdd()
    {
        foreach (var x in new[] { 0, 1e-300, 1e-9, 0.3, 5, 7, 7.1, 26, 100 })
        {
            ImaginaryErrorFunction.Erfi(-x).ShouldBe(-ImaginaryErrorFunction.Erfi(x));
            ImaginaryErrorFunction.Dawson(-x).ShouldBe(-ImaginaryErrorFunction.Dawson(x));
        }

        ImaginaryErrorFunction.Erfi(26.6).ShouldBeLessThan(double.MaxValue);
        ImaginaryErrorFunction.Erfi(27).ShouldBe(double.PositiveInfinity);
        ImaginaryErrorFunction.Erfi(double.NaN).ShouldBe(double.NaN);
    }

    [Fact]
    public void DawsonDeficit_SmallArguments_KeepTheirDigits()
    {
        foreach (var x in new[] { 1e-5, 1e-3, 0.01, 0.1, 0.49 })
        {
            // 2x³/3 - 4x⁵/15 + 8x⁷/105 - 16x⁹/945 + 32x¹¹/10395 - ...
            double sum = 0;
            var term = x;
            for (var k = 1; k < 20; k++)
            {
                term *= -2 * x * x / (2 * k + 1);
                sum -= term;
            }

            ImaginaryErrorFunction.DawsonDeficit(x).ShouldBeWithin(1e-15, sum);
        }

        ImaginaryErrorFunction.DawsonDeficit(0.5).ShouldBeWithin(1e-9, 0.5 - 0.42443638350202229);
        ImaginaryErrorFunction.DawsonDeficit(0).ShouldBe(0);
    }
}
