using Decoupling.Snapshots;

namespace Decoupling.Tests.Snapshots;

public class SampleSeriesWindowTests
{
    private static readonly DateTimeOffset Noon = new(2024, 8, 5, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Slice_Range_IncludesBothEnds()
    {
        var slice = Samples((0, 1), (8, 2), (16, 3)).Slice(Noon.AddHours(8), Noon.AddHours(16));

        slice.Values.ShouldBe([2, 3]);
        slice.At.ShouldBe([Noon.AddHours(8), Noon.AddHours(16)]);
    }

    [Fact]
    public void Slice_NothingInRange_IsEmpty()
    {
        Samples((0, 1), (8, 2)).Slice(Noon.AddHours(1), Noon.AddHours(7)).At.ShouldBeEmpty();
        Samples((0, 1), (8, 2)).Slice(Noon.AddHours(9), Noon.AddHours(1)).At.ShouldBeEmpty();
    }

    [Fact]
    public void Merge_OverlapAndGaps_IsInOrderAndTakesTheNewer()
    {
        var merged = Samples((0, 1), (8, 2), (24, 4)).Merge(Samples((8, 20), (16, 3), (32, 5)));

        merged.At.ShouldBe([.. new[] { 0, 8, 16, 24, 32 }.Select(hour => Noon.AddHours(hour))]);
        merged.Values.ShouldBe([1, 20, 3, 4, 5]);
    }

    private static SampleSeries Samples(params (int Hour, double Value)[] samples) =>
        new()
        {
            At = [.. samples.Select(sample => Noon.AddHours(sample.Hour))],
            Values = [.. samples.Select(sample => sample.Value)],
        };
}
