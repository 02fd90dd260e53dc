using Decoupling.Scoring.CrossVenue;
using Decoupling.Snapshots;
using FsCheck.Fluent;

namespace Decoupling.Tests.Scoring.CrossVenue;

public class MedianSeriesTests
{
    [Fact]
    public void Of_ThreeVenues_IsTheMiddleOneInEachBar()
    {
        var median = MedianSeries.Of([Bars(0, 10, 20, 30), Bars(0, 11, 5, 31), Bars(0, 12, 22, 1)], 2);

        median.Close.ShouldBe([11, 20, 30]);
        median.Volume.ShouldBeNull();
    }

    [Fact]
    public void Of_TwoVenues_IsTheirMean() => MedianSeries.Of([Bars(0, 10), Bars(0, 12)], 2).Close.ShouldBe([11]);

    [Fact]
    public void Of_BarWithoutTrades_IsLeftOutOfThatBarOnly()
    {
        var still = Bars(0, 100, 100, 100) with { Volume = [1, 0, 1] };

        MedianSeries.Of([still, Bars(0, 10, 10, 10), Bars(0, 12, 12, 12)], 2).Close.ShouldBe([12, 11, 12]);
    }

    [Fact]
    public void Of_FewerVenuesThanAsked_IsMissing()
    {
        var median = MedianSeries.Of([Bars(0, 10, double.NaN, 10), Bars(1, 20, 20)], 2);

        median.Close.ShouldBe([double.NaN, double.NaN, 15]);
        MedianSeries.Of([Bars(0, 10, double.NaN, 10), Bars(1, 20, 20)], 1).Close.ShouldBe([10, 20, 15]);
    }

    [Fact]
    public void Of_SeriesThatDoNotMeet_SpansThemAll()
    {
        var median = MedianSeries.Of([Bars(3, 7), Bars(0, 5, 6)], 1);

        median.StartAt.ShouldBe(SampleMarket.SlotAt);
        median.Close.ShouldBe([5, 6, double.NaN, 7]);
    }

    [Fact]
    public void Of_AnyVenues_DoesNotDependOnTheirOrderAndScalesWithThePrice() =>
        Law.HoldsFor(
            from venues in Gen.Choose(1, 7)
            from close in Gen.Choose(1, 1_000).Select(cents => 0.5 * cents).ArrayOf(12).ArrayOf(venues)
            from order in Gen.Shuffle(Enumerable.Range(0, venues).ToArray())
            select (close, order),
            inputs =>
            {
                BarSeries[] series = [.. inputs.close.Select(column => Bars(0, column))];
                BarSeries[] doubled =
                [
                    .. inputs.close.Select(column => Bars(0, [.. column.Select(price => 2 * price)])),
                ];

                var median = MedianSeries.Of(series, 1).Close;

                MedianSeries.Of([.. inputs.order.Select(i => series[i])], 1).Close.ShouldBe(median);
                MedianSeries.Of(doubled, 1).Close.ShouldBe([.. median.Select(price => 2 * price)]);
                for (var bar = 0; bar < 12; bar++)
                {
                    var row = inputs.close.Select(column => column[bar]);
                    median[bar].ShouldBe(MathNet.Numerics.Statistics.Statistics.Median(row));
                }
            }
        );

    private static BarSeries Bars(int offset, params double[] close) =>
        new()
        {
            StartAt = SampleMarket.SlotAt + SampleMarket.SlotLength * offset,
            Step = SampleMarket.SlotLength,
            Close = close,
        };
}
