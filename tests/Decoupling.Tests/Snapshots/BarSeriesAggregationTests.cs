using Decoupling.Snapshots;

namespace Decoupling.Tests.Snapshots;

public class BarSeriesAggregationTests
{
    private static readonly DateTimeOffset Noon = new(2024, 8, 5, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Aggregate_TwoToOne_TakesLastCloseHighestLowestAndSum()
    {
        var bars = Minutes(0, 10, 20, 30, 25);

        var coarse = bars.Aggregate(TimeSpan.FromMinutes(2));

        coarse.StartAt.ShouldBe(Noon);
        coarse.Step.ShouldBe(TimeSpan.FromMinutes(2));
        coarse.Close.ShouldBe([20, 25]);
        coarse.High.ShouldBe([21, 31]);
        coarse.Low.ShouldBe([9, 24]);
        coarse.Volume.ShouldBe([0.3, 0.7]);
    }

    [Fact]
    public void Aggregate_SomeBarsMissing_PassesThemOver()
    {
        var coarse = Minutes(0, 10, double.NaN, double.NaN, double.NaN).Aggregate(TimeSpan.FromMinutes(2));

        coarse.Close.ShouldBe([10, double.NaN]);
        coarse.High.ShouldBe([11, double.NaN]);
        coarse.Volume.ShouldBe([0.1, double.NaN]);
    }

    [Fact]
    public void Aggregate_NotWholeAtBothEnds_LeavesThoseOut()
    {
        var coarse = Minutes(1, 1, 2, 3, 4).Aggregate(TimeSpan.FromMinutes(2));

        coarse.StartAt.ShouldBe(Noon.AddMinutes(2));
        coarse.Close.ShouldBe([3]);
    }

    [Fact]
    public void Aggregate_FewerThanOneBar_IsEmpty()
    {
        Minutes(1, 1).Aggregate(TimeSpan.FromHours(1)).Count.ShouldBe(0);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(90)]
    public void Aggregate_StepThatDoesNotDivide_Throws(int seconds)
    {
        Should
            .Throw<ArgumentException>(() => Minutes(0, 1, 2).Aggregate(TimeSpan.FromSeconds(seconds)))
            .ParamName.ShouldBe("step");
    }

    private static BarSeries Minutes(int firstMinute, params double[] close) =>
        new()
        {
            StartAt = Noon.AddMinutes(firstMinute),
            Step = TimeSpan.FromMinutes(1),
            Close = close,
            High = [.. close.Select(price => price + 1)],
            Low = [.. close.Select(price => price - 1)],
            Volume = [.. close.Select((price, i) => double.IsNaN(price) ? double.NaN : 0.1 * (i + 1))],
        };
}
