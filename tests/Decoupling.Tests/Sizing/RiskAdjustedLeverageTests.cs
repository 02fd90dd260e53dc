using Decoupling.Liquidation;
using Decoupling.Results;
using Decoupling.Sizing;

namespace Decoupling.Tests.Sizing;

public sealed class RiskAdjustedLeverageTests
{
    [Theory]
    // σ 80 %: H1 0.5, H2 1/4 of 3/0.64, H3 0.42 for a loss of 5 %, H4 9.3.
    [InlineData(3, 0.05, null, LeverageLimit.TailRisk)]
    [InlineData(3, 0.5, null, LeverageLimit.VolatilityTarget)]
    [InlineData(0.1, 0.05, null, LeverageLimit.Kelly)]
    [InlineData(3, 0.05, 0.2, LeverageLimit.VenueCap)]
    public void H5_FinalLeverage_IsTheLeastAndSaysWhich(
        double drift,
        double lossLimit,
        double? venueCap,
        LeverageLimit expected
    )
    {
        var result = Compute(0.8, drift, lossLimit, venueCap);

        result.BindingLimit.ShouldBe(expected);
        result.UnknownLimits.ShouldBe(venueCap is null ? [LeverageLimit.VenueCap] : []);
    }

    [Fact]
    public void Compute_StormAndAHighTarget_IsHeldByTheOddsOfLiquidation()
    {
        var options = new VolatilityTargetOptions { TargetVolatilityPerYear = 1000, HighestLeverage = 1000 };
        var result = RiskAdjustedLeverage.Compute(
            VolatilityTargetLeverage.Compute(0.8, SeriesF1.AsOf, options),
            KellyLeverage.Compute(PositionSide.Long, null, 0.8, SeriesF1.AsOf),
            TailRiskLeverage.Compute(
                PositionSide.Long,
                0.8,
                SeriesF1.AsOf,
                new TailRiskOptions { LossLimit = 1, Horizon = TimeSpan.FromMinutes(1) }
            ),
            LiquidationOddsLeverage.Compute(PositionSide.Long, 0.005, 0.8, SeriesF1.AsOf),
            100
        );

        result.BindingLimit.ShouldBe(LeverageLimit.LiquidationOdds);
        result.Leverage!.Value.ShouldBe(9.308085239634286, 1e-9);
    }

    [Fact]
    public void Compute_DriftUnknown_LeavesKellyOut()
    {
        var result = Compute(0.8, null, 0.05, 50);

        result.UnknownLimits.ShouldBe([LeverageLimit.Kelly]);
        result.SampleCount.ShouldBe(4);
        result.Status.ShouldBe(MetricStatus.Ok);
    }

    [Fact]
    public void Compute_NothingKnown_HasNoValue()
    {
        var result = Compute(double.NaN, null, 0.05, null);

        result.Status.ShouldBe(MetricStatus.InsufficientData);
        result.UnknownLimits.Count.ShouldBe(5);
        ResultContract.ShouldHold(result);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    [InlineData(double.NaN)]
    public void Compute_CapOutOfRange_Throws(double cap) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Compute(0.8, null, 0.05, cap));

    private static RiskAdjustedLeverageResult Compute(
        double volatility,
        double? drift,
        double lossLimit,
        double? venueCap
    ) =>
        RiskAdjustedLeverage.Compute(
            VolatilityTargetLeverage.Compute(volatility, SeriesF1.AsOf),
            KellyLeverage.Compute(PositionSide.Long, drift, volatility, SeriesF1.AsOf),
            TailRiskLeverage.Compute(
                PositionSide.Long,
                volatility,
                SeriesF1.AsOf,
                new TailRiskOptions { LossLimit = lossLimit }
            ),
            LiquidationOddsLeverage.Compute(PositionSide.Long, 0.005, volatility, SeriesF1.AsOf),
            venueCap
        );
}
