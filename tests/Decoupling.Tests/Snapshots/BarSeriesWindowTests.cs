using Decoupling.Snapshots;

namespace Decoupling.Tests.Snapshots;

public class BarSeriesWindowTests
{
    private static readonly DateTimeOffset Noon = new(2024, 8, 5, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-10, 100, new[] { 1.0, 2, 3, 4 })]
    [InlineData(5, 15, new[] { 2.0, 3 })]
    [InlineData(1, 11, new[] { 2.0, 3 })]
    [InlineData(20, 100, new double[0])]
    [InlineData(-20, 0, new double[0])]
    [InlineData(10, 5, new double[0])]
    public void Slice_RangeOfOpeningTimes_IncludesStartAndNotEnd(int fromMinute, int toMinute, double[] close)
    {
        var slice = Bars(0, 1, 2, 3, 4).Slice(Noon.AddMinutes(fromMinute), Noon.AddMinutes(toMinute));

        slice.Close.ShouldBe(close);
        slice.Volume!.Length.ShouldBe(close.Length);
        slice.High.ShouldBeNull();
        if (close.Length > 0)
        {
            slice.StartAt.ShouldBe(Noon.AddMinutes(5 * (close[0] - 1)));
        }
    }

    [Theory]
    [InlineData(20, 4)]
    [InlineData(19, 3)]
    [InlineData(4, 0)]
    [InlineData(500, 4)]
    public void ClosedBy_Time_LeavesOutTheBarThatRuns(int minute, int count)
    {
        Bars(0, 1, 2, 3, 4).ClosedBy(Noon.AddMinutes(minute)).Count.ShouldBe(count);
    }

    [Fact]
    public void Merge_Overlap_TakesTheLaterFetch()
    {
        var merged = Bars(0, 1, 2, 3).Merge(Bars(2, 30, 40));

        merged.StartAt.ShouldBe(Noon);
        merged.Close.ShouldBe([1, 2, 30, 40]);
        merged.Volume.ShouldBe([10, 20, 300, 400]);
    }

    [Fact]
    public void Merge_NewerBarIsMissing_KeepsTheOlder()
    {
        Bars(0, 1, 2).Merge(Bars(1, double.NaN, 3)).Close.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Merge_Gap_LeavesItMissing()
    {
        var merged = Bars(0, 1).Merge(Bars(3, 4));

        merged.Close.ShouldBe([1, double.NaN, double.NaN, 4]);
        merged.Volume.ShouldBe([10, double.NaN, double.NaN, 40]);
    }

    [Fact]
    public void Merge_NewerStartsBefore_ReachesBack()
    {
        var merged = Bars(2, 3).Merge(Bars(0, 1, 2));

        merged.StartAt.ShouldBe(Noon);
        merged.Close.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Merge_ColumnThatOneLacks_IsDropped()
    {
        Bars(0, 1).Merge(Bars(1, 2) with { Volume = null }).Volume.ShouldBeNull();
    }

    [Fact]
    public void Merge_WithNothing_IsTheOther()
    {
        var none = Bars(0);

        none.Merge(Bars(5, 1)).Close.ShouldBe([1]);
        Bars(5, 1).Merge(none).Close.ShouldBe([1]);
    }

    [Fact]
    public void Merge_OtherStep_Throws()
    {
        var hourly = Bars(0, 1) with { Step = TimeSpan.FromHours(1) };

        Should.Throw<ArgumentException>(() => Bars(0, 1).Merge(hourly)).ParamName.ShouldBe("newer");
    }

    [Fact]
    public void Floor_OtherOffset_IsInUtc()
    {
        var floor = BarSeriesWindow.Floor(
            new DateTimeOffset(2024, 8, 5, 13, 7, 0, TimeSpan.FromHours(1)),
            TimeSpan.FromHours(1)
        );

        floor.ShouldBe(Noon);
        floor.Offset.ShouldBe(TimeSpan.Zero);
    }

    private static BarSeries Bars(int firstBar, params double[] close) =>
        new()
        {
            StartAt = Noon.AddMinutes(5 * firstBar),
            Step = TimeSpan.FromMinutes(5),
            Close = close,
            Volume = [.. close.Select(price => price * 10)],
        };
}
