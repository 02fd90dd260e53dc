using Decoupling.Breaks;
using MathNet.Numerics.Distributions;

namespace Decoupling.Tests.Breaks;

public class CusumRunLengthTests
{
    [Theory]
    [InlineData(4, 0, 335.3676)]
    [InlineData(4, 1, 8.3832)]
    [InlineData(5, 0, 930.887)]
    [InlineData(5, 0.25, 141.6877)]
    [InlineData(5, 0.5, 38.0096)]
    [InlineData(5, 1, 10.376)]
    [InlineData(5, 2, 4.0089)]
    [InlineData(5, 3, 2.5733)]
    public void B6_OneSided_ReachesTheReferenceRunLengths(double alarmLevel, double shift, double expected) =>
        CusumRunLength.OneSided(0.5, alarmLevel, shift).ShouldBe(expected, Math.Max(5e-5, 1e-6 * expected));

    [Theory]
    [InlineData(4, 0, 167.6838)]
    [InlineData(4, 1, 8.3831)]
    [InlineData(5, 0, 465.4435)]
    [InlineData(5, 0.25, 139.4937)]
    [InlineData(5, 0.5, 37.9961)]
    [InlineData(5, 1, 10.376)]
    [InlineData(5, 2, 4.0089)]
    [InlineData(5, 3, 2.5733)]
    public void B6_TwoSided_ReachesTheReferenceRunLengths(double alarmLevel, double shift, double expected) =>
        CusumRunLength.TwoSided(0.5, alarmLevel, shift).ShouldBe(expected, Math.Max(5e-5, 1e-6 * expected));

    [Fact]
    public void TwoSided_MontgomerysTable_Agrees() => CusumRunLength.TwoSided(0.5, 4, 2).ShouldBe(3.34, 0.005);

    [Theory]
    [InlineData(0.5, 4, 0)]
    [InlineData(0.5, 5, 0)]
    [InlineData(0.5, 5, 1)]
    [InlineData(0.25, 6, 0)]
    [InlineData(1, 3, 0.5)]
    public void TwoSided_SimulatedThroughTheState_Agrees(double allowance, double alarmLevel, double shift)
    {
        var options = new PageCusumOptions
        {
            Allowance = allowance,
            AlarmLevel = alarmLevel,
            BaselineSamples = null,
        };
        var normal = new Normal(shift, 1, new Random(9));
        var runs = Campaign.Runs(100_000);
        double samples = 0;
        double squares = 0;
        for (var run = 0; run < runs; run++)
        {
            var length = 0;
            for (var state = default(PageCusumState); !state.IsAlarm(options); length++)
            {
                state = state.Advance(normal.Sample(), options);
            }

            samples += length;
            squares += (double)length * length;
        }

        var mean = samples / runs;
        var standardError = Math.Sqrt((squares / runs - mean * mean) / runs);
        CusumRunLength.TwoSided(allowance, alarmLevel, shift).ShouldBe(mean, 4 * standardError);
    }

    [Theory]
    [InlineData(0.5, 5)]
    [InlineData(0.25, 8)]
    [InlineData(1, 4)]
    public void OneSided_Siegmund_ComesNear(double allowance, double alarmLevel)
    {
        // Siegmund's (e^(2kb) - 2kb - 1)/(2k²), b = h + 1.166.
        var b = 2 * allowance * (alarmLevel + 1.166);

        CusumRunLength
            .OneSided(allowance, alarmLevel, 0)
            .ShouldBeWithin(0.1, (Math.Exp(b) - b - 1) / (2 * allowance * allowance));
    }

    [Fact]
    public void TwoSided_MirroredShift_IsTheSame() =>
        CusumRunLength.TwoSided(0.5, 5, -0.7).ShouldBe(CusumRunLength.TwoSided(0.5, 5, 0.7));

    [Fact]
    public void OneSided_LevelNeverReached_IsTheLongest() =>
        CusumRunLength.OneSided(5, 20, -30).ShouldBe(CusumRunLength.Longest);

    [Fact]
    public void OneSided_ArgumentsOutOfRange_Throw()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => CusumRunLength.OneSided(0, 5, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => CusumRunLength.OneSided(0.5, double.NaN, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => CusumRunLength.OneSided(0.5, 5, double.NaN));
    }
}
