using Decoupling.Numerics;
using MathNet.Numerics;

namespace Decoupling.Tests.Numerics;

public sealed class ErrorFunctionsTests
{
    private const double RelativeTolerance = 1e-14;

    // MathNet's own Erfc is good to about this.
    private const double MathNetTolerance = 1e-13;

    [Theory]
    [InlineData(5, 1.53745979442803e-12)]
    [InlineData(-0.25, 1.276326390168236933)]
    [InlineData(0.46875, 0.50738652678206200841)]
    [InlineData(0.5, 0.47950012218695346232)]
    [InlineData(2, 0.0046777349810472658379)]
    [InlineData(4, 1.5417257900280018852e-8)]
    [InlineData(4.125, 5.4234007995650660053e-9)]
    [InlineData(26, 5.6631924088561428465e-296)]
    public void Erfc_Reference01_Agrees(double x, double expected) => ShouldAgree(ErrorFunctions.Erfc(x), expected);

    [Theory]
    [InlineData(10, 0.0561409927438226)]
    [InlineData(-3, 16205.988853999586625)]
    [InlineData(0.46875, 0.63206968924955607816)]
    [InlineData(1, 0.42758357615580700441)]
    [InlineData(4.125, 0.13306497124120825611)]
    public void Erfcx_Reference01_Agrees(double x, double expected) => ShouldAgree(ErrorFunctions.Erfcx(x), expected);

    [Fact]
    public void Erfcx_LaplaceContinuedFraction_Agrees()
    {
        for (var x = 3.0; x < 60; x += 0.37)
        {
            ShouldAgree(ErrorFunctions.Erfcx(x), ContinuedFraction(x));
        }
    }

    [Fact]
    public void Erfc_MathNet_Agrees()
    {
        for (var x = -6.0; x < 26; x += 0.113)
        {
            ErrorFunctions.Erfc(x).ShouldBe(SpecialFunctions.Erfc(x), MathNetTolerance * SpecialFunctions.Erfc(x));
        }
    }

    [Fact]
    public void Erfc_SumOfBothSigns_IsTwo()
    {
        for (var x = 0.0; x < 8; x += 0.0917)
        {
            (ErrorFunctions.Erfc(x) + ErrorFunctions.Erfc(-x)).ShouldBe(2, RelativeTolerance);
        }
    }

    [Fact]
    public void Both_EndsOfTheRange_AreTheLimits()
    {
        ErrorFunctions.Erfc(double.PositiveInfinity).ShouldBe(0);
        ErrorFunctions.Erfc(double.NegativeInfinity).ShouldBe(2);
        ErrorFunctions.Erfc(1e308).ShouldBe(0);
        ErrorFunctions.Erfcx(double.PositiveInfinity).ShouldBe(0);
        double.IsPositiveInfinity(ErrorFunctions.Erfcx(-1e308)).ShouldBeTrue();
        double.IsNaN(ErrorFunctions.Erfc(double.NaN)).ShouldBeTrue();
        double.IsNaN(ErrorFunctions.Erfcx(double.NaN)).ShouldBeTrue();
    }

    // erfcx(x) = 1/√π · 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + ...)))), evaluated from the tail.
    private static double ContinuedFraction(double x)
    {
        var tail = x;
        for (var k = 400; k >= 1; k--)
        {
            tail = x + 0.5 * k / tail;
        }

        return 1 / (Math.Sqrt(Math.PI) * tail);
    }

    private static void ShouldAgree(double actual, double expected) =>
        actual.ShouldBe(expected, RelativeTolerance * Math.Abs(expected));
}
