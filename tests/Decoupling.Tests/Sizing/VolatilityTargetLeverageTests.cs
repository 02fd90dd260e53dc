using Decoupling.Results;
using Decoupling.Sizing;

namespace Decoupling.Tests.Sizing;

public sealed class VolatilityTargetLeverageTests
{
    [Fact]
    public void H1_TwentyOverEighty_IsAQuarter()
    {
        var result = Compute(0.8, new VolatilityTargetOptions { TargetVolatilityPerYear = 0.2 });

        result.Leverage.ShouldBe(0.25);
        result.IsCapped.ShouldBe(false);
        result.IsVolatilityFloored.ShouldBe(false);
    }

    [Fact]
    public void Compute_HalfTheVolatility_AllowsTwiceAsMuch() =>
        Compute(0.35).Leverage.ShouldBeWithin(1e-15, 2 * Compute(0.7).Leverage!.Value);

    [Fact]
    public void Compute_QuietMarket_IsHeldByTheFloorAndTheCap()
    {
        Compute(0.001).Leverage.ShouldBe(0.4 / 0.05);
        Compute(0.001).IsVolatilityFloored.ShouldBe(true);
        Compute(0, new VolatilityTargetOptions { HighestLeverage = 3 }).IsCapped.ShouldBe(true);
        Compute(0, new VolatilityTargetOptions { HighestLeverage = 3 }).Leverage.ShouldBe(3);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.1)]
    [InlineData(1001)]
    [InlineData(double.PositiveInfinity)]
    public void Compute_NoVolatility_IsInvalidInput(double volatility)
    {
        var result = Compute(volatility);

        result.Status.ShouldBe(MetricStatus.InvalidInput);
        ResultContract.ShouldHold(result);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(double.NaN, 10)]
    [InlineData(0.4, 0)]
    [InlineData(0.4, 1001)]
    public void Compute_OptionOutOfRange_Throws(double target, double highest) =>
        Should.Throw<ArgumentOutOfRangeException>(() =>
            Compute(0.8, new VolatilityTargetOptions { TargetVolatilityPerYear = target, HighestLeverage = highest })
        );

    private static VolatilityTargetLeverageResult Compute(double volatility, VolatilityTargetOptions? options = null) =>
        VolatilityTargetLeverage.Compute(volatility, SeriesF1.AsOf, options);
}
