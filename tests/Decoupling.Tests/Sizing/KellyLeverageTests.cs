using Decoupling.Liquidation;
using Decoupling.Results;
using Decoupling.Sizing;

namespace Decoupling.Tests.Sizing;

public sealed class KellyLeverageTests
{
    private static readonly KellyOptions Thorp = new() { Fraction = 1, RatePerYear = 0.06 };

    [Fact]
    public void H2_Thorp_ReachesTheReferenceValues()
    {
        var result = Compute(0.11, 0.15, Thorp);

        result.KellyFraction.ShouldBeWithin(1e-14, 0.05 / 0.0225);
        result.Leverage.ShouldBe(result.KellyFraction);
        result.GrowthPerYear!.Value.ShouldBe(0.115556, 5e-7);
        KellyLeverage.GrowthPerYear(1, 0.11, 0.06, 0.15).ShouldBeWithin(1e-14, 0.09875);
    }

    [Theory]
    [InlineData(1, 0.5, 1.0 / 3)]
    [InlineData(0.5, 0.125, 1.0 / 9)]
    public void H2_OddsOfHalving_ReachTheReferenceValues(double fraction, double ever, double beforeDoubling)
    {
        var result = Compute(0.5, 0.8, new KellyOptions { Fraction = fraction });

        result.ProbabilityOfHalving.ShouldBe(ever);
        result.ProbabilityOfHalvingBeforeDoubling.ShouldBeWithin(1e-15, beforeDoubling);
    }

    [Fact]
    public void GrowthPerYear_AtKelly_IsTheTop()
    {
        var best = KellyLeverage.GrowthPerYear(0.05 / 0.0225, 0.11, 0.06, 0.15);
        for (var leverage = -3.0; leverage < 8; leverage += 0.37)
        {
            KellyLeverage.GrowthPerYear(leverage, 0.11, 0.06, 0.15).ShouldBeLessThan(best);
        }

        // At twice the optimum nothing is earned beyond the rate.
        KellyLeverage.GrowthPerYear(2 * 0.05 / 0.0225, 0.11, 0.06, 0.15).ShouldBe(0.06, 1e-15);
    }

    [Fact]
    public void FallBeforeRiseProbability_RiseOutOfReach_IsTheOddsOfEverFalling() =>
        KellyLeverage
            .FallBeforeRiseProbability(0.7, 0.4, 1e200)
            .ShouldBeWithin(1e-14, KellyLeverage.FallProbability(0.7, 0.4));

    [Fact]
    public void FallProbability_TwiceKelly_IsCertain() => KellyLeverage.FallProbability(2, 0.1).ShouldBe(1);

    [Fact]
    public void Compute_ShortOfTheOppositeDrift_IsTheLong()
    {
        var asLong = Compute(0.4, 0.8);
        var asShort = KellyLeverage.Compute(PositionSide.Short, -0.4, 0.8, SeriesF1.AsOf);

        asShort.Leverage.ShouldBe(asLong.Leverage);
        asShort.GrowthPerYear.ShouldBe(asLong.GrowthPerYear);
        asShort.KellyFraction.ShouldBe(-asLong.KellyFraction);
    }

    [Fact]
    public void Compute_DriftAgainstTheSide_HoldsNothing()
    {
        var result = Compute(-0.4, 0.8);

        result.Leverage.ShouldBe(0);
        result.ProbabilityOfHalving.ShouldBe(0);
        result.GrowthPerYear.ShouldBe(0);
        result.Status.ShouldBe(MetricStatus.Ok);
    }

    [Fact]
    public void Compute_DriftUnknown_HasNothingToSay()
    {
        var result = Compute(null, 0.8);

        result.Status.ShouldBe(MetricStatus.InsufficientData);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_QuietMarket_IsSizedWithTheFloor()
    {
        var result = Compute(0.01, 0.001, new KellyOptions { Fraction = 1 });

        result.KellyFraction.ShouldBeWithin(1e-14, 0.01 / 0.0025);
        result.IsVolatilityFloored.ShouldBe(true);
    }

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 41);
        for (var i = 0; i < Campaign.Runs(1_000_000); i++)
        {
            ResultContract.ShouldHold(Compute(numbers.Next(), numbers.Next()));
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1.01, 0)]
    [InlineData(0.5, double.NaN)]
    public void Compute_OptionOutOfRange_Throws(double fraction, double rate) =>
        Should.Throw<ArgumentOutOfRangeException>(() =>
            Compute(0.1, 0.8, new KellyOptions { Fraction = fraction, RatePerYear = rate })
        );

    private static KellyLeverageResult Compute(double? drift, double volatility, KellyOptions? options = null) =>
        KellyLeverage.Compute(PositionSide.Long, drift, volatility, SeriesF1.AsOf, options);
}
