using Decoupling.Pipeline.Venues;

namespace Decoupling.Pipeline.Tests.Venues;

public class SampleMappingTests
{
    private static readonly DateTimeOffset Noon = Recording.SlotAt;

    [Fact]
    public void From_OutsideTheRange_IsLeftOut()
    {
        var series = From([new(Noon.AddHours(-3), 1), new(Noon.AddHours(-1), 2), new(Noon.AddMilliseconds(1), 3)]);

        series.Value.ShouldNotBeNull().Values.ShouldBe([2.0]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void From_RepeatedOrOutOfOrder_SpoilsTheSeries(int hoursLater)
    {
        var series = From([new(Noon.AddHours(-1), 1), new(Noon.AddHours(-1 + hoursLater), 2)]);

        series.Reason.ShouldNotBeNull().ShouldEndWith("is repeated or out of order");
    }

    [Fact]
    public void From_UnreadableTime_SpoilsTheSeries() =>
        From([new(null, 1)]).Reason.ShouldBe("a sample has no readable time");

    [Fact]
    public void From_UnreadableValue_IsLeftOutAndCounted()
    {
        var series = SampleMapping.From(
            [new(Noon.AddHours(-1), null), new(Noon, 2)],
            Noon.AddHours(-2),
            Noon,
            out var rejected
        );

        series.Value.ShouldNotBeNull().At.ShouldBe([Noon]);
        rejected.ShouldBe("1 left out for impossible or missing numbers");
    }

    private static Reading<Decoupling.Snapshots.SampleSeries> From(IReadOnlyList<WireSample> samples) =>
        SampleMapping.From(samples, Noon.AddHours(-2), Noon, out _);
}
