using Decoupling.Liquidation;
using Decoupling.Results;

namespace Decoupling.Tests.Liquidation;

public sealed class InsuranceCoverageTests
{
    private static readonly DateTimeOffset s_asOf = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(90, 80, 0.15, 100_000 * (0.15 - 10 / 90.0))]
    [InlineData(110, 120, 0.15, 100_000 * (0.15 - 10 / 110.0))]
    [InlineData(90, 80, 0.11, 0)]
    public void D9_Shortfall_IsTheSlipBeyondTheBuffer(double liquidation, double bankruptcy, double slip, double usd) =>
        InsuranceCoverage.ShortfallUsd(100_000, liquidation, bankruptcy, slip).ShouldBe(usd, 1e-9);

    [Theory]
    [InlineData(100, 0.9, 95.5)] // the mean of 91 to 100
    [InlineData(10, 0.75, (10 + 9 + 0.5 * 8) / 2.5)] // half of the third worst
    [InlineData(4, 0, 2.5)]
    public void D9_Coverage_IsTheFundOverTheMeanOfTheWorst(int scenarios, double quantile, double shortfall)
    {
        var losses = Enumerable.Range(1, scenarios).Select(loss => (double)loss).Reverse().ToArray();

        var found = InsuranceCoverage.Compute(191, losses, 19.1, s_asOf, quantile);

        found.ExpectedShortfallUsd.ShouldBeWithin(1e-13, shortfall);
        found.Coverage.ShouldBeWithin(1e-13, 191 / shortfall);
        found.DaysToDepletion.ShouldBeWithin(1e-13, 10);
    }

    [Fact]
    public void Compute_Scaled_KeepsTheCoverage()
    {
        double[] losses = [0, 3, 1, 7, 0, 5, 2, 2];

        var one = InsuranceCoverage.Compute(10, losses, null, s_asOf, 0.5);
        var many = InsuranceCoverage.Compute(10_240, [.. losses.Select(loss => 1_024 * loss)], null, s_asOf, 0.5);

        many.Coverage.ShouldBe(one.Coverage);
        one.DaysToDepletion.ShouldBeNull();
    }

    [Fact]
    public void Compute_OddInputs_GiveAStatus()
    {
        StatusOf(100, [1, 2], 0.9).ShouldBe(MetricStatus.InsufficientData);
        StatusOf(100, [], 0).ShouldBe(MetricStatus.InsufficientData);
        StatusOf(100, [0, 0], 0.5).ShouldBe(MetricStatus.Degenerate);
        StatusOf(-1, [1, 2], 0.5).ShouldBe(MetricStatus.InvalidInput);
        StatusOf(1, [1, -2], 0.5).ShouldBe(MetricStatus.InvalidInput);
        StatusOf(1, [1, double.NaN], 0.5).ShouldBe(MetricStatus.InvalidInput);
        StatusOf(1e308, [1e-300, 1e-300], 0.5).ShouldBe(MetricStatus.OutOfDomain);
        Should.Throw<ArgumentOutOfRangeException>(() => StatusOf(1, [1], 1));
    }

    [Fact]
    public void D9_BitMexRank_IsGainTimesLeverage()
    {
        // Entry 100, mark 120, bankruptcy 90: 4 × 0.2.
        AutoDeleverageRank.Compute(120, 100, 90, s_asOf).Score.ShouldBeWithin(1e-14, 0.8);
        // A short from 100 to 80, bankrupt at 110: 80/30 × 0.2.
        AutoDeleverageRank.Compute(-80, -100, -110, s_asOf).Score.ShouldBeWithin(1e-14, 80 / 30.0 * 0.2);
        // A loss is divided: -0.1/(90/10).
        AutoDeleverageRank.Compute(90, 100, 80, s_asOf).Score.ShouldBeWithin(1e-14, -0.1 / 9);
    }

    [Fact]
    public void D9_MarkAtBankruptcy_IsTheTopRank()
    {
        var found = AutoDeleverageRank.Compute(90, 100, 90, s_asOf);

        (found.Status, found.IsTopRank, found.Score).ShouldBe((MetricStatus.Ok, true, null));
        AutoDeleverageRank.Compute(89, 100, 90, s_asOf).Status.ShouldBe(MetricStatus.OutOfDomain);
        AutoDeleverageRank.Compute(90, -100, 80, s_asOf).Status.ShouldBe(MetricStatus.InvalidInput);
        AutoDeleverageRank.Compute(double.NaN, 100, 80, s_asOf).Status.ShouldBe(MetricStatus.InvalidInput);
    }

    [Fact]
    public void D9_BinanceRank_IsGainOnCollateralTimesMarginRatio()
    {
        AutoDeleverageRank.ComputeBinance(50, 200, 0.4, s_asOf).Score.ShouldBeWithin(1e-14, 0.1);
        AutoDeleverageRank.ComputeBinance(50, 0, 0.4, s_asOf).Status.ShouldBe(MetricStatus.InvalidInput);
    }

    [Fact]
    public void LightUp_AQueue_GivesQuintiles()
    {
        var lights = new int[10];

        AutoDeleverageRank.LightUp([9, 0, 1, 2, 3, 4, 5, 6, 7, double.PositiveInfinity], lights);

        lights.ShouldBe([5, 1, 1, 2, 2, 3, 3, 4, 4, 5]);
        AutoDeleverageRank.LightUp([1, 1, 1], lights.AsSpan(0, 3));
        lights[..3].ShouldBe([5, 5, 5]);
        AutoDeleverageRank.LightUp([], []);
        Should.Throw<ArgumentException>(() => AutoDeleverageRank.LightUp([1], new int[2]));
        Should.Throw<ArgumentException>(() => AutoDeleverageRank.LightUp([double.NaN], new int[1]));
    }

    private static MetricStatus StatusOf(double fund, double[] losses, double quantile) =>
        InsuranceCoverage.Compute(fund, losses, null, s_asOf, quantile).Status;
}
