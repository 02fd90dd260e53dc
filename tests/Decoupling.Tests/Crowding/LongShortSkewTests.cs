using Decoupling.Crowding;
using Decoupling.Results;

namespace Decoupling.Tests.Crowding;

public class LongShortSkewTests
{
    [Theory]
    [InlineData(3, 1, 0.5)]
    [InlineData(1, 3, -0.5)]
    [InlineData(2, 2, 0)]
    [InlineData(5, 0, 1)]
    [InlineData(0, 5, -1)]
    public void Compute_TwoSides_IsTheirLean(double longs, double shorts, double expected) =>
        LongShortSkew.Compute(longs, shorts, SeriesF1.AsOf).Skew.ShouldBe(expected);

    [Fact]
    public void Compute_RatioOfAVenue_IsTheSameLean()
    {
        // A long/short ratio of 1.5 is 60 % against 40 %.
        LongShortSkew.Compute(1.5, 1, SeriesF1.AsOf).Skew!.Value.ShouldBe(0.2, 1e-15);
        LongShortSkew.Compute(0.6, 0.4, SeriesF1.AsOf).Skew!.Value.ShouldBe(0.2, 1e-15);
    }

    [Fact]
    public void Compute_Nobody_IsDegenerate()
    {
        var result = LongShortSkew.Compute(0, 0, SeriesF1.AsOf);

        result.Status.ShouldBe(MetricStatus.Degenerate);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_BadInput_HasAStatus()
    {
        LongShortSkew.Compute(-1, 2, SeriesF1.AsOf).Reason.ShouldBe("The long side is -1, not a quantity.");
        LongShortSkew.Compute(1, double.NaN, SeriesF1.AsOf).Status.ShouldBe(MetricStatus.InvalidInput);
        LongShortSkew
            .Compute(double.MaxValue, double.MaxValue, SeriesF1.AsOf)
            .Status.ShouldBe(MetricStatus.OutOfDomain);
    }
}
