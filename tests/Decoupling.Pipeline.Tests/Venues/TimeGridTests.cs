using Decoupling.Pipeline.Venues;

namespace Decoupling.Pipeline.Tests.Venues;

public class TimeGridTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly DateTimeOffset Noon = Recording.SlotAt;

    [Fact]
    public void Between_OnTheGrid_EndsWithTheBarThatClosesAtTheEnd()
    {
        var grid = TimeGrid.Between(Noon.AddMinutes(-3), Noon, Minute);

        grid.ShouldBe(new TimeGrid(Noon.AddMinutes(-3), Minute, 3));
        grid.LastAt.ShouldBe(Noon.AddMinutes(-1));
        grid.EndAt.ShouldBe(Noon);
    }

    [Fact]
    public void Between_OffTheGrid_TakesWholeBarsOnly()
    {
        var grid = TimeGrid.Between(Noon.AddSeconds(-170), Noon.AddSeconds(59), Minute);

        grid.ShouldBe(new TimeGrid(Noon.AddMinutes(-2), Minute, 2));
    }

    [Fact]
    public void Between_EndBeforeStart_IsEmpty() => TimeGrid.Between(Noon, Noon.AddHours(-1), Minute).Count.ShouldBe(0);

    [Fact]
    public void Pages_MoreThanTheLimit_CutsWithoutOverlap()
    {
        var pages = new TimeGrid(Noon, Minute, 7).Pages(3).ToList();

        pages.Select(page => page.Count).ShouldBe([3, 3, 1]);
        pages.Select(page => page.StartAt).ShouldBe([Noon, Noon.AddMinutes(3), Noon.AddMinutes(6)]);
    }
}
