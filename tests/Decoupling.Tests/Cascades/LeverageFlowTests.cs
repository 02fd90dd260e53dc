using Decoupling.Cascades;
using Decoupling.Results;

namespace Decoupling.Tests.Cascades;

public class LeverageFlowTests
{
    [Theory]
    [InlineData(101, 11, 101.0 / 11, 9)]
    [InlineData(109, 10, 10.9, -9)]
    public void E5_AdrianShin_RestoresTenfoldLeverage(double assets, double equity, double leverage, double trade)
    {
        var result = LeverageTargeting.Compute(assets, equity, 10, SeriesF1.AsOf);

        result.Leverage.ShouldBeWithin(1e-14, leverage);
        result.TradeUsd.ShouldBeWithin(1e-14, trade);
    }

    [Fact]
    public void E5_OnePercentOfTenfoldLeverage_TradesNinePercentOfTheEquity()
    {
        // A(L - 1)·1 % of 100 at 10 times is 9.
        var result = LeverageTargeting.Compute(100, 10, 10, SeriesF1.AsOf);

        result.TradeUsd.ShouldBe(0);
        (result.TradeUsdPerLogPrice * 0.01).ShouldBeWithin(1e-14, 9);
    }

    [Theory]
    [InlineData(2, 20)]
    [InlineData(3, 60)]
    [InlineData(-1, 20)]
    [InlineData(-2, 60)]
    public void E5_LeveragedTokens_TradeWithTheMove(double leverage, double flow)
    {
        var result = LeveragedTokenFlow.Compute(100, leverage, 0.10, 400, SeriesF1.AsOf);

        result.FlowUsd.ShouldBeWithin(1e-14, flow);
        result.FlowOverVolume.ShouldBeWithin(1e-14, flow / 400);
    }

    [Fact]
    public void Token_WithoutVolume_HasTheFlowAlone()
    {
        var result = LeveragedTokenFlow.Compute(100, 1, -0.1, null, SeriesF1.AsOf);

        result.Status.ShouldBe(MetricStatus.Ok);
        result.FlowUsd.ShouldBe(0);
        result.FlowOverVolume.ShouldBeNull();
    }

    [Fact]
    public void E5_DebtThatBreathesWithAssets_IsProcyclical()
    {
        // Equity stays: L = A/E moves as A does. Leverage kept: slope 0. Debt stays: L falls as A rises.
        var random = new Random(7);
        double[] assets = [.. Enumerable.Range(0, 60).Select(_ => 100 * Math.Exp(0.01 * random.NextDouble()))];

        Slope(assets, [.. assets.Select(_ => 10.0)]).ShouldBe(1, 1e-12);
        Slope(assets, [.. assets.Select(value => value / 10)]).ShouldBe(0, 1e-12);
        Slope(assets, [.. assets.Select(value => value - 90)]).ShouldBeLessThan(-1);

        static double Slope(double[] assets, double[] equity) =>
            Procyclicality.Compute(assets, equity, SeriesF1.AsOf).Slope!.Value;
    }

    [Fact]
    public void Procyclicality_OfNothingToLearnFrom_SaysWhy()
    {
        var few = Procyclicality.Compute([1, 2], [1, 2], SeriesF1.AsOf);
        var still = Procyclicality.Compute(
            new double[30]
                .Select(_ => 5.0)
                .ToArray(),
            new double[30]
                .Select(_ => 1.0)
                .ToArray(),
            SeriesF1.AsOf
        );
        var negative = Procyclicality.Compute([1, 2], [1, -2], SeriesF1.AsOf);

        few.Status.ShouldBe(MetricStatus.InsufficientData);
        still.Status.ShouldBe(MetricStatus.Degenerate);
        negative.Status.ShouldBe(MetricStatus.InvalidInput);
        foreach (var result in (ProcyclicalityResult[])[few, still, negative])
        {
            ResultContract.ShouldHold(result);
        }
    }

    [Fact]
    public void Targeting_Insolvent_IsOutOfDomain()
    {
        var result = LeverageTargeting.Compute(100, -1, 10, SeriesF1.AsOf);

        result.Status.ShouldBe(MetricStatus.OutOfDomain);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 61);
        for (var i = 0; i < Campaign.Runs(1_000_000); i++)
        {
            ResultContract.ShouldHold(
                LeverageTargeting.Compute(numbers.Next(), numbers.Next(), numbers.Next(), SeriesF1.AsOf)
            );
            ResultContract.ShouldHold(
                LeveragedTokenFlow.Compute(
                    numbers.Next(),
                    numbers.Next(),
                    numbers.Next(),
                    numbers.Next(),
                    SeriesF1.AsOf
                )
            );
            ResultContract.ShouldHold(LoopGain.Compute(numbers.Next(), numbers.Next(), SeriesF1.AsOf));
        }
    }
}
