using Decoupling.Results;
using Decoupling.Sizing;

namespace Decoupling.Tests.Sizing;

public sealed class DynamicSizingTests
{
    private static readonly DateTimeOffset AsOf = SeriesF1.AsOf;

    [Fact]
    public void H5_Cppi_IsAMultipleOfTheCushion()
    {
        var result = DynamicSizing.ComputeCppi(1000, 800, 4, AsOf);

        result.ExposureUsd.ShouldBe(800);
        result.Leverage.ShouldBe(0.8);
        DynamicSizing.ComputeCppi(700, 800, 4, AsOf).ExposureUsd.ShouldBe(0);
    }

    [Fact]
    public void H5_Cppi_RebalancedDownTheWay_KeepsTheFloor()
    {
        var equity = 1000.0;
        for (var step = 0; step < 1000; step++)
        {
            equity -= 0.01 * DynamicSizing.ComputeCppi(equity, 800, 5, AsOf).ExposureUsd!.Value;
        }

        equity.ShouldBe(800, 1e-8);
    }

    [Theory]
    [InlineData(1000, 5)]
    [InlineData(900, 2.5)]
    [InlineData(800, 0)]
    [InlineData(500, 0)]
    public void H5_Drawdown_ScalesTheLeverage(double equity, double leverage)
    {
        var result = DynamicSizing.ComputeDrawdown(5, equity, 1000, 0.2, AsOf);

        result.Leverage!.Value.ShouldBe(leverage, 1e-14);
        result.ExposureUsd!.Value.ShouldBe(leverage * equity, 1e-10);
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(100, -1)]
    [InlineData(double.NaN, 100)]
    [InlineData(100, double.PositiveInfinity)]
    public void Compute_InputThatIsNone_IsInvalidInput(double equity, double other)
    {
        var cppi = DynamicSizing.ComputeCppi(equity, other, 3, AsOf);
        var drawdown = DynamicSizing.ComputeDrawdown(3, equity, other, 0.2, AsOf);

        cppi.Status.ShouldBe(MetricStatus.InvalidInput);
        drawdown.Status.ShouldBe(MetricStatus.InvalidInput);
        ResultContract.ShouldHold(cppi);
        ResultContract.ShouldHold(drawdown);
    }

    [Fact]
    public void Compute_OptionOutOfRange_Throws()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => DynamicSizing.ComputeCppi(1, 0, 0, AsOf));
        Should.Throw<ArgumentOutOfRangeException>(() => DynamicSizing.ComputeDrawdown(0, 1, 1, 0.2, AsOf));
        Should.Throw<ArgumentOutOfRangeException>(() => DynamicSizing.ComputeDrawdown(1, 1, 1, 0, AsOf));
    }

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 46);
        for (var i = 0; i < Campaign.Runs(1_000_000); i++)
        {
            ResultContract.ShouldHold(DynamicSizing.ComputeCppi(numbers.Next(), numbers.Next(), 3, AsOf));
            ResultContract.ShouldHold(DynamicSizing.ComputeDrawdown(3, numbers.Next(), numbers.Next(), 0.2, AsOf));
        }
    }
}
