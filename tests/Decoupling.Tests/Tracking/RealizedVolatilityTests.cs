using Decoupling.Results;
using Decoupling.Tracking;

namespace Decoupling.Tests.Tracking;

public sealed class RealizedVolatilityTests
{
    private const double RelativeTolerance = 1e-12;
    private static readonly DateTimeOffset AsOf = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);
    private static readonly RealizedVolatilityOptions EqualWeights = new() { HalfLife = null };

    [Fact]
    public void Compute_AlternatingMoves_IsTheirSizePerYear()
    {
        double[] closes = [.. Enumerable.Range(0, 41).Select(i => i % 2 == 0 ? 100 : 100 * Math.Exp(0.001))];

        var result = RealizedVolatility.Compute(closes, Step, AsOf, EqualWeights);

        // 0.001 a step of five minutes, 105,120 of them a year.
        var expected = 0.001 * Math.Sqrt(105_120);
        result.VolatilityPerYear!.Value.ShouldBe(expected, expected * RelativeTolerance);
        result.SampleCount.ShouldBe(40);
    }

    [Fact]
    public void Compute_HalfLifeOfOneStep_HalvesEachOlderReturn()
    {
        var options = new RealizedVolatilityOptions { HalfLife = Step, MinimumReturns = 2 };

        var result = RealizedVolatility.Compute([100, 100 * Math.Exp(0.02), 100 * Math.Exp(0.03)], Step, AsOf, options);

        var expected = Math.Sqrt((0.02 * 0.02 * 0.5 + 0.01 * 0.01) / 1.5 * 105_120);
        result.VolatilityPerYear!.Value.ShouldBe(expected, expected * RelativeTolerance);
    }

    [Fact]
    public void Compute_PricesScaled_ChangesNothing()
    {
        double[] closes = [.. Enumerable.Range(0, 60).Select(i => 100 + Math.Sin(i))];
        double[] scaled = [.. closes.Select(close => close * 1024)];

        RealizedVolatility
            .Compute(scaled, Step, AsOf)
            .VolatilityPerYear.ShouldBe(RealizedVolatility.Compute(closes, Step, AsOf).VolatilityPerYear);
    }

    [Fact]
    public void Compute_MissingBar_IsNotBridged()
    {
        double[] closes = [100, 101, double.NaN, 150, 151];
        var options = EqualWeights with { MinimumReturns = 2 };

        var result = RealizedVolatility.Compute(closes, Step, AsOf, options);

        var expected = Math.Sqrt((Math.Pow(Math.Log(1.01), 2) + Math.Pow(Math.Log(151.0 / 150), 2)) / 2 * 105_120);
        result.SampleCount.ShouldBe(2);
        result.VolatilityPerYear!.Value.ShouldBe(expected, expected * RelativeTolerance);
    }

    [Fact]
    public void Compute_FrozenPrice_IsDegenerate() =>
        RealizedVolatility
            .Compute(Enumerable.Repeat(100.0, 60).ToArray(), Step, AsOf)
            .Status.ShouldBe(MetricStatus.Degenerate);

    [Fact]
    public void Compute_TwentyCloses_IsInsufficient()
    {
        double[] closes = [.. Enumerable.Range(1, 20).Select(i => (double)i)];

        RealizedVolatility.Compute(closes, Step, AsOf).Status.ShouldBe(MetricStatus.InsufficientData);
        RealizedVolatility.Compute([.. closes, 21], Step, AsOf).Status.ShouldBe(MetricStatus.Ok);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.PositiveInfinity)]
    public void Compute_NoPrice_IsInvalidByItsIndex(double close)
    {
        var result = RealizedVolatility.Compute([100, 101, close], Step, AsOf);

        result.Status.ShouldBe(MetricStatus.InvalidInput);
        result.Reason!.ShouldContain("index 2");
    }

    [Fact]
    public void Compute_MovesBeyondADouble_GivesAStatus()
    {
        double[] closes = [.. Enumerable.Range(0, 30).Select(i => i % 2 == 0 ? double.Epsilon : double.MaxValue)];

        RealizedVolatility.Compute(closes, Step, AsOf).Status.ShouldBe(MetricStatus.OutOfDomain);
    }

    [Fact]
    public void Compute_BadStepOrOption_Throws()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => RealizedVolatility.Compute([1, 2], TimeSpan.Zero, AsOf));
        Should
            .Throw<ArgumentOutOfRangeException>(() => new RealizedVolatilityOptions { MinimumReturns = 1 }.Validate())
            .ParamName.ShouldBe(nameof(RealizedVolatilityOptions.MinimumReturns));
    }
}
