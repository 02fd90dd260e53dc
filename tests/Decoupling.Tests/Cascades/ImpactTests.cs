using Decoupling.Cascades;
using Decoupling.Results;

namespace Decoupling.Tests.Cascades;

public class ImpactTests
{
    /// <summary>The reference values are rounded to a hundredth of a basis point.</summary>
    private const double RoundingBps = 0.005;

    [Theory]
    [InlineData(0.1, 22.29, 32.22)]
    [InlineData(0.2, 14.71, 24.64)]
    [InlineData(0.5, 8.49, 18.42)]
    public void E1_AlmgrenIbm_IsTheReferenceCost(double days, double temporaryBps, double costBps)
    {
        var result = AlmgrenImpact.Compute(Order(0.0157, 1728, 6.561, days), SeriesF1.AsOf);

        result.PermanentBps!.Value.ShouldBe(19.86, RoundingBps);
        result.TemporaryBps!.Value.ShouldBe(temporaryBps, RoundingBps);
        result.CostBps!.Value.ShouldBe(costBps, RoundingBps);
    }

    [Theory]
    [InlineData(0.1, 32.09, 42.93)]
    [InlineData(0.2, 21.17, 32.01)]
    [InlineData(0.5, 12.22, 23.06)]
    public void E1_AlmgrenDri_IsTheReferenceCost(double days, double temporaryBps, double costBps)
    {
        var result = AlmgrenImpact.Compute(Order(0.0226, 168, 1.929, days), SeriesF1.AsOf);

        result.PermanentBps!.Value.ShouldBe(21.68, RoundingBps);
        result.TemporaryBps!.Value.ShouldBe(temporaryBps, RoundingBps);
        result.CostBps!.Value.ShouldBe(costBps, RoundingBps);
    }

    [Fact]
    public void E1_Linear_MovesByImpactTimesSize() =>
        PriceImpact.Compute(2e6, new LinearImpact(2.5e-10), SeriesF1.AsOf).ImpactBps.ShouldBeWithin(1e-15, 5);

    [Fact]
    public void E1_SquareRoot_FourTimesTheSizeMovesTwiceAsFar()
    {
        var model = new SquareRootImpact(VolatilityPerDay: 0.04, VolumeUsdPerDay: 1e10) { Prefactor = 0.5 };

        // 0.5 · 4 % · √(1/10,000) is 2 bp.
        PriceImpact.Compute(1e6, model, SeriesF1.AsOf).ImpactBps.ShouldBeWithin(1e-12, 2);
        PriceImpact.Compute(4e6, model, SeriesF1.AsOf).ImpactBps.ShouldBeWithin(1e-12, 4);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Compute_NoSize_IsInvalidInput(double size)
    {
        var result = PriceImpact.Compute(size, new LinearImpact(1e-10), SeriesF1.AsOf);

        result.Status.ShouldBe(MetricStatus.InvalidInput);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_ParametersOutOfRange_AreNamed()
    {
        Should
            .Throw<ArgumentOutOfRangeException>(() => PriceImpact.Compute(1, new LinearImpact(0), SeriesF1.AsOf))
            .ParamName.ShouldBe("ImpactPerUsd");
        Should
            .Throw<ArgumentOutOfRangeException>(() =>
                PriceImpact.Compute(1, new SquareRootImpact(0.04, double.NaN), SeriesF1.AsOf)
            )
            .ParamName.ShouldBe("VolumeUsdPerDay");
    }

    [Fact]
    public void Compute_OrderWithoutVolume_SaysWhat()
    {
        var result = AlmgrenImpact.Compute(Order(0.02, 100, 1, 1) with { VolumePerDay = 0 }, SeriesF1.AsOf);

        result.Status.ShouldBe(MetricStatus.InvalidInput);
        result.Reason.ShouldNotBeNull().ShouldContain("volume of a day");
        ResultContract.ShouldHold(result);
    }

    private static AlmgrenOrder Order(double volatility, double outstanding, double volume, double days) =>
        new()
        {
            Size = 0.1 * volume,
            VolumePerDay = volume,
            Outstanding = outstanding,
            VolatilityPerDay = volatility,
            Days = days,
        };
}
