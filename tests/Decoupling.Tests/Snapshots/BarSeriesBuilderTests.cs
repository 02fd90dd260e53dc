using Decoupling.Snapshots;

namespace Decoupling.Tests.Snapshots;

public class BarSeriesBuilderTests
{
    private static readonly DateTimeOffset Noon = new(2024, 8, 5, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Build_BarsInAnyOrder_StandOnTheGrid()
    {
        var builder = new BarSeriesBuilder(Noon.AddSeconds(10), TimeSpan.FromMinutes(1), 3);

        builder.TrySet(Noon.AddMinutes(2), 5, 3, 4, 1).ShouldBeTrue();
        builder.TrySet(Noon, 2, 1, 1.5, 0).ShouldBeTrue();
        builder.TrySet(Noon, 3, 1, 2.5, 7).ShouldBeTrue();
        var bars = builder.Build();

        bars.StartAt.ShouldBe(Noon);
        bars.Close.ShouldBe([2.5, double.NaN, 4]);
        bars.High.ShouldBe([3, double.NaN, 5]);
        bars.Low.ShouldBe([1, double.NaN, 3]);
        bars.Volume.ShouldBe([7, double.NaN, 1]);
    }

    [Theory]
    [InlineData(-1, 0, 1, 1)]
    [InlineData(3, 0, 1, 1)]
    [InlineData(1, 1, 1, 1)]
    [InlineData(1, 0, 0, 1)]
    [InlineData(1, 0, double.NaN, 1)]
    [InlineData(1, 0, double.PositiveInfinity, 1)]
    [InlineData(1, 0, 1, -1)]
    [InlineData(1, 0, 1, double.NaN)]
    public void TrySet_BadBar_SetsNothing(int minute, int second, double price, double volume)
    {
        var builder = new BarSeriesBuilder(Noon, TimeSpan.FromMinutes(1), 3);

        builder.TrySet(Noon.AddMinutes(minute).AddSeconds(second), price, price, price, volume).ShouldBeFalse();

        builder.Build().Close.ShouldAllBe(close => double.IsNaN(close));
    }
}
